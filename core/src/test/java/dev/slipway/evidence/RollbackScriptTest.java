package dev.slipway.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.control.port.Documents.Kind;
import dev.slipway.control.port.Target.BreakGlass;
import dev.slipway.journal.ReleaseRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs the script with sh against a target of three files: what runs, what was taken back, what is
 * left.
 */
@Tag("X9")
class RollbackScriptTest {
  private record Ran(int status, String out, String err) {}

  @TempDir private Path target;

  private BreakGlass breakGlass() {
    return new BreakGlass(
        List.of("cat", "sed"),
        "cat " + word("running"),
        "echo \"back\" >> " + word("taken-back") + "\necho 0 > " + word("share"),
        "[ \"$(cat " + word("share") + ")\" = 0 ]");
  }

  private String word(String file) {
    return Plain.shellWord(target.resolve(file).toString());
  }

  private void runs(String version) throws IOException {
    Files.writeString(target.resolve("running"), version + "\n");
    Files.writeString(target.resolve("share"), "25\n");
  }

  private Ran run(ReleaseRecord release, BreakGlass breakGlass, String... options)
      throws IOException, InterruptedException {
    Path script =
        new MarkdownDocuments(target.resolve("docs with ' blanks"), key -> key, () -> AStory.OPENED)
            .write(release, Optional.of(breakGlass), List.of(Kind.ROLLBACK_SCRIPT))
            .getFirst();
    List<String> command = new ArrayList<>(List.of("sh", script.toString()));
    command.addAll(Arrays.asList(options));
    Path out = target.resolve("out");
    Path err = target.resolve("err");
    Process process =
        new ProcessBuilder(command)
            .directory(target.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    assertTrue(process.waitFor(90, TimeUnit.SECONDS));
    return new Ran(process.exitValue(), Files.readString(out), Files.readString(err));
  }

  private static ReleaseRecord moving() {
    return AStory.opened().atAQuarter().record();
  }

  private boolean isTakenBack() {
    return Files.exists(target.resolve("taken-back"));
  }

  @Test
  void takesBackAndVerifies() throws Exception {
    runs("v2");

    Ran ran = run(moving(), breakGlass());

    assertEquals(0, ran.status(), ran::toString);
    assertEquals("back\n", Files.readString(target.resolve("taken-back")));
    assertTrue(ran.out().contains("Taking shop in prod back from v2 to v1."), ran::toString);
    assertTrue(ran.out().contains("Checked: no traffic goes to v2."), ran::toString);
    assertEquals("", ran.err());
  }

  @Test
  void refusesWhenAnotherVersionRuns() throws Exception {
    runs("v3");

    Ran ran = run(moving(), breakGlass());

    assertEquals(3, ran.status(), ran::toString);
    assertEquals(
        "Expected v2, but v3 runs. Nothing was changed. --force goes on anyway.\n", ran.err());
    assertFalse(isTakenBack());
    assertEquals(0, run(moving(), breakGlass(), "--force").status());
    assertTrue(isTakenBack());
  }

  @Test
  void refusesWhenNothingOfItRunsOrItCannotBeTold() throws Exception {
    runs("");
    assertEquals(
        "Expected v2, but nothing of it runs. Nothing was changed. --force goes on anyway.\n",
        run(moving(), breakGlass()).err());

    Files.delete(target.resolve("running"));
    Ran ran = run(moving(), breakGlass());
    assertEquals(3, ran.status(), ran::toString);
    assertTrue(ran.err().contains("It cannot be told what runs."), ran::toString);
    assertFalse(isTakenBack());
    assertEquals(0, run(moving(), breakGlass(), "--force").status());
  }

  @Test
  void refusesAfterTheEnd() throws Exception {
    runs("v2");

    Ran ran = run(AStory.opened().finished().record(), breakGlass());

    assertEquals(3, ran.status(), ran::toString);
    assertTrue(
        ran.err().contains("This release is finished and the instances of v1 are gone"),
        ran::toString);
    assertFalse(isTakenBack());
  }

  @Test
  void onlyShowsWhatItWouldDo() throws Exception {
    runs("v2");

    Ran ran = run(moving(), breakGlass(), "--dry-run");

    assertEquals(0, ran.status(), ran::toString);
    assertTrue(ran.out().contains("echo \"back\" >> " + word("taken-back")), ran::toString);
    assertTrue(ran.out().endsWith("Nothing was changed.\n"), ran::toString);
    assertFalse(isTakenBack());
  }

  @Test
  void failsWhenALineInTheMiddleFails() throws Exception {
    runs("v2");
    BreakGlass broken = breakGlass();

    Ran ran =
        run(
            moving(),
            new BreakGlass(List.of(), broken.show(), "false\ntouch went-on", broken.verify()));

    assertEquals(1, ran.status(), ran::toString);
    assertTrue(ran.err().contains("Traffic could not be taken back (status 1)."), ran::toString);
    assertFalse(Files.exists(target.resolve("went-on")));
  }

  @Test
  void failsWhenTrafficIsLeft() throws Exception {
    runs("v2");
    BreakGlass broken = breakGlass();

    Ran ran = run(moving(), new BreakGlass(List.of(), broken.show(), "true", "exit 4"));

    assertEquals(1, ran.status(), ran::toString);
    assertTrue(ran.err().contains("some may still go to v2"), ran::toString);
  }

  @Test
  void saysWhatIsMissingOnTheHostBeforeAnythingMoves() throws Exception {
    runs("v2");
    BreakGlass glass = breakGlass();

    Ran ran =
        run(
            moving(),
            new BreakGlass(
                List.of("cat", "no-such-program"), glass.show(), glass.takeBack(), glass.verify()));

    assertEquals(1, ran.status(), ran::toString);
    assertEquals("not found on this host: no-such-program; nothing was changed\n", ran.err());
    assertFalse(isTakenBack());
  }

  @Test
  void refusesUnknownOptions() throws Exception {
    runs("v2");

    assertEquals(2, run(moving(), breakGlass(), "--fast").status());
    assertEquals(0, run(moving(), breakGlass(), "--help").status());
    assertFalse(isTakenBack());
  }

  @Test
  void keepsQuotedWordsWhole() throws Exception {
    for (String hostile :
        List.of(
            "a'b",
            "'; touch hacked; '",
            "$(touch hacked)",
            "`touch hacked`",
            "\\",
            "\\'",
            "a\nb",
            "\"$HOME\"",
            "*",
            "",
            "-n",
            "é🚢")) {
      Path out = target.resolve("word");
      Process process =
          new ProcessBuilder("sh", "-c", "printf '%s' " + Plain.shellWord(hostile))
              .directory(target.toFile())
              .redirectOutput(out.toFile())
              .start();
      assertEquals(0, process.waitFor());
      assertEquals(hostile, Files.readString(out, StandardCharsets.UTF_8));
    }
    assertFalse(Files.exists(target.resolve("hacked")));
  }

  @Test
  void runsNothingThatHidesInItsCommandsText() throws Exception {
    runs("v2");
    BreakGlass glass = breakGlass();
    String quoting = "printf '%s' 'it'\\''s; $(touch hacked) `touch hacked`' > note";

    Ran dry =
        run(
            moving(),
            new BreakGlass(List.of("*", "a b"), glass.show(), quoting, glass.verify()),
            "--dry-run");

    assertEquals(0, dry.status(), dry::toString);
    assertTrue(dry.out().contains(quoting), dry::toString);
    assertFalse(Files.exists(target.resolve("hacked")));
  }
}
