package dev.slipway.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.gate.Checklist;
import dev.slipway.gate.Item;
import dev.slipway.release.EnvironmentName;
import dev.slipway.release.ServiceName;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * {@code config/slipway.yaml} can be loaded, shows every key there is, and tells the truth about
 * defaults.
 */
class ExampleConfigurationTest {
  private static final Path EXAMPLE = example();

  private static Path example() {
    Path fromModule = Path.of("..", "config", "slipway.yaml");
    return (Files.exists(fromModule) ? fromModule : Path.of("config", "slipway.yaml"))
        .toAbsolutePath()
        .normalize();
  }

  @Test
  void loadsWithoutAProblem() {
    Reading reading = new CatalogueReader(Path.of("home")).read(EXAMPLE);
    if (reading instanceof Reading.Problems problems) {
      throw new AssertionError(problems.all().stream().map(Problem::words).toList().toString());
    }
    Reading.Read read = assertInstanceOf(Reading.Read.class, reading);
    assertTrue(read.catalogue().service(new ServiceName("shop")).isPresent());
  }

  @Test
  void theServiceOfOnesOwnLoadsAndEveryProgramItNamesIsThere() {
    Path file = EXAMPLE.resolveSibling("examples/own-service/slipway.yaml");
    Reading reading = new CatalogueReader(Path.of("home")).read(file);
    if (reading instanceof Reading.Problems problems) {
      throw new AssertionError(problems.all().stream().map(Problem::words).toList().toString());
    }
    assertEquals(
        List.of(),
        assertInstanceOf(Reading.Read.class, reading).remarks().stream()
            .map(Problem::words)
            .filter(words -> words.contains("program") || words.contains("may not be run"))
            .toList());
  }

  @ParameterizedTest
  @ValueSource(strings = {"behind-haproxy", "dark-launch"})
  void theServicesBehindHaproxyLoad(String example) {
    Path file = EXAMPLE.resolveSibling("examples/" + example + "/slipway.yaml");
    Reading reading = new CatalogueReader(Path.of("home")).read(file);
    if (reading instanceof Reading.Problems problems) {
      throw new AssertionError(problems.all().stream().map(Problem::words).toList().toString());
    }
  }

  @Test
  void showsEveryKeyOfTheTableAndNoOther() throws IOException {
    TreeMap<String, Integer> shown = new TreeMap<>();
    collect("", tree(), shown);
    collect("", inComments(), shown);
    List<String> known = Keys.all().stream().map(Key::path).toList();
    List<String> missing = known.stream().filter(path -> !shown.containsKey(path)).toList();
    List<String> unknown = shown.keySet().stream().filter(path -> !known.contains(path)).toList();
    assertEquals(List.of(), missing, "keys the example does not show");
    assertEquals(List.of(), unknown, "keys the table does not have");
  }

  @Test
  void explainsEverySettingWithAComment() throws IOException {
    TreeMap<String, Integer> shown = new TreeMap<>();
    collect("", tree(), shown);
    List<String> lines = Files.readAllLines(EXAMPLE, StandardCharsets.UTF_8);
    List<String> silent = new ArrayList<>();
    shown.forEach((path, line) -> {
      Key key = Keys.at(path).orElseThrow();
      boolean flow = lines.get(line - 1).contains("{");
      boolean setting = key.type() != ValueType.SECTION && !path.contains("[]") && !flow;
      boolean explained =
          lines.get(line - 1).contains("# ") || lines.get(line - 2).strip().startsWith("#");
      boolean plainName = List.of("name", "environments", "items").contains(key.name());
      if (setting && !explained && !plainName && !path.equals("services.*.risk.*")) {
        silent.add(path);
      }
    });
    assertEquals(List.of(), silent);
  }

  @Test
  void saysDefaultOnlyWhereItIsOne() throws IOException {
    List<String> lines = Files.readAllLines(EXAMPLE, StandardCharsets.UTF_8);
    Map<String, String> values = new TreeMap<>();
    values("", tree(), values);
    int checked = 0;
    for (Map.Entry<String, String> entry : values.entrySet()) {
      String[] parts = entry.getValue().split("@", 2);
      String line = lines.get(Integer.parseInt(parts[0]) - 1);
      Key key = Keys.at(entry.getKey()).orElseThrow();
      if (line.matches(".*# default($|;).*")) {
        assertEquals(key.fallback().orElse("none"), parts[1], entry.getKey());
        checked++;
      }
    }
    assertTrue(checked > 20, "checked " + checked);
  }

  @Test
  void listsEveryChecklistItem() throws IOException {
    String text = Files.readString(EXAMPLE, StandardCharsets.UTF_8);
    Reading.Read read =
        assertInstanceOf(Reading.Read.class, new CatalogueReader(Path.of("home")).read(EXAMPLE));
    assertEquals(
        Checklist.items().stream().map(Item::id).toList(),
        Objects.requireNonNull(
                read.catalogue()
                    .service(new ServiceName("shop"))
                    .orElseThrow()
                    .environments()
                    .get(new EnvironmentName("prod")))
            .items());
    assertFalse(text.contains("password:"));
  }

