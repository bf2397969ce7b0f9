package dev.slipway.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.command.Tokenizer;
import dev.slipway.command.Tokens;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The first configuration, as somebody at a terminal and as a script gets it; real git. */
@Tag("T1")
class InitTest {
  private static final List<String> SCRIPT =
      List.of(
          "init",
          "--yes",
          "--owner",
          "Ada Okafor <ada@example.org>",
          "--instance",
          "web-1",
          "--instance",
          "web-2@10.0.0.8:80",
          "--running",
          "./running.sh {instance}",
          "--",
          "./deploy.sh",
          "{instance}",
          "{version}",
          "it's here");

  @TempDir Path top;
  private Path folder;

  @BeforeEach
  void aFolder() throws IOException {
    folder = Files.createDirectory(top.resolve("harbour"));
  }

  private GivenPlace place() {
    return GivenPlace.in(folder);
  }

  private Path file() {
    return folder.resolve("slipway.yaml");
  }

  private String written() throws IOException {
    return Files.readString(file(), StandardCharsets.UTF_8);
  }

  private static int run(GivenPlace place, List<String> words) {
    return place.runs(words.toArray(String[]::new));
  }

  @Test
  void writesWhatAScriptSays() throws IOException {
    GivenPlace place = place();
    assertEquals(0, run(place, SCRIPT), place.err());
    String text = written();
    assertTrue(
        text.contains("run: [\"./deploy.sh\", \"{instance}\", \"{version}\", \"it's here\"]"),
        text);
    assertTrue(text.contains("web-2: \"10.0.0.8:80\""), text);
    assertTrue(text.contains("  harbour:\n"), text);
    assertTrue(place.out().contains("slipway doctor"), place.out());
    assertEquals(List.of("slipway.yaml"), files());
  }

  @Test
  void writesWhatIsBuiltAndHowLongUsersAreWatched() throws IOException {
    List<String> line = new ArrayList<>(SCRIPT);
    line.addAll(
        line.indexOf("--"), List.of("--artifact", "build/harbour-{version}.jar", "--bake", "10s"));
    GivenPlace place = place();
    assertEquals(0, run(place, line), place.err());
    String text = written();
    assertTrue(
        text.contains("\n          artifact: { file: \"build/harbour-{version}.jar\" }\n"), text);
    assertTrue(text.contains("high: { strategy: rolling, bake: 10s, observe: 10s"), text);
  }

  /** One line is all that the file needs by then: nobody has to change it afterwards. */
  @Test
  void theLineOfTheHowToSaysAllThatTheFileNeeds() throws IOException {
    Path page = Path.of("docs/how-to/release-a-jar.md");
    String text = Files.readString(Files.exists(page) ? page : Path.of("..").resolve(page));
    assertFalse(text.contains("slipway.yaml\n```"), "no block of commands changes the file");
    String line = text.lines().filter(one -> one.startsWith("slipway init")).findFirst().orElse("");
    Tokens.Words words = assertInstanceOf(Tokens.Words.class, new Tokenizer().tokens(line));
    List<String> typed = new ArrayList<>(words.words().subList(1, words.words().size()));
    typed.addAll(typed.indexOf("--"), List.of("--owner", "Ada Okafor <ada@example.org>"));
    GivenPlace place = place();

    assertEquals(0, run(place, typed), place.err());

    assertTrue(
        written().contains("\n          artifact: { file: \"build/hello-{version}.jar\" }\n"),
        written());
  }

  @Test
  void neverOverwritesAFileThatIsThere() throws IOException {
    Files.writeString(file(), "mine", StandardCharsets.UTF_8);
    GivenPlace place = place();
    assertEquals(6, run(place, SCRIPT));
    assertTrue(place.err().contains("E-INIT-01"), place.err());
    assertTrue(place.err().contains("--force"), place.err());
    assertEquals("mine", written());
  }

  @Test
  void keepsABackupOfWhatItReplaces() throws IOException {
    Files.writeString(file(), "mine", StandardCharsets.UTF_8);
    GivenPlace place = place();
    List<String> words = new java.util.ArrayList<>(SCRIPT);
    words.add(1, "--force");
    assertEquals(0, run(place, words), place.err());
    String backup =
        files().stream()
            .filter(name -> name.startsWith("slipway.yaml.bak-"))
            .findFirst()
            .orElseThrow();
    assertEquals("mine", Files.readString(folder.resolve(backup), StandardCharsets.UTF_8));
    assertTrue(written().contains("harbour:"));
    assertTrue(place.out().contains(backup), place.out());
  }

