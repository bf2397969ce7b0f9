package dev.slipway.journal;

import dev.slipway.journal.ReleaseRecord.Told;
import dev.slipway.plan.Plan;
import dev.slipway.rollout.Finished;
import dev.slipway.rollout.Happening;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The old side of a finished release, which stays up for a while without users. Everything is read
 * from the story, so that whoever goes on with it knows the same.
 *
 * @param until when it is to be retired: its time, or at once where a person asked for it
 * @param asked somebody does not want it kept any longer
 * @param attempts to retire it that were begun
 * @param open the last one has no outcome yet
 * @param fault why the last one failed
 * @param retired when it was, with what came of it
 */
public record KeptSide(
    Plan plan,
    Instant until,
    boolean asked,
    int attempts,
    boolean open,
    Optional<Word> fault,
    Optional<Word> retired) {
  /** Something that was said about it. */
  public record Word(Instant at, String words) {}

  private static final Duration LONGEST_REST = Duration.ofHours(1);

  /** Empty where nothing is or was kept. */
  public static Optional<KeptSide> of(ReleaseRecord release) {
    if (!(release.state() instanceof Finished finished)) {
      return Optional.empty();
    }
    Optional<Plan> plan = finished.planned();
    return plan.flatMap(Plan::keepsOld)
        .map(kept -> {
          KeptSide side =
              new KeptSide(
                  plan.get(),
                  finished.finishedAt().plus(kept),
                  false,
                  0,
                  false,
                  Optional.empty(),
                  Optional.empty());
          for (Told told : release.story()) {
            side = side.after(told);
          }
          return side;
        });
  }

  private KeptSide after(Told told) {
    String step = plan.retireOld().id();
    return switch (told.fact()) {
      case Fact.StepIntended intended when intended.step().equals(step) ->
          new KeptSide(plan, until, asked, intended.attempt(), true, fault, retired);
      case Fact.Happened happened when isAfterTheEnd(happened) -> after(happened.happening(), step);
      default -> this;
    };
  }

  /** Whatever was asked before is no word about this. */
  private static boolean isAfterTheEnd(Fact.Happened happened) {
    return happened.answer() == Fact.Answer.STAYED
        && happened.state().equals(Finished.class.getSimpleName());
  }

  private KeptSide after(Happening happening, String step) {
    return switch (happening) {
      case Happening.StepDone done when done.step().equals(step) ->
          new KeptSide(
              plan,
              until,
              asked,
              attempts,
              false,
              Optional.empty(),
              Optional.of(new Word(done.at(), done.evidence())));
      case Happening.StepFailed failed when failed.step().equals(step) ->
          new KeptSide(
              plan,
              until,
              asked,
              failed.attempt(),
              false,
              Optional.of(new Word(failed.at(), failed.fault())),
              retired);
      case Happening.RetireRequested retire ->
          new KeptSide(plan, retire.at(), true, attempts, open, fault, retired);
      case Happening.ExtendRequested extend -> {
        Instant from = until.isAfter(extend.at()) ? until : extend.at();
        yield new KeptSide(plan, from.plus(extend.longer()), false, attempts, open, fault, retired);
      }
      default -> this;
    };
  }

  public boolean isOver() {
    return retired.isPresent();
  }

  /** When it is the next time to retire it; one that was begun is gone on with at once. */
  public Instant due() {
    if (open || fault.isEmpty()) {
      return until;
    }
    // 1, 2, 4 … minutes after the last failure, and no more than an hour.
    Duration rest = Duration.ofMinutes(1L << Math.clamp(attempts - 1, 0, 6));
    Instant again = fault.get().at().plus(rest.compareTo(LONGEST_REST) < 0 ? rest : LONGEST_REST);
    return again.isAfter(until) ? again : until;
  }
}
