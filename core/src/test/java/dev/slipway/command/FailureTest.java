package dev.slipway.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.control.port.OutsideFailure;
import dev.slipway.journal.Codec;
import dev.slipway.journal.Entry;
import dev.slipway.journal.Store;
import dev.slipway.journal.StreamName;
import dev.slipway.release.Actor;
import dev.slipway.release.ReleaseId;
import dev.slipway.release.ServiceName;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class FailureTest {
  @Test
  void explainsAStoreThatIsAwayEvenWhenItIsWrapped() {
    Throwable away =
        new RuntimeException(
            "outer",
            new Store.Unavailable(
                "slipway.db: locked", "wait and repeat", new IllegalStateException("x")));
    Failure failure = Failure.of(away);
    assertEquals(ExitCode.FAILED, failure.exit());
    assertEquals("slipway.db: locked", failure.view().why().getFirst());
    assertEquals("wait and repeat", failure.view().fix().getFirst());
  }

  /** It was called a fault of Slipway's, and asked people to report it. */
  @Test
  void saysWhichEntryOfTheJournalCannotBeRead() {
    Entry entry =
        new Entry(
            StreamName.of(new ReleaseId(new ServiceName("shop"), 2)),
            14,
            "FromTheFuture",
            1,
            Instant.EPOCH,
            Actor.system("driver"),
            "host:1",
            "{}",
            "0",
            "0");
    Failure failure = Failure.of(assertThrows(Codec.Unreadable.class, () -> Codec.decode(entry)));
    assertEquals("E-STORE-03", failure.view().code());
    assertEquals(ExitCode.FAILED, failure.exit());
    assertTrue(failure.view().why().getFirst().contains("shop/2, entry 14"), failure.toString());
  }

  @Test
  void namesTheSystemThatFailed() {
    Failure failure = Failure.of(new OutsideFailure("git", "list tags", "no such repository"));
    assertEquals(ExitCode.FAILED, failure.exit());
    assertTrue(failure.view().what().startsWith("git"), failure.view().what());
  }

  @Test
  void callsALostRaceAConflict() {
    assertEquals(ExitCode.CONFLICT, Failure.of(new Store.Conflict("stream has version 7")).exit());
  }

  @Test
  void givesAFaultOfOursAReferenceAndNoStackTrace() {
    IllegalStateException fault = new IllegalStateException("two\nlines\u001b[2J");
    Failure failure = Failure.of(fault);
    assertEquals(ExitCode.FAILED, failure.exit());
    assertTrue(failure.view().code().matches("E-BUG-[0-9a-f]{6}"), failure.view().code());
    assertFalse(failure.view().what().contains("\n"));
    assertFalse(failure.view().what().contains("\u001b"));
    assertEquals(failure.view().code(), Failure.of(fault).view().code());
  }
}
