package dev.slipway.control;

import dev.slipway.control.port.Documents;
import dev.slipway.control.port.Target;
import dev.slipway.journal.Fact;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.release.Actor;
import dev.slipway.rollout.Effect;
import dev.slipway.rollout.Happening;
import dev.slipway.rollout.Kept;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Writes the documents that a release owes. A full disk stops no release: they are owed until they
 * are written.
 */
final class Paperwork {
  private final Documents documents;
  private final Books books;
  private final Clock clock;
  private final Trouble trouble;

  Paperwork(Documents documents, Books books, Clock clock, Trouble trouble) {
    this.documents = documents;
    this.books = books;
    this.clock = clock;
    this.trouble = trouble;
  }

  /** Whether documents were asked for since they were last written. */
  static boolean isOwed(ReleaseRecord record) {
    return isOwed(record, 0);
  }

  /** The same, where everything up to an entry is known to owe nothing. */
  static boolean isOwed(ReleaseRecord record, long settledUpTo) {
    List<ReleaseRecord.Told> story = record.story();
    for (int i = story.size() - 1; i >= 0 && story.get(i).entry().version() > settledUpTo; i--) {
      switch (story.get(i).fact()) {
        case Fact.DocumentsWritten written -> {
          return false;
        }
        case Fact.Happened happened
            when happened.effects().stream().anyMatch(e -> e instanceof Effect.WriteDocuments)
                || isBackup(happened) -> {
          return true;
        }
        default -> {}
      }
    }
    return false;
  }

  /** How to restore the data stands in them before anybody meets the new version. */
  private static boolean isBackup(Fact.Happened happened) {
    return happened.happening() instanceof Happening.StepDone done
        && done.kept().filter(Kept.Backup.class::isInstance).isPresent();
  }

  /**
   * Writes what applies now.
   *
   * @param breakGlass the way back without Slipway; documents are written without it when the
   *     target cannot say
   * @return empty when that failed; the trouble was told
   */
  Optional<ReleaseRecord> write(ReleaseRecord record, Supplier<Target.BreakGlass> breakGlass) {
    Optional<Target.BreakGlass> way = Optional.empty();
    try {
      way = Optional.of(breakGlass.get());
    } catch (RuntimeException silent) {
      trouble.say(record.id() + ": documents lack the way back without Slipway", silent);
    }
    try {
      Fact.DocumentsWritten written =
          Fact.DocumentsWritten.of(documents.write(record, way, List.of()));
      return Optional.of(books.note(record, written, clock.now(), Actor.system("driver")));
    } catch (RuntimeException failed) {
      trouble.say(record.id() + ": documents were not written", failed);
      return Optional.empty();
    }
  }
}
