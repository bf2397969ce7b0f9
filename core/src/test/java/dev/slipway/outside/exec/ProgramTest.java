package dev.slipway.outside.exec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.plan.ExecSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands as they are really run. */
@Tag("G7")
class ProgramTest {
  private static final Duration LONG = Duration.ofSeconds(60);
  @TempDir private Path folder;

  @Test
  void putsWordsInWithoutEverAskingAShell() {
    Program.Ended ended =
        run(Map.of(), LONG, "printf", "[%s]", "{version}", "a {instance}", "{unknown}");

    assertEquals(
        "[$(touch hacked); `id` {instance}][a x' y][{unknown}]",
        assertInstanceOf(Program.Ended.Exit.class, ended).output());
    assertFalse(Files.exists(folder.resolve("hacked")));
  }

  @Test
  void givesACommandItsOwnVariablesAndHardlyAnyOther() {
    Program.Ended ended = run(Map.of("REGION", new ExecSpec.Value.Text("north")), LONG, "env");

    List<String> names =
        assertInstanceOf(Program.Ended.Exit.class, ended)
            .output()
            .lines()
            .map(line -> line.substring(0, line.indexOf('=')))
            .filter(name -> !Surroundings.KEPT.contains(name))
            .filter(name -> !name.equals("_") && !name.equals("PWD") && !name.equals("SHLVL"))
            .toList();
    assertEquals(List.of("REGION"), names);
  }

  @Test
  void masksSecretsAndTakesAwayWhatMovesACursor() throws IOException {
    Path secret = Files.writeString(folder.resolve("key"), "hunter-two\n");
    Program.Ended ended =
        run(
            Map.of("KEY", new ExecSpec.Value.FromFile(secret)),
            LONG,
            "sh",
            "-c",
            "printf 'key %s \\033[2J\\033]0;title\\007 done\\n' \"$KEY\" >&2; exit 4");

    assertEquals("ended with 4: key ••• done", ended.words());
    assertEquals("key ••• done", ended.printed());
  }

  @Test
  void ofALineThatLostItsBeginningNothingIsShown() throws IOException {
    Path secret = Files.writeString(folder.resolve("key"), "hunter-two\n");
    // What is kept begins in the middle of the secret.
    Program.Ended ended =
        run(
            Map.of("KEY", new ExecSpec.Value.FromFile(secret)),
            LONG,
            "sh",
            "-c",
            "echo \"the key $KEY\"; head -c 16376 /dev/zero | tr '\\0' '\\n'; echo ok");

    assertEquals("ok", ended.printed());
    assertEquals("ended with 0: ok", ended.words());
  }

  @Test
  void saysWhichVariableOrProgramIsMissing() {
    assertEquals(
        "the variable SLIPWAY_TEST_NOT_SET is not set where Slipway runs",
        run(Map.of("KEY", new ExecSpec.Value.FromEnvironment("SLIPWAY_TEST_NOT_SET")), LONG, "true")
            .words());
    assertTrue(
        run(Map.of(), LONG, "./not-there.sh").words().startsWith("cannot run ./not-there.sh"));
  }

  @Test
  void endsEverythingThatItStartedWhenTimeIsUp() {
    Program.Ended ended =
        run(
            Map.of(),
            Duration.ofSeconds(2),
            "sh",
            "-c",
            "sh -c 'echo $$ > child; sleep 1000' & echo begun; wait");

    assertEquals("did not end within 2 s and was ended: begun", ended.words());
    long child = Long.parseLong(read("child"));
    AService.await(
        () -> ProcessHandle.of(child).filter(ProcessHandle::isAlive).isEmpty(),
        "the child is gone");
  }

  @Test
  void doesNotWaitForAServiceThatKeepsTheOutputOpen() {
    long begun = System.nanoTime();
    Program.Ended ended = run(Map.of(), LONG, "sh", "-c", "sleep 40 & echo $! > child; echo up");
    ProcessHandle.of(Long.parseLong(read("child"))).ifPresent(ProcessHandle::destroyForcibly);

    assertEquals("ended with 0: up", ended.words());
    assertTrue(Duration.ofNanos(System.nanoTime() - begun).toSeconds() < 30);
  }

  @Test
  void keepsTheEndOfAFloodAndNoMore() {
    Program.Ended ended =
        run(Map.of(), LONG, "sh", "-c", "yes flood | head -c 3000000; echo; echo last words");

    Program.Ended.Exit exit = assertInstanceOf(Program.Ended.Exit.class, ended);
    assertTrue(exit.output().length() <= 16_384);
    assertTrue(exit.words().endsWith("last words"), exit.words());
    assertTrue(exit.words().length() < 400);
  }

  @Test
  void believesWhatRunningPrintsOnlyWhenItIsAVersion() {
    assertInstanceOf(Sighting.Nothing.class, sighting("printf", " \n"));
    assertEquals("runs v1", sighting("echo", "v1").words());
    assertInstanceOf(Sighting.Unknown.class, sighting("echo", "v1 is up"));
    assertInstanceOf(Sighting.Unknown.class, sighting("echo", "../../etc"));
    assertInstanceOf(Sighting.Unknown.class, sighting("sh", "-c", "echo v1; exit 1"));
  }

  private Sighting sighting(String... words) {
    return Sighting.of(run(Map.of(), LONG, words));
  }

  private String read(String name) {
    try {
      return Files.readString(folder.resolve(name)).strip();
    } catch (IOException missing) {
      throw new AssertionError(missing);
    }
  }

  private Program.Ended run(
      Map<String, ExecSpec.Value> environment, Duration limit, String... words) {
    ExecSpec.Command unused = new ExecSpec.Command(List.of("true"), limit);
    ExecSpec spec =
        new ExecSpec(
            folder,
            environment,
            List.of(new ExecSpec.Group("", List.of("one"))),
            Map.of(),
            unused,
            limit,
            limit,
            unused,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            new ExecSpec.Probe(new ExecSpec.Question.Run(List.of("true")), limit, limit),
            List.of(),
            Optional.empty());
    return new Program(spec)
        .run(
            List.of(words),
            Map.of("version", "$(touch hacked); `id` {instance}", "instance", "x' y"),
            limit);
  }
}
