package dev.slipway.control;

import dev.slipway.control.port.Outcome;
import dev.slipway.rollout.Finished;
import dev.slipway.rollout.Happening.Changed;
import dev.slipway.rollout.Observing;
import dev.slipway.rollout.Paused;
import dev.slipway.rollout.Phase;
import dev.slipway.rollout.RollbackFailed;
import dev.slipway.rollout.RolledBack;
import dev.slipway.rollout.RollingBack;
import dev.slipway.rollout.Shifting;
import dev.slipway.rollout.State;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/**
 * The lives a canary release can have: together they pass through every state and every effect.
 * What happens in the world happens once, whatever process looks on; what people ask is asked again
 * until it is written down, as people do.
 */
enum CanaryLife {
  HEALTHY(Finished.class, (shop, once) -> {}),

  BREAKS_A_LIMIT_IN_STAGE_2(
      RolledBack.class,
      (shop, once) -> {
        if (once.when(shop, "fault", baking(2))) {
          shop.target.metrics.canaryFails(0.30);
        }
      }),

  BREAKS_A_LIMIT_AT_100_PERCENT(
      RolledBack.class,
      (shop, once) -> {
        if (once.when(shop, "fault", Observing.class::isInstance)) {
          shop.target.metrics.canaryFails(0.30);
        }
      }),

  FAILS_ITS_CHECKS(
      RolledBack.class,
      (shop, once) -> {
        if (once.when(shop, "fault", state -> true)) {
          shop.target.failCheck("health");
        }
      }),

  CANNOT_BE_DEPLOYED(
      RolledBack.class,
      (shop, once) -> {
        if (once.when(shop, "fault", state -> true)) {
          Outcome failed = new Outcome.Failed("no such image", Changed.NO);
          shop.target.deployment.ends(failed, failed, failed);
        }
      }),

  A_PERSON_TAKES_IT_BACK_WHILE_IT_IS_DEPLOYED(
      RolledBack.class,
      (shop, once) -> {
        Runnable asks =
            () ->
                ask(
                    shop,
                    course -> course.rollback(ShopCatalogue.ADA, shop.release(), "odd", false));
        shop.target.deployment.beforeWork =
            () -> {
              once.add("deploying");
              asks.run();
            };
        if (once.has("deploying") && shop.state().isMoving() && !isTakenBack(shop.state())) {
          asks.run();
        }
      }),

  A_PERSON_TAKES_IT_BACK_IN_STAGE_1(
      RolledBack.class,
      (shop, once) -> {
        if (baking(1).test(shop.state())) {
          ask(shop, course -> course.rollback(ShopCatalogue.ADA, shop.release(), "odd", false));
        }
      }),

  IS_PAUSED_AND_GOES_ON(
      Finished.class,
      (shop, once) -> {
        if (baking(2).test(shop.state()) && !once.has("paused")) {
          ask(shop, course -> course.pause(ShopCatalogue.ADA, shop.release(), "lunch"));
        } else if (shop.state() instanceof Paused) {
          once.add("paused");
          ask(shop, course -> course.resume(ShopCatalogue.ADA, shop.release(), "back"));
        }
      }),

  CANNOT_BE_COMPLETED_AND_IS_TAKEN_BACK(
      RolledBack.class,
      (shop, once) -> {
        // Watched at 100 % nothing is deployed: what comes next is the replacing of the old fleet.
        if (once.when(shop, "fault", Observing.class::isInstance)) {
          Outcome failed = new Outcome.Failed("will not stop", Changed.YES);
          shop.target.deployment.ends(failed, failed, failed);
        }
        if (shop.state() instanceof Paused) {
          ask(shop, course -> course.rollback(ShopCatalogue.ADA, shop.release(), "odd", false));
        }
      }),

  CANNOT_BE_TAKEN_BACK_FOR_A_WHILE(
      RolledBack.class,
      (shop, once) -> {
        if (once.when(shop, "fault", baking(2))) {
          shop.target.metrics.canaryFails(0.30);
          shop.target.traffic.sticks = weight -> weight.percent() > 0;
        }
        if (once.when(shop, "mended", RollbackFailed.class::isInstance)) {
          shop.target.traffic.sticks = weight -> true;
        }
      }),

  THE_ROUTER_RESTARTS_AND_FORGETS(
      Finished.class,
      (shop, once) -> {
        if (once.when(shop, "restart", baking(2))) {
          shop.target.traffic.restartsAndForgets();
        }
      }),

  SOMEBODY_RUNS_THE_SCRIPT(
      RolledBack.class,
      (shop, once) -> {
        if (once.when(shop, "script", baking(2))) {
          shop.target.traffic.breakGlass();
        }
      }),

  IS_COMPARED_WITH_A_GROUP(Finished.class, (shop, once) -> {}),

  IS_COMPARED_WITH_A_GROUP_AND_BREAKS_A_LIMIT(
      RolledBack.class,
      (shop, once) -> {
        if (once.when(shop, "fault", baking(2))) {
          shop.target.metrics.canaryFails(0.30);
        }
      }),

  HAS_A_GROUP_THAT_CANNOT_BE_STARTED(
      RolledBack.class,
      (shop, once) -> {
        if (once.when(shop, "fault", state -> true)) {
          shop.target.deployment.groupFails = true;
        }
      });

  /** What has happened already, in the world and not in any process. */
  static final class Once {
    private final Set<String> happened = new HashSet<>();

    boolean when(TheShop shop, String what, Predicate<State> so) {
      return so.test(shop.state()) && happened.add(what);
    }

    boolean has(String what) {
      return happened.contains(what);
    }

    void add(String what) {
      boolean unused = happened.add(what);
    }
  }

  private interface Wish {
    Answer<?> of(Course course);
  }

  final Class<? extends State> end;

  // The lambdas above hold nothing.
  @SuppressWarnings("ImmutableEnumChecker")
  private final BiConsumer<TheShop, Once> world;

  CanaryLife(Class<? extends State> end, BiConsumer<TheShop, Once> world) {
    this.end = end;
    this.world = world;
  }

  /** Whether it is compared with a group of the old version. */
  boolean compares() {
    return name().contains("_GROUP");
  }

  /** Once before each turn. */
  void happens(TheShop shop, Once once) {
    world.accept(shop, once);
  }

  /** Whether users may have met the new version from a point of this life on. */
  static boolean isTakenBack(State state) {
    return state instanceof RollingBack || state instanceof RolledBack;
  }

  private static Predicate<State> baking(int stage) {
    return state ->
        state instanceof Shifting shifting
            && shifting.stage() == stage - 1
            && shifting.phase() instanceof Phase.Baking;
  }

  private static void ask(TheShop shop, Wish wish) {
    // A refusal is an answer too: somebody else may have been first.
    Optional<Answer<?>> unused = Optional.of(wish.of(shop.desk.course()));
  }
}
