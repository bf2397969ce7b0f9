package dev.slipway.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.slipway.PrintedPage;
import dev.slipway.gate.Person;
import dev.slipway.plan.ExecSpec;
import dev.slipway.plan.Service;
import dev.slipway.release.EnvironmentName;
import dev.slipway.release.ServiceName;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** What is written is what was said, whatever was said. */
@Tag("T1")
class FirstConfigurationTest {
  private static final List<String> HOSTILE =
      List.of(
          "",
          " ",
          "yes",
          "No",
          "null",
          "~",
          "1",
          "1e3",
          "0x1F",
          "2026-11-20",
          "- item",
          "a: b",
          "a #b",
          "#",
          "&anchor",
          "*alias",
          "!!java.util.Date",
          "{flow: 1}",
          "[flow]",
          "'quoted'",
          "\"quoted\"",
          "back\\slash",
          "\\u0041",
          "%directive",
          "---",
          "...",
          "? key",
          "| block",
          "> folded",
          "line\nbreak",
          "tab\there",
          "\u0000\u001b[2J\u007f\u0085\u00a0\u2028\u2029\ufeff\u202e",
          "Ægir Þórsson 中文字 😀",
          "'; rm -rf / #",
          "$(reboot) `reboot` ${HOME}");

  @TempDir Path folder;

  private static String readBack(String yaml) {
    LoaderOptions options = new LoaderOptions();
    return ((ScalarNode)
            new Yaml(new SafeConstructor(options)).compose(new StringReader(yaml + "\n")))
        .getValue();
  }

  @Test
  void writesTextsThatReadBackEqual() {
    HOSTILE.forEach(text -> assertEquals(text, readBack(YamlText.of(text))));
    Random random = new Random(19);
    for (int round = 0; round < 20_000; round++) {
      String text = random(random);
      assertEquals(text, readBack(YamlText.of(text)), () -> "seed 19: " + YamlText.of(text));
    }
  }

  @Test
  void writesTextThatIsTextAndNothingElse() {
    for (String text : HOSTILE) {
      ScalarNode node =
          (ScalarNode)
              new Yaml(new SafeConstructor(new LoaderOptions()))
                  .compose(new StringReader(YamlText.of(text)));
      assertEquals("tag:yaml.org,2002:str", node.getTag().getValue(), text);
    }
  }

  @Test
  void writesListsWhoseEntriesReadBackEqual() {
    SequenceNode list =
        (SequenceNode)
            new Yaml(new SafeConstructor(new LoaderOptions()))
                .compose(new StringReader(YamlText.of(HOSTILE)));
    assertEquals(
        HOSTILE, list.getValue().stream().map(node -> ((ScalarNode) node).getValue()).toList());
  }

  @Test
  void spellsOutWhatCannotBeSeen() {
    String written = YamlText.of("a\u202eb\u200bc\u001b[0m");
    assertEquals("\"a\\u202Eb\\u200Bc\\u001B[0m\"", written);
    assertEquals("\"\\uFFFD\"", YamlText.of("\ud800"));
  }

