package dev.slipway.control;

import dev.slipway.control.Refusal.Kind;
import dev.slipway.control.port.Checkpoints;
import dev.slipway.control.port.Checkpoints.Part;
import dev.slipway.control.port.Outcome;
import dev.slipway.journal.Fact;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.plan.Plan;
import dev.slipway.release.Actor;
import dev.slipway.release.ReleaseId;
import dev.slipway.rollout.Effect;
import dev.slipway.rollout.Happening.Changed;
import dev.slipway.rollout.Kept;
import java.util.List;
import java.util.Optional;

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
    Optional<ReleaseId> busy =
        books
            .store()
            .read(reader -> reader.lock(release.id().service(), release.opened().environment()))
            .map(lock -> lock.holder());
    return busy.isPresent()
        ? Answer.no(
            Refusal.of(
                "E-STATE-01",
                Kind.CONFLICT,
                busy.get() + " is on its way: data are restored when nothing moves.",
                "Who is taken back first finds out whether the data have to be.",
                "slipway rollback " + busy.get()))
        : Answer.yes(saved.get());
  }

  /**
   * Performs every part, and waits for each as long as it may take.
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

  private Answer<ReleaseRecord> restored(
      Actor by, ReleaseRecord release, Kept.Backup backup, String reason) {
    Plan plan = release.plan().orElseThrow();
    Checkpoints checkpoints = world.target(plan).checkpoints();
    ReleaseRecord record = release;
    for (Part part : Part.values()) {
      record =
          books.note(
              record,
              new Fact.StepIntended(
                  step(part),
                  attempt(record, part),
                  part.words() + (reason.isBlank() ? "" : ": " + reason)),
              world.clock().now(),
              by);
      Outcome outcome = performed(checkpoints, release.id(), backup.location(), part);
      String said =
          switch (outcome) {
            case Outcome.Done done -> "done";
            case Outcome.Failed failed -> "failed: " + failed.fault();
          };
      record =
          books.note(
              record,
              new Fact.Announced(
                  Effect.News.REMARKED.name(),
                  "data of "
                      + release.id()
                      + ", "
                      + backup.location()
                      + ": "
                      + part.words()
                      + ": "
                      + said),
              world.clock().now(),
              by);
      if (outcome instanceof Outcome.Failed failed) {
        return Answer.no(broken(release, part, failed));
      }
    }
    return Answer.yes(record);
  }

  private static Outcome performed(
      Checkpoints checkpoints, ReleaseId release, String location, Part part) {
    try {
      return checkpoints.restore(release, location, part);
    } catch (RuntimeException broken) {
      return new Outcome.Failed(String.valueOf(broken.getMessage()), Changed.UNKNOWN);
    }
  }

  /** "restore: stop whoever writes". */
  private static String step(Part part) {
    return "restore: " + part.words();
  }

  private static int attempt(ReleaseRecord record, Part part) {
    return 1
        + (int)
            record.story().stream()
                .filter(told ->
                    told.fact() instanceof Fact.StepIntended intended
                        && intended.step().equals(step(part)))
                .count();
  }

  private static Refusal broken(ReleaseRecord release, Part part, Outcome.Failed failed) {
    return new Refusal(
        "E-RESTORE-02",
        Kind.FAILED,
        "To " + part.words() + " failed; the rest was not begun.",
        List.of(
            failed.fault(),
            part == Part.STOP_WRITERS
                ? "No data were touched. Who was stopped already stays stopped."
                : part == Part.START_WRITERS
                    ? "The data are back and whole; nobody writes yet."
                    : "The data may be half restored, so nobody writes on them until somebody has looked."),
        List.of("slipway restore " + release.id()));
  }
}
