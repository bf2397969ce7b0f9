package dev.slipway.outside.prometheus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.outside.prometheus.Samples.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Requests are counted once, whenever they are asked for and whatever was there by then. */
@Tag("X3")
class CountedOnceTest {
  private static final Map<String, String> PROCESS = Map.of("instance", "one");

  /** What a check finds that asks at a moment: samples that were there then, and no later ones. */
  private static long asked(List<Sample> all, double from, double to, double every) {
    List<Sample> there = all.stream().filter(sample -> sample.at() <= to - LATE).toList();
    return Counters.once(Map.of(PROCESS, new Samples(there, false)), from, to, every);
  }

  /** How long after its moment a sample can be asked for. */
  private static final double LATE = 0.2;

  @Test
  void whatAGapHidesIsCountedWhenItIsOver() {
    List<Sample> all = new ArrayList<>();
    for (double at : new double[] {0, 1, 2, 3, 8, 9, 10, 11, 12}) {
      all.add(new Sample(at, 100 * at));
    }
    long counted = 0;
    for (int at = 3; at < 12; at++) {
      long one = asked(all, at, at + 1, 1);
      assertTrue(one >= 0, "at " + at);
      counted += one;
    }

    assertEquals(900, counted, "of 100 a second in 9 s");
  }

  @Test
  void whateverTheScrapesAndChecksAreNothingIsLostAndNothingTwice() {
    Random random = new Random(20261121);
    for (int round = 0; round < 500; round++) {
      double every = 0.5 + random.nextDouble() * 10;
      List<Sample> all = new ArrayList<>();
      double at = 0;
      double value = random.nextInt(1000);
      while (at < 60 * every) {
        boolean late = random.nextInt(5) == 0;
        at += every * (late ? 1 + random.nextDouble() * 4 : 0.9 + random.nextDouble() * 0.2);
        value = random.nextInt(30) == 0 ? random.nextInt(50) : value + random.nextInt(200);
        all.add(new Sample(at, value));
      }
      double from = 10 * every;
      double to = from;
      long counted = 0;
      while (to < 50 * every) {
        double next = to + every * (0.1 + random.nextDouble() * 2);
        long one = asked(all, to, next, every);
        assertTrue(one >= 0, "less than nothing in round " + round);
        counted += one;
        to = next;
      }
      assertEquals(asked(all, from, to, every), counted, "in round " + round);
    }
  }
}
