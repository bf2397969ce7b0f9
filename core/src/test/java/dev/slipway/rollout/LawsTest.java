package dev.slipway.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.plan.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The laws of the machine under histories drawn at random. A failure names the seed; {@link #seed}
 * lives it again.
 */
class LawsTest {
  private static final int HISTORIES = 50_000;
  private static final int MANY_HISTORIES = 1_000_000;
  private static final int HAPPENINGS = 60;

  /** Every so many histories the whole is folded again, and driven to its end. */
  private static final int EVERY = 10;

  @Test
  void holdInEveryHistory() {
    Set<String> seen = new TreeSet<>();
    live(1, HISTORIES, seen);
    List<String> unseen = new ArrayList<>();
    for (String column : TheTable.COLUMNS) {
      for (String kind : TheTableTest.names(Happening.class)) {
        if (!seen.contains(column + " " + kind)) {
          unseen.add(column + " " + kind);
        }
      }
    }
    assertEquals(List.of(), unseen, "every kind of happening came to every state");
  }

  @Test
  @Tag("long")
  void holdInVeryManyHistories() {
    live(10_000_000, MANY_HISTORIES, new TreeSet<>());
  }

  private static void live(long firstSeed, int histories, Set<String> seen) {
    long began = System.nanoTime();
    for (long seed = firstSeed; seed < firstSeed + histories; seed++) {
      try {
        live(seed, seen);
      } catch (AssertionError | RuntimeException broken) {
        throw new AssertionError("seed " + seed + ": " + broken.getMessage(), broken);
      }
    }
    double seconds = (System.nanoTime() - began) / 1e9;
    System.out.printf(
        Locale.ROOT,
        "%d histories of %d happenings, %.0f a second%n",
        histories,
        HAPPENINGS,
        histories / seconds);
  }

  private static void live(long seed, Set<String> seen) {
    RandomHistory history = new RandomHistory(seed);
    State first = Situations.aRelease().of(history.plan()).draft();
    State state = first;
    Laws laws = new Laws();
    List<Happening> told = new ArrayList<>();
    for (int i = 0; i < HAPPENINGS; i++) {
      Happening happening = history.next(state);
      told.add(happening);
      Decision decision = state.on(happening);
      seen.add(state.name() + " " + happening.getClass().getSimpleName());
      try {
        laws.check(state, happening, decision);
      } catch (AssertionError broken) {
        throw new AssertionError(
            String.join(
                "\n  ",
                broken.getMessage(),
                "at happening " + i + ": " + brief(happening),
                "in " + brief(state),
                "answered " + brief(decision)),
            broken);
      }
      state = Features.after(state, decision);
    }
    if (seed % EVERY == 0) {
      assertEquals(state, fold(first, told), "the same history gives the same state");
      for (HonestDriver.World world : HonestDriver.World.values()) {
        new HonestDriver(history.plan(), state, history.now(), world).drivesToItsEnd();
      }
    }
  }

  /** Without the plan's many words. */
  private static String brief(Object told) {
    String text = told.toString();
    for (Plan plan : RandomHistory.PLANS) {
      text = text.replace(plan.toString(), "…");
    }
    return text;
  }

  private static State fold(State first, List<Happening> told) {
    State state = first;
    for (Happening happening : told) {
      state = Features.after(state, state.on(happening));
    }
    return state;
  }

  /** Put a seed here that a failure named. */
  @Test
  void seed() {
    live(1, new TreeSet<>());
  }

  @Test
  void everyPlanLeadsSomewhere() {
    for (Plan plan : RandomHistory.PLANS) {
      State draft = Situations.aRelease().of(plan).draft();
      for (HonestDriver.World world : HonestDriver.World.values()) {
        State end = new HonestDriver(plan, draft, Situations.TEN, world).drivesToItsEnd();
        boolean expected =
            (world == HonestDriver.World.HEALTHY && !plan.isRehearsal())
                ? end instanceof Finished
                : end instanceof RolledBack;
        assertTrue(expected, () -> world + " ends in " + end);
      }
    }
  }
}