  @Test
  void documentsEveryKeyAndParsesEveryDefault() {
    for (Key key : Keys.all()) {
      assertTrue(key.meaning().endsWith(".") && key.meaning().length() > 8, key.path());
      key.fallback()
          .ifPresent(fallback -> assertTrue(parses(key, fallback), key.path() + ": " + fallback));
      assertFalse(key.required() && key.fallback().isPresent(), key.path());
    }
  }

  private static boolean parses(Key key, String fallback) {
    return switch (key.type()) {
      case DURATION -> Amounts.duration(fallback).isPresent();
      case DURATION_OR_NONE -> Amounts.durationOrNone(fallback).isPresent();
      case PERCENT -> Amounts.share(fallback).isPresent();
      case BATCH -> Amounts.batch(fallback).isPresent();
      case NUMBER -> fallback.matches("[0-9]+");
      case YES_NO -> fallback.equals("no");
      case CHOICE -> key.choices().contains(fallback);
      case TEXTS -> key.choices().isEmpty() || key.choices().containsAll(Defaults.list(key));
      case WEIGHTS -> Defaults.weights(key).getLast() == 100;
      case SECTIONS -> fallback.equals("[]") || !Defaults.roles(key).isEmpty();
      case TEXT, PATH -> !fallback.isBlank();
      case SECTION, NAMED, SECRET, COMMAND -> false;
    };
  }

  /** The sections that stand there in comments, for use instead of others. */
  private static Node inComments() throws IOException {
    List<String> lines = Files.readAllLines(EXAMPLE, StandardCharsets.UTF_8);
    String text =
        lines.stream()
            .filter(line -> line.matches("#([a-z]|  ).*"))
            .map(line -> line.substring(1))
            .collect(Collectors.joining("\n"));
    return new Yaml(new SafeConstructor(new LoaderOptions())).compose(new StringReader(text));
  }

  @Test
  void loadsWithTheTeamsStoreInPlaceOfTheEmbeddedOne(@TempDir Path folder) throws IOException {
    String text = Files.readString(EXAMPLE, StandardCharsets.UTF_8);
    int store = text.indexOf("\nstore:\n");
    int instead = text.indexOf("\n#store:\n");
    int end = text.indexOf("\n\n", instead);
    String team =
        text.substring(0, store)
            + text.substring(instead, end).replace("\n#", "\n")
            + text.substring(end);

    Reading.Read read = new AConfiguration(folder).readRight(team);

    assertEquals(
        new StoreSettings.Postgresql(
            "jdbc:postgresql://db.example.org:5432/slipway?sslmode=verify-full",
            "slipway",
            Optional.of(new Secret.InFile(Path.of("/run/secrets/slipway-db")))),
        read.store());
  }

  private static Node tree() throws IOException {
    String text = Files.readString(EXAMPLE, StandardCharsets.UTF_8);
    return new Yaml(new SafeConstructor(new LoaderOptions())).compose(new StringReader(text));
  }

  /** Every key of the example in the table's writing, with its line. */
  private static void collect(String pattern, Node node, Map<String, Integer> shown) {
    if (node instanceof MappingNode mapping) {
      for (NodeTuple tuple : mapping.getValue()) {
        String path = path(pattern, ((ScalarNode) tuple.getKeyNode()).getValue());
        shown.putIfAbsent(path, tuple.getKeyNode().getStartMark().getLine() + 1);
        if (Keys.at(path).filter(key -> key.type() == ValueType.SECRET).isEmpty()) {
          collect(path, tuple.getValueNode(), shown);
        }
      }
    } else if (node instanceof SequenceNode sequence) {
      sequence.getValue().forEach(entry -> collect(pattern + "[]", entry, shown));
    }
  }

  private static String path(String pattern, String key) {
    String exact = pattern.isEmpty() ? key : pattern + "." + key;
    return Keys.at(exact).isEmpty() && Keys.at(pattern + ".*").isPresent() ? pattern + ".*" : exact;
  }

  /** The scalar settings of the example with line and value, "12@5m". */
  private static void values(String pattern, Node node, Map<String, String> values) {
    if (!(node instanceof MappingNode mapping)) {
      return;
    }
    for (NodeTuple tuple : mapping.getValue()) {
      String path = path(pattern, ((ScalarNode) tuple.getKeyNode()).getValue());
      int line = tuple.getKeyNode().getStartMark().getLine() + 1;
      if (tuple.getValueNode() instanceof ScalarNode scalar) {
        values.putIfAbsent(path, line + "@" + scalar.getValue());
      } else if (tuple.getValueNode() instanceof SequenceNode sequence
          && sequence.getValue().stream().allMatch(ScalarNode.class::isInstance)) {
        List<String> words =
            sequence.getValue().stream().map(entry -> ((ScalarNode) entry).getValue()).toList();
        values.putIfAbsent(path, line + "@" + words);
      }
      if (Keys.at(path).filter(key -> key.type() == ValueType.SECRET).isEmpty()) {
        values(path, tuple.getValueNode(), values);
      }
    }
  }
}
