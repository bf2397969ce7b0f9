package dev.slipway.outside.exec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.control.port.Checkpoints;
import dev.slipway.control.port.Outcome;
import dev.slipway.control.port.OutsideFailure;
import dev.slipway.plan.CheckpointSpec;
import dev.slipway.plan.ExecSpec;
import dev.slipway.release.ReleaseId;
import dev.slipway.release.ServiceName;
import dev.slipway.rollout.Happening.Changed;
import dev.slipway.rollout.Kept;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Notes configuration and saves data with real commands, which fail, hang and lie. */
@Tag("X1")
class CheckpointTest {
  private static final ReleaseId RELEASE = new ReleaseId(new ServiceName("search"), 7);
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final String DUMP = "search-7.dump";
  private static final String SAVE = "echo $0 >> runs; echo data > " + DUMP;

  @TempDir private Path folder;
  private Optional<String> location = Optional.of("{release}.dump");
  private Optional<ExecSpec.Command> verify = Optional.of(sh("test -s " + DUMP));
  private Duration limit = LONG;

  @Test
  void notesFilesAndOutputByTheirHashesAlone() throws IOException {
    write("shop.env", "PASSWORD=hunter2\n");
    List<CheckpointSpec.Setting> settings =
        List.of(
            new CheckpointSpec.Setting.OfFile("shop.env"),
            new CheckpointSpec.Setting.OfFile("absent.env"),
            new CheckpointSpec.Setting.Printed("flags", sh("cat shop.env; yes | head -c 100000")));

    List<Kept.Setting> before = noted(settings);
    write("shop.env", "PASSWORD=hunter3\n");
    write("absent.env", "");
    Kept.Checkpoint kept = new Kept.Checkpoint(List.of(), dev.slipway.release.Weight.NONE, before);

    assertEquals(List.of("shop.env", "absent.env", "flags"), names(before));
    assertEquals(Optional.empty(), before.get(1).sha256());
    assertEquals(Optional.of(64), before.getFirst().sha256().map(String::length));
    assertFalse(before.toString().contains("hunter"));
    assertEquals(List.of(), kept.changed(before));
    assertEquals(List.of("absent.env", "flags", "shop.env"), kept.changed(noted(settings)));
  }

  @Test
  void whatCannotBeReadWholeIsNoCheckpoint() throws IOException {
    Path unused = Files.createDirectory(folder.resolve("directory"));

    for (CheckpointSpec.Setting setting :
        List.of(
            new CheckpointSpec.Setting.OfFile("directory"),
            new CheckpointSpec.Setting.OfFile("/dev/zero"),
            new CheckpointSpec.Setting.Printed("flags", sh("echo hunter2; exit 3")),
            new CheckpointSpec.Setting.Printed("flags", sh("sleep 100", Duration.ofMillis(300))))) {
      OutsideFailure failure =
          assertThrows(OutsideFailure.class, () -> noted(List.of(setting)), setting.name());
      assertTrue(
          String.valueOf(failure.getMessage()).startsWith("configuration: note " + setting.name()),
          failure.getMessage());
      assertFalse(String.valueOf(failure.getMessage()).contains("hunter2"));
    }
  }

  @Test
  void savesDataAndTellsWhereTheyAreAndHowToBringThemBack() {
    Outcome.Done done = done(backup(SAVE, "one"));
    Kept.Backup kept = assertInstanceOf(Kept.Backup.class, done.kept().orElseThrow());

    assertEquals(DUMP, kept.location());
    assertEquals(OptionalLong.of(5), kept.bytes());
    assertEquals("verified by sh", kept.proof());
    assertEquals(List.of("stop v1", "restore " + DUMP + " for search-7"), kept.restore());
    assertEquals("backup at " + DUMP + ", 5 bytes, verified by sh", done.evidence());
  }