  @Test
  void printsTheFileAndWritesNothingInADryRun() throws IOException {
    GivenPlace place = place();
    List<String> words = new java.util.ArrayList<>(SCRIPT);
    words.add(1, "--dry-run");
    assertEquals(0, run(place, words), place.err());
    assertTrue(place.out().startsWith("# Slipway's configuration"), place.out());
    assertTrue(place.out().contains("\n      production:\n"), place.out());
    assertEquals(List.of(), files());
  }

  @Test
  void namesTheOptionsOfOpenQuestionsWhereNobodyCanBeAsked() throws IOException {
    GivenPlace place = place();
    assertEquals(2, place.runs("init"));
    for (String flag :
        List.of("--service", "--instance", "--deploy", "--running", "--probe", "--yes")) {
      assertTrue(place.err().contains(flag), place.err());
    }
    assertEquals(2, place().atTerminal(80).typing("x\n").runs("init", "--no-input"));
    assertEquals(List.of(), files());
  }

  @Test
  void completesTheTypedLineWithAnExampleForEachOpenQuestion() throws IOException {
    GivenPlace place = place();
    List<String> words = new java.util.ArrayList<>(SCRIPT);
    words.removeAll(List.of("--running", "./running.sh {instance}"));
    assertEquals(2, run(place, words));
    String pasted = place.err().replaceAll("\\s+", " ");
    assertTrue(
        pasted.contains(
            "slipway init --yes --instance web-1 --instance web-2@10.0.0.8:80"
                + " --owner 'Ada Okafor <ada@example.org>' --running './running.sh {instance}'"
                + " -- ./deploy.sh '{instance}' '{version}' 'it'\\''s here'"),
        pasted);
    assertEquals(List.of(), files());
  }

  @Test
  void asksAtATerminalAndTakesProposalsByEnter() throws IOException {
    GivenPlace place =
        place()
            .atTerminal(80)
            .variable("NO_COLOR", "1")
            .typing(
                "\nAda Okafor <ada@example.org>\n?\n\n\n\nweb 1\n./deploy.sh {instance}\n./deploy.sh {instance} {version}\n./running.sh {instance}\n\n\n");
    assertEquals(0, place.runs("init"), place.err());
    assertTrue(place.err().contains("What is the service called?  [harbour]"), place.err());
    assertTrue(place.err().contains("is the tag v1.4.0"), "? explains: " + place.err());
    assertTrue(
        place.err().contains("it says no version"), "a bad answer is asked again: " + place.err());
    assertTrue(written().contains("instances: [\"1\", web]"), written());
    assertTrue(written().contains("# stop: "), "Enter is none: " + written());
  }

  @Test
  void leavesEverythingAsItIsWhenSomebodyLeaves() throws IOException {
    GivenPlace place = place().atTerminal(80).typing("harbour\n");
    assertEquals(130, place.runs("init"));
    assertTrue(place.err().contains("Nothing was written."), place.err());
    assertEquals(List.of(), files());
  }