  /** Characters that mean something to YAML come more often than others; no half characters. */
  private static String random(Random random) {
    String special = " \t\n\r:#-?!&*|>%@`'\"\\,[]{}=~0aZ\u0000\u0085\u2028\ufeff";
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(12); i > 0; i--) {
      int point =
          random.nextBoolean()
              ? special.charAt(random.nextInt(special.length()))
              : random.nextInt(Character.MAX_CODE_POINT + 1);
      if (Character.getType(point) != Character.SURROGATE) {
        text.appendCodePoint(point);
      }
    }
    return text.toString();
  }

  private static FirstConfiguration of(String name, String pattern, List<String> deploy) {
    return new FirstConfiguration(
        new FirstConfiguration.Owner("ada", name, "ada@example.org", "ada"),
        "harbour",
        ".",
        pattern,
        List.of(
            new FirstConfiguration.Place("development", Map.of("local", "localhost:8080")),
            new FirstConfiguration.Place(
                "production", Map.of("web-1", "web-1", "web-2", "10.0.0.8"))),
        deploy,
        List.of("./running.sh", "{instance}"),
        List.of("./stop.sh", "{instance}"),
        new FirstConfiguration.Probe.Http("http://{address}/health"),
        Optional.of(new FirstConfiguration.Artifact("target/harbour-{version}.jar", false)),
        Optional.empty(),
        Optional.of("db/migration"));
  }

  private Reading.Read read(FirstConfiguration configuration) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("slipway.yaml"), configuration.text(), StandardCharsets.UTF_8);
    Reading reading = new CatalogueReader(folder).read(file);
    if (reading instanceof Reading.Problems problems) {
      return fail(
          problems.all().stream().map(Problem::words).toList() + "\n" + configuration.text());
    }
    return assertInstanceOf(Reading.Read.class, reading);
  }

  @Test
  void isReadByTheProgramsOwnReader() throws IOException {
    Reading.Read read =
        read(of("Ada Okafor", "v{version}", List.of("./deploy.sh", "{instance}", "{version}")));
    assertEquals(
        new StoreSettings.Sqlite(folder.resolve(".local/share/slipway/harbour.db")), read.store());
    Service service = read.catalogue().service(new ServiceName("harbour")).orElseThrow();
    assertEquals("v{version}", service.tagPattern());
    Service.Environment production = environment(service, "production");
    assertEquals(FirstConfiguration.ALONE, production.policy());
    ExecSpec target = assertInstanceOf(ExecSpec.class, production.target());
    assertEquals(Map.of("web-1", "web-1", "web-2", "10.0.0.8"), target.instances());
    assertEquals(List.of("./deploy.sh", "{instance}", "{version}"), target.deploy().words());
    Service.Environment development = environment(service, "development");
    assertEquals("development", development.policy());
    assertTrue(development.items().size() < 6, development.items().toString());
  }

  private static Service.Environment environment(Service service, String name) {
    return Optional.ofNullable(service.environments().get(new EnvironmentName(name))).orElseThrow();
  }

  @Test
  void makesItsOwnerTheOneWhoMayDoEverything() throws IOException {
    Reading.Read read = read(of("Ada Okafor", "v{version}", List.of("d", "{instance}{version}")));
    Person ada = read.catalogue().person("ada").orElseThrow();
    assertEquals(List.of("ada"), ada.osUsers());
    assertEquals(List.of("developer", "service-owner", "on-call"), ada.roles());
  }

  @Test
  void keepsHostileAnswersInTheirPlace() throws IOException {
    for (String text : HOSTILE) {
      if (text.isBlank()) {
        continue;
      }
      Reading.Read read =
          read(
              of(
                  text,
                  "v{version}",
                  // A NUL no program can be given, and braces mean something in commands; the
                  // reader
                  // says so.
                  List.of(
                      "./deploy.sh", text.replaceAll("[\\x00{}]", ""), "{instance}", "{version}")));
      assertEquals(text.strip(), read.catalogue().person("ada").orElseThrow().name(), text);
    }
  }

  @Test
  void explainsEveryKeyWithWordsOfTheTable() {
    String text = of("Ada", "v{version}", List.of("d", "{instance}{version}")).text();
    assertTrue(text.lines().allMatch(line -> line.length() <= 118), text);
    assertTrue(text.contains("# The shape of this file. There is only 1."), text);
    assertTrue(text.contains("A team of one"), text);
  }

  /** What the tutorial shows of the file is in a file that the reader reads. */
  @Test
  void writesWhatTheTutorialShows() throws IOException {
    FirstConfiguration greeter =
        new FirstConfiguration(
            new FirstConfiguration.Owner("ada", "Ada Okafor", "ada@example.org", "ada"),
            "greeter",
            ".",
            "v{version}",
            List.of(
                new FirstConfiguration.Place(
                    "production",
                    Map.of("greeter-1", "127.0.0.1:8191", "greeter-2", "127.0.0.1:8192"))),
            List.of("./deploy.sh", "{instance}", "{version}", "{address}"),
            List.of("./running.sh", "{instance}"),
            List.of("./stop.sh", "{instance}"),
            new FirstConfiguration.Probe.Http("http://{address}/"),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    String page = Files.readString(PrintedPage.projectFolder().resolve("docs/tutorial.md"));
    String shown = page.split("```yaml\n", -1)[1].split("```", -1)[0];
    List<String> written = greeter.text().lines().map(String::strip).toList();
    shown.lines().forEach(line -> assertTrue(written.contains(line), line));
    assertEquals(1, read(greeter).catalogue().services().size());
  }
}
