package dev.slipway.control;

import dev.slipway.control.Refusal.Kind;
import dev.slipway.control.RestoreLedger.Begun;
import dev.slipway.control.RestoreLedger.Hold;
import dev.slipway.control.port.Checkpoints;
import dev.slipway.control.port.Checkpoints.Part;
import dev.slipway.control.port.Outcome;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.journal.Replay;
import dev.slipway.journal.Store;
import dev.slipway.journal.StreamName;
import dev.slipway.plan.CheckpointSpec;
import dev.slipway.plan.ExecSpec;
import dev.slipway.plan.Plan;
import dev.slipway.release.Actor;
import dev.slipway.release.ReleaseId;
import dev.slipway.rollout.Happening.Changed;
import dev.slipway.rollout.Kept;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Brings back the data that a release saved before its first change. A procedure of its own: no
 * rollback implies it, and nothing but a person begins it, because it throws away what was written
 * since. Each part is written down before and after. When one fails, the rest is left alone: nobody
 * may write on data that are not seen to be whole.
 */
public final class Restoring {
  private final Books books;
  private final World world;

  Restoring(Books books, World world) {
    this.books = books;
    this.world = world;
  }

  /** The backup that would be restored now, or why none is. Nothing is written. */
  public Answer<ReleaseRecord.Saved<Kept.Backup>> ground(ReleaseRecord release) {
    Optional<ReleaseRecord.Saved<Kept.Backup>> saved = release.kept(Kept.Backup.class);
    if (saved.isEmpty() || !saved.get().what().byCommand()) {
      return Answer.no(
          Refusal.of(
              "E-RESTORE-01",
              Kind.NOT_FOUND,
              saved.isEmpty()
                  ? release.id() + " took no backup."
                  : "No command restores the backup of " + release.id() + ".",
              saved
                  .map(ReleaseRecord.Saved::what)
                  .map(backup ->
                      "It is at "
                          + backup.location()
                          + "; people restore it: "
                          + String.join("; ", backup.restore()))
                  .orElse(""),
              "slipway show " + release.id()));
    }
    return blocked(release)
        .<Answer<ReleaseRecord.Saved<Kept.Backup>>>map(Answer::no)
        .orElseGet(() -> Answer.yes(saved.get()));
  }

  /** Who has the service now, so that nothing may be restored. */
  private Optional<Refusal> blocked(ReleaseRecord release) {
    Duration limit = limit(release);
    Instant now = world.clock().now();
    return books
        .store()
        .read(reader -> {
          Optional<ReleaseId> busy =
              reader
                  .lock(release.id().service(), release.opened().environment())
                  .map(Store.Lock::holder);
          Optional<Hold> hold =
              busy.flatMap(holder ->
                  RestoreLedger.hold(reader, Replay.of(reader.entries(StreamName.of(holder), 0))));
          if (hold.isEmpty()) {
            return busy.map(Restoring::moves);
          }
          boolean own = busy.get().equals(release.id());
          return own && !hold.get().isAlive(now, limit)
              ? Optional.<Refusal>empty()
              : Optional.of(restored(busy.get(), hold.get(), own ? limit : Duration.ZERO));
        });
  }

  private static Refusal moves(ReleaseId busy) {
    return Refusal.of(
        "E-STATE-01",
        Kind.CONFLICT,
        busy + " is on its way: data are restored when nothing moves.",
        "Who is taken back first finds out whether the data have to be.",
        "slipway rollback " + busy);
  }

  private static Refusal restored(ReleaseId busy, Hold hold, Duration limit) {
    return Refusal.of(
        "E-RESTORE-03",
        Kind.CONFLICT,
        "The data of " + busy + " are being brought back by " + hold.by().name() + ".",
        hold.open()
            ? "The part that runs began at "
                + hold.begun()
                + (limit.isZero()
                    ? "."
                    : " and is over by " + hold.until(limit) + " at the latest.")
            : "That did not come to its end; two backups over each other are none.",
        hold.open() ? "slipway audit list " + busy : "slipway restore " + busy);
  }

  /** As long as any part may take; longer than usual where the configuration tells no more. */
  private Duration limit(ReleaseRecord release) {
    return world
        .place(release.id().service(), release.opened().environment())
        .map(place -> place.environment().target())
        .filter(ExecSpec.class::isInstance)
        .flatMap(target -> ((ExecSpec) target).checkpoint().backup())
        .flatMap(CheckpointSpec.Backup::restore)
        .flatMap(restore ->
            Stream.of(
                    restore.stopWriters(), restore.run(), restore.verify(), restore.startWriters())
                .map(ExecSpec.Command::limit)
                .max(Comparator.naturalOrder()))
        .orElse(Duration.ofHours(1));
  }

