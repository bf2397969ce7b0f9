package dev.slipway.rollout;

import dev.slipway.gate.GateVerdict;
import dev.slipway.release.Actor;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * Given-words for releases: {@code aRelease().of(aPlan().withStages(5, 25,
 * 100)).shifting(2).baking()}. Stages and steps are counted from 1 here, as people do. Times count
 * from {@link #TEN}.
 */
public final class Situations {
  public static final Instant TEN = Instant.parse("2026-11-17T10:00:00Z");
  public static final Actor ADA = Actor.person("ada", "shell");
  public static final Actor DRIVER = Actor.system("driver");

  /** Gates that two things keep closed. */
  public static final GateVerdict CLOSED =
      new GateVerdict(
          List.of(
              new GateVerdict.Block(
                  "E-GATE-01", "approval", "on-call has not approved", "slipway approve shop/42"),
              new GateVerdict.Block("E-GATE-04", "lock", "shop is frozen", "slipway lock list")),
          List.of());

  private Situations() {}

  /**
   * A canary of shop from v1 to v2 at 5, 25 and 100 %, with one migration before and two steps
   * after.
   */
  public static GivenPlan aPlan() {
    return new GivenPlan();
  }

  /** A release of {@link #aPlan()} unless another plan is given. */
  public static GivenRelease aRelease() {
    return new GivenRelease();
  }

  /** One passing check of a stretch that is not over yet. */
  public static GivenAssessment anAssessment() {
    return new GivenAssessment();
  }

  /** Happenings of one moment. */
  public static GivenHappening at(Instant at) {
    return new GivenHappening(at);
  }

  public static Paused paused(Underway inside, Hold... holds) {
    return pausedAt(TEN, inside, holds);
  }

  public static Paused pausedAt(Instant at, Underway inside, Hold... holds) {
    return new Paused(inside, Set.of(holds), at, at.plus(inside.plan().hold()), false);
  }

  public static Instant minutesLater(long minutes) {
    return TEN.plus(Duration.ofMinutes(minutes));
  }
}
