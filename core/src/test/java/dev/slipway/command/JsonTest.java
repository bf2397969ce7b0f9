package dev.slipway.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.view.MessageView;
import dev.slipway.view.Role;
import dev.slipway.view.View;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class JsonTest {
  private final CommandLineGrammar grammar = new CommandLineGrammar();
  private AShop shop;

  @BeforeEach
  void open(@TempDir Path folder) {
    shop = AShop.in(folder);
    shop.rolledBack("v2");
  }

  @AfterEach
  void close() {
    shop.close();
  }

  private List<String> lines(String line) {
    Outcome outcome = grammar.run(Typed.at(shop.desk()), List.of(line.split(" ")));
    return Json.lines(outcome.view().orElseThrow(), outcome.format());
  }

  private JsonNode json(String line) {
    List<String> lines = lines(line);
    assertEquals(1, lines.size());
    return JsonMapper.shared().readTree(lines.getFirst());
  }

  @Test
  void namesItsSchemaFirstAndWritesMomentsWithMilliseconds() {
    assertTrue(lines("show shop/2 --json").getFirst().startsWith("{\"schema\":\"release.show/1\""));
    JsonNode show = json("show shop/2 --json");
    assertEquals("2026-03-02T12:00:08.000Z", show.get("now").asString());
    assertEquals("rolled back by itself", show.at("/headline/state/words").asString());
    assertEquals("bad", show.at("/headline/state/role").asString());
    assertEquals("good", show.at("/headline/health/role").asString());
    assertTrue(show.get("waiting").isNull());
    assertEquals("PT15S", json("plan shop/2 --json").at("/stages/0/bake").asString());
  }

  @Test
  void writesRowsOneALineOrTheFieldsAskedFor() {
    assertEquals(2, lines("list --jsonl").size());
    assertEquals(
        "{\"schema\":\"release.list/1\",\"release\":\"shop/2\",\"percent\":0}",
        lines("list --jsonl --fields release,percent").getFirst());
    JsonNode list = json("list --json --fields release");
    assertEquals("{\"release\":\"shop/2\"}", list.at("/releases/0").toString());
    Outcome outcome = grammar.run(Typed.at(shop.desk()), List.of("list"));
    assertEquals(
        List.of("shop/2", "rolled back", "2026-03-02T12:00:08.000Z"),
        Json.columns(outcome.view().orElseThrow(), List.of("release", "state", "changed"))
            .getFirst());
  }

  @Test
  void refusesAnUnknownField() {
    Format format = new Format(Format.Kind.JSON, List.of("nope"), false, false, false, false);
    assertThrows(
        Json.UnknownField.class,
        () -> Json.lines(new MessageView(Role.GOOD, "x", List.of()), format));
  }

  @Test
  void writesWhatIsNoNumberAsNull() {
    Outcome outcome =
        grammar.run(Typed.at(shop.desk()), List.of("rollout", "watch", "shop/2", "--once"));
    assertEquals(Optional.empty(), outcome.view());
    assertFalse(lines("help --json").getFirst().contains("NaN"));
  }

  @Test
  void everyViewHasASchemaOfItsOwn() throws ReflectiveOperationException {
    Set<String> schemas = new TreeSet<>();
    Class<?>[] views = View.class.getPermittedSubclasses();
    for (Class<?> view : views) {
      assertTrue(view.isRecord(), view.getName());
      schemas.add(schemaOf(view));
      for (RecordComponent component : view.getRecordComponents()) {
        assertFalse(
            component.getName().equals("schema"), view + " has a field that its schema would hide");
      }
    }
    assertEquals(views.length, schemas.size());
    schemas.forEach(schema -> assertTrue(schema.matches("[a-z.]+/[0-9]+"), schema));
  }

  /** A view's schema does not depend on what is in it, so an empty one will do. */
  private static String schemaOf(Class<?> view) throws ReflectiveOperationException {
    Class<?>[] types =
        java.util.Arrays.stream(view.getRecordComponents())
            .map(RecordComponent::getType)
            .toArray(Class<?>[]::new);
    @Nullable Object[] values = java.util.Arrays.stream(types).map(JsonTest::nothing).toArray();
    var constructor = view.getDeclaredConstructor(types);
    Object made = constructor.newInstance(values);
    assertNotNull(made);
    return ((View) made).schema();
  }

  private static @Nullable Object nothing(Class<?> type) {
    if (type == boolean.class) {
      return false;
    }
    if (type == int.class) {
      return 0;
    }
    if (type == long.class) {
      return 0L;
    }
    return type == List.class ? List.of() : null;
  }
}
