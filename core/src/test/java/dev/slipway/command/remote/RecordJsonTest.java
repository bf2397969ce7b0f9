package dev.slipway.command.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.command.Format;
import dev.slipway.view.MessageView;
import dev.slipway.view.Role;
import dev.slipway.view.View;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is sent arrives as it was: records made by chance, each kind hundreds of times. */
class RecordJsonTest {
  private static final int TIMES = 200;
  private static final List<String> TEXTS =
      List.of(
          "", "shop/42", "a \"quoted\"\nline\t", "ü€😀", "\u2028<script>", "null", "\\u0000", "{}");

  static Stream<Class<?>> views() {
    return Stream.of(View.class.getPermittedSubclasses());
  }

  static Stream<Class<?>> messages() {
    return Stream.of(
        LineRequest.class,
        LineAnswer.class,
        CompletionRequest.class,
        Candidates.class,
        Tidings.class,
        Sighting.class,
        Standing.class,
        EvidenceRequest.class);
  }

  @ParameterizedTest
  @MethodSource({"views", "messages"})
  void arrivesAsItWas(Class<?> type) throws Exception {
    Random chance = new Random(20_261_121);
    for (int i = 0; i < TIMES; i++) {
      Record sent = (Record) made(type, chance, 0);
      assertEquals(sent, RecordJson.read(RecordJson.write(sent), type.asSubclass(Record.class)));
    }
  }

  @ParameterizedTest
  @MethodSource("views")
  void aViewArrivesByItsSchemaAlone(Class<?> type) throws Exception {
    View view = (View) made(type, new Random(7), 0);
    LineAnswer sent =
        new LineAnswer(
            0,
            Format.DEFAULT,
            Optional.of(view),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    assertEquals(sent, RecordJson.read(RecordJson.write(sent), LineAnswer.class));
  }

  @Test
  void aFieldOfANewerServerIsLeftOut() throws Exception {
    String json = RecordJson.write(new Candidates(List.of())).replace("{", "{\"newer\":[1],");

    assertEquals(new Candidates(List.of()), RecordJson.read(json, Candidates.class));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "no json",
        "[]",
        "null",
        "{}",
        "{\"candidates\":[{}]}",
        "{\"candidates\":[{\"value\":7}]}",
        "{\"candidates\":{}}"
      })
  void whatIsNotExpectedIsSaidAndNeverGuessed(String json) {
    if (json.equals("{}")) {
      assertTrue(
          String.valueOf(
                  assertThrows(
                          RecordJson.Unreadable.class, () -> RecordJson.read(json, Standing.class))
                      .getMessage())
              .contains("/person is missing"));
    } else {
      assertThrows(RecordJson.Unreadable.class, () -> RecordJson.read(json, Candidates.class));
    }
  }

  @Test
  void whatATerminalWouldObeyIsSeenInsteadOfDone() throws Exception {
    EvidenceRequest sent =
        new EvidenceRequest(
            "shop", Optional.empty(), Optional.empty(), Optional.empty(), "a\u001b[2J", "b\u202ec");

    EvidenceRequest seen = RecordJson.readPlain(RecordJson.write(sent), EvidenceRequest.class);

    assertEquals("a\ufffd[2J", seen.item());
    assertEquals("b\ufffdc", seen.evidence());
  }

  @Test
  void anUnknownSchemaIsNamed() {
    LineAnswer sent =
        new LineAnswer(
            0,
            Format.DEFAULT,
            Optional.of(new MessageView(Role.GOOD, "done", List.of())),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    String json = RecordJson.write(sent).replace("message/1", "message/2");

    assertTrue(
        String.valueOf(
                assertThrows(
                        RecordJson.Unreadable.class, () -> RecordJson.read(json, LineAnswer.class))
                    .getMessage())
            .contains("message/2"));
  }

  @Test
  void aTextThatIsNestedWithoutEndIsRefused() {
    assertThrows(
        RecordJson.Unreadable.class,
        () -> RecordJson.read("{\"candidates\":".repeat(5_000), Candidates.class));
  }

  /** Any value of the type; lists and absent parts end it when it goes deep. */
  private static Object made(Type type, Random chance, int depth) throws Exception {
    if (type instanceof ParameterizedType generic) {
      Type inner = generic.getActualTypeArguments()[0];
      if (generic.getRawType() == Optional.class) {
        return chance.nextBoolean() && depth < 6
            ? Optional.of(made(inner, chance, depth + 1))
            : Optional.empty();
      }
      List<Object> all = new ArrayList<>();
      for (int i = depth > 5 ? 0 : chance.nextInt(4); i > 0; i--) {
        all.add(made(inner, chance, depth + 1));
      }
      return all;
    }
    Class<?> wanted = (Class<?>) type;
    if (wanted == View.class) {
      return new MessageView(Role.GOOD, "done", List.of());
    }
    if (wanted.isRecord()) {
      return record(wanted, chance, depth);
    }
    if (wanted.isEnum()) {
      return wanted.getEnumConstants()[chance.nextInt(wanted.getEnumConstants().length)];
    }
    return switch (wanted.getSimpleName()) {
      case "String" -> TEXTS.get(chance.nextInt(TEXTS.size()));
      case "int" -> chance.nextInt(101);
      case "long", "Long" -> chance.nextLong(1L << 53);
      case "boolean" -> chance.nextBoolean();
      case "double", "Double" -> chance.nextInt(5) == 0 ? Double.NaN : chance.nextDouble() * 1e6;
      case "OptionalDouble" ->
          chance.nextBoolean()
              ? OptionalDouble.empty()
              : OptionalDouble.of(chance.nextInt(1000) / 7.0);
      case "Instant" -> Instant.ofEpochSecond(chance.nextInt(), chance.nextInt(1_000_000_000));
      case "Duration" -> Duration.ofNanos(chance.nextLong());
      default -> throw new AssertionError("a view holds " + type + ": teach RecordJson first");
    };
  }

  private static Object record(Class<?> type, Random chance, int depth) throws Exception {
    RecordComponent[] components = type.getRecordComponents();
    Class<?>[] types = new Class<?>[components.length];
    Object[] values = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      types[i] = components[i].getType();
      values[i] = made(components[i].getGenericType(), chance, depth + 1);
    }
    Constructor<?> constructor = type.getDeclaredConstructor(types);
    constructor.setAccessible(true);
    try {
      return constructor.newInstance(values);
    } catch (InvocationTargetException refused) {
      throw new AssertionError(type + " refuses what chance made", refused.getCause());
    }
  }
}