  @Test
  void takesTheLocationFromTheLastLineThatWasPrinted() {
    location = Optional.empty();
    verify = Optional.empty();

    Outcome.Done done = done(backup(SAVE + "; echo saving; echo ' " + DUMP + " '; echo", "one"));

    assertEquals(
        "backup at " + DUMP + ", 5 bytes, a new file that is not empty; no command verified it",
        done.evidence());
    assertEquals(
        "there is no backup, so nothing was begun: the backup command printed no location, and"
            + " none is configured. Mend it, then start again",
        failed(backup("true", "two")));
  }

  @Test
  void believesNoCommandThatLies() throws IOException {
    assertTrue(failed(backup("true", "a")).contains("the command that verifies " + DUMP));
    assertTrue(failed(backup(": > " + DUMP, "b")).contains(DUMP + " is empty"));
    verify = Optional.empty();
    Files.delete(folder.resolve(DUMP));
    assertTrue(failed(backup("true", "c")).contains("there is no file " + DUMP));
    write(DUMP, "of last week");
    Path unusedToo =
        Files.setLastModifiedTime(
            folder.resolve(DUMP), FileTime.from(Instant.now().minusSeconds(600)));
    assertTrue(failed(backup("true", "d")).contains("it is another backup"));
    assertTrue(failed(backup(SAVE + "; echo disk full >&2; exit 4", "e")).contains("disk full"));
  }

  @Test
  void aCommandThatHangsIsEndedAndNothingWasChanged() {
    limit = Duration.ofMillis(300);

    String fault = failed(backup("sleep 100", "one"));

    assertTrue(fault.contains("did not end within 300 ms and was ended"), fault);
  }

  @Test
  void aLocationThatMayNotStandInTheJournalIsRefused() {
    location = Optional.empty();
    verify = Optional.empty();

    String fault = failed(backup("echo postgres://shop:hunter2@db/shop", "one"));

    assertTrue(fault.contains("the location holds a secret"), fault);
    assertFalse(fault.contains("hunter2"), fault);
  }

  @Test
  void takesNoneTwiceForOneAttemptAsLongAsItIsWhole() throws IOException {
    Outcome.Done first = done(backup(SAVE, "one"));
    Outcome.Done again = done(backup(SAVE, "one"));

    assertEquals(first.evidence(), again.evidence());
    assertEquals(1, runs());
    Outcome unused = backup(SAVE, "two");
    assertEquals(2, runs());
    Files.delete(folder.resolve(DUMP));
    Outcome unusedToo = backup(SAVE, "two");
    assertEquals(3, runs());
  }

  @Test
  void takesNoSecondOneWhenTheCommandOfAWorkerThatDiedEndsWell()
      throws IOException, InterruptedException {
    location = Optional.empty();
    Thread letsGo = leavesBehind("echo half >&2; " + SAVE + "; echo " + DUMP);

    Outcome.Done done = done(backup(SAVE + "; echo elsewhere", "one"));

    letsGo.join();
    assertEquals("backup at " + DUMP + ", 5 bytes, verified by sh", done.evidence());
    assertEquals(1, runs());
  }

  @Test
  void takesAnotherOneWhenTheCommandOfAWorkerThatDiedFails()
      throws IOException, InterruptedException {
    Thread letsGo = leavesBehind(SAVE + "; exit 3");

    Outcome.Done unused = done(backup(SAVE, "one"));

    letsGo.join();
    assertEquals(2, runs());
  }

  /** A backup command whose worker is gone, with nobody at the other end of its output. */
  private Thread leavesBehind(String lines) throws IOException {
    Path notes = target(CheckpointSpec.NONE).marks();
    Receipt receipt = new Receipt(notes.resolve("search-prod+one.receipt"));
    receipt.prepare();
    List<String> words = new ArrayList<>(receipt.gate(Instant.now()));
    words.addAll(List.of("sh", "-c", "while [ ! -e go ]; do sleep 0.05; done; " + lines, "left"));
    Process left = new ProcessBuilder(words).directory(folder.toFile()).start();
    new Begun(notes.resolve("search-prod-backup+of+all.deploying")).write(left.toHandle(), "v2");
    left.getOutputStream().write('\n');
    left.getOutputStream().close();
    left.getInputStream().close();
    left.getErrorStream().close();
    return Thread.startVirtualThread(() -> {
      AService.await(() -> left.isAlive(), "it is there");
      write("go", "");
    });
  }

