package dev.slipway.shell.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.slipway.control.Answer;
import dev.slipway.control.Desk;
import dev.slipway.control.Opening;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.journal.Store;
import dev.slipway.journal.Verification;
import dev.slipway.release.Actor;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two processes start two releases of one service at once: exactly one moves. */
class TwoStartsTest {
  private static final Actor YOU = Actor.person("you", "test");
  private static final Actor CHI = Actor.person("chi", "test");

  @TempDir Path folder;

  @Test
  void exactlyOneOfTwoProcessesStarts() throws Exception {
    try (KilledGround ground = KilledGround.prepare(folder);
        WorkerProcess worker = WorkerProcess.in(folder)) {
      Desk desk = ground.slipway().desk();
      List<ReleaseRecord> planned = List.of(opened(desk, "v2"), opened(desk, "v3"));
      while (!desk.course().isWorkerAlive()) {
        worker.keep();
        Thread.sleep(20);
      }

      List<Process> starts = new ArrayList<>();
      for (ReleaseRecord release : planned) {
        starts.add(
            new ProcessBuilder(WorkerProcess.command("start", release.id().toString()))
                .directory(folder.toFile())
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("start-" + release.id().number()).toFile())
                .start());
      }
      List<Integer> exits = new ArrayList<>();
      for (Process start : starts) {
        assertEquals(true, start.waitFor(180, TimeUnit.SECONDS), "a start hangs");
        exits.add(start.exitValue());
      }

      assertEquals(new TreeSet<>(List.of(0, 6)), new TreeSet<>(exits), "exit codes " + exits);
      assertEquals(1, desk.lookup().list(Store.Query.moving()).size());
      assertEquals(Verification.Result.Sound.class, desk.verify().getClass());
    }
  }

  private static ReleaseRecord opened(Desk desk, String version) throws IOException {
    ReleaseRecord release =
        expect(
            desk.opening()
                .open(
                    YOU,
                    new Opening.Wish(
                        "shop",
                        version,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        "",
                        "")));
    if (!release.plan().orElseThrow().approvals().isEmpty()) {
      return expect(desk.gates().approve(CHI, release, Optional.empty(), ""));
    }
    return release;
  }

  private static ReleaseRecord expect(Answer<ReleaseRecord> answer) throws IOException {
    return switch (answer) {
      case Answer.Yes<ReleaseRecord> yes -> yes.value();
      case Answer.No<ReleaseRecord> no -> throw new IOException(no.refusal().toString());
    };
  }
}