  @Test
  void proposesWhatTheRepositoryTells() throws Exception {
    git("init", "--quiet");
    git("remote", "add", "origin", "https://me:hunter2@example.org/team/Boat-Search.git");
    git(
        "-c",
        "user.name=Ada",
        "-c",
        "user.email=ada@example.org",
        "commit",
        "--quiet",
        "--allow-empty",
        "-m",
        "a");
    git("tag", "search-1.4.0");
    git("tag", "search-1.5.0");
    git("tag", "odd");
    Files.writeString(folder.resolve("deploy.sh"), "", StandardCharsets.UTF_8);
    Files.writeString(folder.resolve("Makefile"), "running:\n\techo v1\n", StandardCharsets.UTF_8);
    Files.writeString(folder.resolve("pom.xml"), "<a>spring-boot</a>", StandardCharsets.UTF_8);
    Path below = Files.createDirectories(folder.resolve("ops/slipway"));
    Files.writeString(below.resolve("deploy.sh"), "", StandardCharsets.UTF_8);
    Files.writeString(below.resolve("stop.sh"), "", StandardCharsets.UTF_8);
    GivenPlace place = GivenPlace.in(below);
    assertEquals(
        0,
        place.runs(
            "init",
            "--yes",
            "--owner",
            "Ada <ada@example.org>",
            "--instance",
            "one",
            "--running",
            "./r {instance}"),
        place.err());
    String text = Files.readString(below.resolve("slipway.yaml"), StandardCharsets.UTF_8);
    for (String piece :
        List.of(
            "  boat-search:\n",
            "tag-pattern: \"search-{version}\"",
            "path: \"../..\"",
            "[\"./deploy.sh\", \"{instance}\", \"{version}\"]",
            "http://{address}/actuator/health",
            "          stop: { run: [\"./stop.sh\", \"{instance}\"] }",
            "target/boat-search-{version}.jar")) {
      assertTrue(text.contains(piece), piece + "\n" + text);
    }
    assertFalse(text.contains("hunter2"), text);
    assertTrue(
        place.out().contains("slipway new boat-search 1.5.0 --env development"), place.out());
  }

  @Test
  void saysWhatIsWrongWithAnAnswerAndWritesNothing() throws IOException {
    for (List<String> wrong :
        List.of(
            List.of("--service", "My Service"),
            List.of("--owner", "ada"),
            List.of("--tag-pattern", "v"),
            List.of("--instance", "-rf"),
            List.of("--instance", "nowhere=web-1"),
            List.of("--environment", "a,a"),
            List.of("--artifact", "build/shop.jar"),
            List.of("--bake", "soon"),
            List.of("--deploy", "./deploy.sh {instance}"),
            List.of("--deploy", "./deploy.sh \"{version}"))) {
      GivenPlace place = place();
      List<String> words = new java.util.ArrayList<>(SCRIPT.subList(0, 2));
      words.addAll(wrong);
      assertEquals(2, run(place, words), wrong + place.err());
      assertEquals(List.of(), files());
    }
  }

  @Test
  void writesNothingThatTheProgramCouldNotRead() throws IOException {
    GivenPlace place = place();
    List<String> words = new java.util.ArrayList<>(SCRIPT);
    words.addAll(1, List.of("--probe", "http://me:hunter2@localhost/health"));
    assertEquals(2, run(place, words));
    assertTrue(place.err().contains("E-INIT-04"), place.err());
    assertFalse(place.err().contains("hunter2"), place.err());
    assertEquals(List.of(), files());
  }

  @Test
  void saysThatTheFolderCannotBeWritten() throws IOException {
    Files.createDirectory(file());
    GivenPlace place = place();
    List<String> words = new java.util.ArrayList<>(SCRIPT);
    words.add(1, "--force");
    assertEquals(1, run(place, words), place.out());
    assertTrue(place.err().contains("E-INIT-05"), place.err());
    assertTrue(Files.isDirectory(file()));
  }

  @Test
  void saysWhichConfigurationItHides() throws IOException {
    Files.writeString(top.resolve("slipway.yaml"), "version: 1", StandardCharsets.UTF_8);
    GivenPlace place = place();
    assertEquals(0, run(place, SCRIPT), place.err());
    assertTrue(
        place.out().replaceAll("\\s+", " ").contains("it holds instead of " + top), place.out());
  }

  @Test
  void endsInAConfigurationTheDoctorFindsWell() throws IOException {
    assertEquals(0, run(place(), SCRIPT));
    GivenPlace place = place();
    place.runs("doctor", "--only", "configuration", "--json");
    assertTrue(place.out().contains("\"problems\":0"), place.out());
    assertTrue(place.out().contains("\"schema\":\"doctor/1\""), place.out());
    assertEquals(1, place.runs("doctor", "--only", "target"), "no deploy.sh is there");
    assertTrue(place.out().contains("deploy: there is no file deploy.sh"), place.out());
    assertEquals(5, place.runs("doctor", "--only", "nothing"));
  }

  private List<String> files() throws IOException {
    try (var files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private void git(String... words) throws IOException, InterruptedException {
    List<String> command = new java.util.ArrayList<>(List.of("git"));
    command.addAll(List.of(words));
    Process process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), said);
  }
}