  @Test
  @Tag("D4")
  void restoresWithTheCommandOfEachPart() {
    CheckpointSpec.Restore restore =
        new CheckpointSpec.Restore(
            said("stop {release}"), said("restore {location}"), sh("exit 3"), said("start {from}"));
    Checkpoints opened =
        opened(
            new CheckpointSpec(
                List.of(),
                Optional.of(
                    new CheckpointSpec.Backup(
                        true, sh(SAVE), location, verify, List.of(), Optional.of(restore)))));

    assertEquals(
        "ended with 0: stop search-7",
        evidence(opened.restore(RELEASE, DUMP, Checkpoints.Part.STOP_WRITERS)));
    assertEquals(
        "ended with 0: restore " + DUMP,
        evidence(opened.restore(RELEASE, DUMP, Checkpoints.Part.RESTORE)));
    assertEquals(
        new Outcome.Failed("ended with 3", Changed.UNKNOWN),
        opened.restore(RELEASE, DUMP, Checkpoints.Part.VERIFY));
    assertEquals(
        "ended with 0: start v1",
        evidence(opened.restore(RELEASE, DUMP, Checkpoints.Part.START_WRITERS)));
    Kept.Backup kept =
        assertInstanceOf(
            Kept.Backup.class, done(opened.backup(RELEASE, "one")).kept().orElseThrow());
    assertTrue(kept.byCommand());
  }

  private static ExecSpec.Command said(String words) {
    return new ExecSpec.Command(List.of("echo", words), LONG);
  }

  private static String evidence(Outcome outcome) {
    return done(outcome).evidence();
  }

  private long runs() throws IOException {
    return Files.readAllLines(folder.resolve("runs")).size();
  }

  private static List<String> names(List<Kept.Setting> settings) {
    return settings.stream().map(Kept.Setting::name).toList();
  }

  private static Outcome.Done done(Outcome outcome) {
    return assertInstanceOf(Outcome.Done.class, outcome, outcome.toString());
  }

  private static String failed(Outcome outcome) {
    Outcome.Failed failed = assertInstanceOf(Outcome.Failed.class, outcome, outcome.toString());
    assertEquals(Changed.NO, failed.changed());
    return failed.fault();
  }

  private void write(String name, String text) {
    try {
      Path unused = Files.writeString(folder.resolve(name), text, StandardCharsets.UTF_8);
    } catch (IOException failed) {
      throw new AssertionError(failed);
    }
  }

  private static ExecSpec.Command sh(String line) {
    return sh(line, LONG);
  }

  private static ExecSpec.Command sh(String line, Duration limit) {
    return new ExecSpec.Command(List.of("sh", "-c", line), limit);
  }

  private List<Kept.Setting> noted(List<CheckpointSpec.Setting> settings) {
    return opened(new CheckpointSpec(settings, Optional.empty())).configuration();
  }

  private Outcome backup(String line, String key) {
    return opened(
            new CheckpointSpec(
                List.of(),
                Optional.of(
                    new CheckpointSpec.Backup(
                        true,
                        sh(line, limit),
                        location,
                        verify,
                        List.of("stop {from}", "restore {location} for {release}"),
                        Optional.empty()))))
        .backup(RELEASE, key);
  }

  private Checkpoints opened(CheckpointSpec spec) {
    return target(spec).opened().checkpoints();
  }

  private ATarget target(CheckpointSpec spec) {
    return ATarget.inPlace(folder, Map.of("one", "127.0.0.1:1")).checkpoint(spec);
  }
}