  /**
   * Performs every part, and waits for each as long as it may take. The lock of the service is held
   * meanwhile, and afterwards where the data are not seen to be whole.
   *
   * @return the release with what was written down
   */
  public Answer<ReleaseRecord> restore(Actor by, ReleaseRecord release, String reason) {
    Optional<Refusal> refused = Standings.refuseUnlessPerson(world, by, "restore data");
    if (refused.isPresent()) {
      return Answer.no(refused.get());
    }
    ReleaseRecord current = books.renew(release);
    return ground(current).then(saved -> restored(by, current, saved.what(), reason));
  }

  /** People have put right what did not come to its end: releases may start again. */
  public Answer<ReleaseRecord> byHand(Actor by, ReleaseRecord release, String reason) {
    Optional<Refusal> refused = Standings.refuseUnlessPerson(world, by, "restore data");
    if (refused.isPresent()) {
      return Answer.no(refused.get());
    }
    return ledger()
        .byHand(release, reason, limit(release), world.clock().now(), by)
        .<Answer<ReleaseRecord>>map(Answer::yes)
        .orElseGet(() -> Answer.no(unfinished(release).orElseGet(() -> whole(release))));
  }

  /** Why it cannot be said of these data that people have put them right; empty when it can. */
  public Optional<Refusal> unfinished(ReleaseRecord release) {
    return books
            .store()
            .read(reader ->
                RestoreLedger.hold(
                    reader, Replay.of(reader.entries(StreamName.of(release.id()), 0))))
            .isEmpty()
        ? Optional.of(whole(release))
        : blocked(release);
  }

  private static Refusal whole(ReleaseRecord release) {
    return Refusal.of(
        "E-STATE-01",
        Kind.CONFLICT,
        "Nothing is left half way with the data of " + release.id() + ".",
        "Only what slipway restore did not bring to its end has to be put right by hand.",
        "slipway show " + release.id());
  }

  private RestoreLedger ledger() {
    return new RestoreLedger(books);
  }

  private Answer<ReleaseRecord> restored(
      Actor by, ReleaseRecord release, Kept.Backup backup, String reason) {
    Plan plan = release.plan().orElseThrow();
    Checkpoints checkpoints = world.target(plan).checkpoints();
    Optional<Begun> begun =
        ledger().begin(release, reason, limit(release), world.clock().now(), by);
    for (Part part : Part.values()) {
      if (begun.isPresent() && part != Part.STOP_WRITERS) {
        begun = ledger().next(begun.get(), part, reason, world.clock().now(), by);
      }
      if (begun.isEmpty()) {
        return Answer.no(blocked(books.renew(release)).orElseGet(() -> moves(release.id())));
      }
      Outcome outcome = performed(checkpoints, release.id(), backup.location(), part);
      begun =
          Optional.of(
              ledger().end(begun.get(), backup.location(), outcome, world.clock().now(), by));
      if (outcome instanceof Outcome.Failed failed) {
        return Answer.no(broken(begun.get(), failed));
      }
    }
    return Answer.yes(begun.orElseThrow().record());
  }

  private static Outcome performed(
      Checkpoints checkpoints, ReleaseId release, String location, Part part) {
    try {
      return checkpoints.restore(release, location, part);
    } catch (RuntimeException broken) {
      return new Outcome.Failed(String.valueOf(broken.getMessage()), Changed.UNKNOWN);
    }
  }

  private static Refusal broken(Begun begun, Outcome.Failed failed) {
    ReleaseRecord release = begun.record();
    Part part = begun.part();
    boolean untouched = part == Part.STOP_WRITERS && begun.fresh();
    String again = "slipway restore " + release.id();
    return new Refusal(
        "E-RESTORE-02",
        Kind.FAILED,
        "To " + part.words() + " failed; the rest was not begun.",
        List.of(
            failed.fault(),
            untouched
                ? "No data were touched. Who was stopped already stays stopped."
                : part == Part.START_WRITERS
                    ? "The data are back and whole; nobody writes yet, and no release starts."
                    : "The data may be half restored, so nobody writes on them and no release starts until somebody has looked."),
        untouched
            ? List.of(again)
            : List.of(again, again + " --by-hand --reason \"…\", once people have put them right"));
  }
}
