package dev.slipway.control;

import dev.slipway.journal.Fact;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.journal.ReleaseRecord.Told;
import dev.slipway.release.Actor;
import dev.slipway.release.Weight;
import dev.slipway.rollout.Effect;
import dev.slipway.rollout.Happening;
import dev.slipway.rollout.Happening.Drift;
import dev.slipway.rollout.Paused;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What the journal says about a release's traffic, and what is added to it. Everything is read from
 * the story, so that another driver that goes on from the journal says nothing twice.
 */
final class TrafficNotes {
  /** The same drift again is news again after this long. */
  private static final Duration OLD_NEWS = Duration.ofMinutes(1);

  private final Books books;
  private final Clock clock;
  private final Trouble trouble;

  TrafficNotes(Books books, Clock clock, Trouble trouble) {
    this.books = books;
    this.clock = clock;
    this.trouble = trouble;
  }

  /**
   * Writes down that a share is about to be raised; false when the release has changed since it was
   * read: then it must not.
   */
  boolean intendRaise(ReleaseRecord record, Weight wanted) {
    Fact.TrafficIntended fact = new Fact.TrafficIntended(wanted, "up to " + wanted);
    return isNoted(record, fact)
        ? books.renew(record).version() == record.version()
        : books.noteIfUnchanged(record, fact, clock.now(), by());
  }

  /** Whether nothing was written since the release was read; false when that cannot be learnt. */
  boolean isNewest(ReleaseRecord record) {
    try {
      return books.renew(record).version() == record.version();
    } catch (RuntimeException away) {
      trouble.say(record.id() + ": its share is left to whoever has the store", away);
      return false;
    }
  }

  /** Writes down what people should know of the share, as far as that is possible. */
  void remark(ReleaseRecord record, String words) {
    try {
      ReleaseRecord unused =
          books.note(
              record, new Fact.Announced(Effect.News.REMARKED.name(), words), clock.now(), by());
    } catch (RuntimeException away) {
      trouble.say(record.id() + ": " + words + "; that was not written down", away);
    }
  }

  /** Writes down that a share was lowered, as far as that is possible. */
  void lowered(ReleaseRecord record, Weight wanted) {
    Fact.TrafficIntended fact = new Fact.TrafficIntended(wanted, "down to " + wanted);
    if (isNoted(record, fact)) {
      return;
    }
    try {
      ReleaseRecord unused = books.note(record, fact, clock.now(), by());
    } catch (RuntimeException away) {
      trouble.say(
          record.id() + ": traffic was put down to " + wanted + ", but not written down", away);
    }
  }

  /** Whether this move was noted since the release last moved. */
  private boolean isNoted(ReleaseRecord record, Fact.TrafficIntended fact) {
    for (Told told : record.story().reversed()) {
      if (isMove(told) || isOld(told)) {
        return false;
      }
      if (told.fact().equals(fact)) {
        return true;
      }
    }
    return false;
  }

  /** What others did, as the machine is told; what they did to the share comes first. */
  static Optional<Happening.Drifted> drift(ReleaseRecord record, Lookout.Seen seen, Instant now) {
    Optional<Happening.Drifted> marked =
        ShareRules.isForward(record.state())
            ? seen.mark()
                .filter(mark -> mark.leftAt().isAfter(startedAt(record)))
                .map(mark ->
                    new Happening.Drifted(
                        now,
                        by(),
                        Drift.LOWERED,
                        Weight.NONE,
                        "",
                        "somebody took it back with the break-glass script: " + mark.words()))
            : Optional.empty();
    return marked.or(() ->
        seen.foreign()
            .map(words ->
                new Happening.Drifted(
                    now,
                    by(),
                    Drift.FOREIGN_VERSION,
                    record.state().desired().weight(),
                    "",
                    words)));
  }

  /** A mark from before is that of a start which failed. */
  static Instant startedAt(ReleaseRecord record) {
    Instant started = Instant.EPOCH;
    for (Told told : record.story()) {
      if (told.fact() instanceof Fact.Happened happened && WorkLane.isStart(happened)) {
        started = happened.happening().at();
      }
    }
    return started;
  }

  /**
   * Whether the machine has to hear of it: once since the release last moved, then once a minute. A
   * foreign version is told once, until somebody has resumed the release or it is another one.
   */
  boolean isNews(ReleaseRecord record, Happening.Drifted drifted) {
    return drifted.drift() == Drift.FOREIGN_VERSION
        ? isNewVersion(record, drifted)
        : isNewShare(record, drifted);
  }

  private static boolean isNewVersion(ReleaseRecord record, Happening.Drifted drifted) {
    for (Told told : record.story().reversed()) {
      if (told.fact() instanceof Fact.Happened happened) {
        if (happened.happening() instanceof Happening.Drifted before
            && before.drift() == Drift.FOREIGN_VERSION) {
          return !before.words().equals(drifted.words());
        }
        if (happened.happening() instanceof Happening.ResumeRequested
            && happened.answer() == Fact.Answer.MOVED) {
          return true;
        }
      }
    }
    return true;
  }

  /** A pause that lasts an hour does not fill the journal with the one fault that goes on in it. */
  boolean isNews(ReleaseRecord record, Happening.TrafficFailed failed) {
    if (!(record.state() instanceof Paused)) {
      return true;
    }
    for (Told told : record.story().reversed()) {
      if (told.fact() instanceof Fact.Happened happened) {
        if (happened.happening() instanceof Happening.TrafficFailed before) {
          return !before.fault().equals(failed.fault());
        }
        if (happened.happening() instanceof Happening.TrafficSettled || isMove(told)) {
          return true;
        }
      }
    }
    return true;
  }

  private boolean isNewShare(ReleaseRecord record, Happening.Drifted drifted) {
    for (Told told : record.story().reversed()) {
      if (isMove(told) || isOld(told)) {
        return true;
      }
      if (told.fact() instanceof Fact.Happened happened
          && happened.happening() instanceof Happening.Drifted before
          && before.drift() == drifted.drift()
          && before.seen().equals(drifted.seen())
          && before.incarnation().equals(drifted.incarnation())) {
        return false;
      }
    }
    return true;
  }

  private static boolean isMove(Told told) {
    return told.fact() instanceof Fact.Happened happened && happened.answer() == Fact.Answer.MOVED;
  }

  private boolean isOld(Told told) {
    return Duration.between(told.entry().at(), clock.now()).abs().compareTo(OLD_NEWS) > 0;
  }

  /** When the share that users have now was confirmed; empty before this release moved any. */
  static Optional<Instant> sharedSince(ReleaseRecord record) {
    for (Told told : record.story().reversed()) {
      if (isMove(told)
          && told.fact() instanceof Fact.Happened happened
          && happened.happening() instanceof Happening.TrafficSettled settled) {
        return Optional.of(settled.at());
      }
    }
    return Optional.empty();
  }

  /** The target's incarnation when its share was last known to be ours. */
  static Optional<String> incarnation(ReleaseRecord record) {
    List<Told> story = record.story();
    for (Told told : story.reversed()) {
      if (told.fact() instanceof Fact.Happened happened) {
        switch (happened.happening()) {
          case Happening.TrafficSettled settled -> {
            return Optional.of(settled.incarnation());
          }
          case Happening.Drifted drifted when drifted.drift() == Drift.LOST -> {
            return Optional.of(drifted.incarnation());
          }
          default -> {}
        }
      }
    }
    return Optional.empty();
  }

  private static Actor by() {
    return Actor.system("driver");
  }
}
