package dev.slipway.outside.haproxy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Weights of servers and the share they make. */
@Tag("X5")
class WeightsTest {
  @Test
  void everyShareIsReadBackAsItWasSetAlsoWhileSomeServersAreOut() {
    for (int ours = 1; ours <= 12; ours++) {
      for (int others = (ours + 1) / 2; others <= ours * 2; others++) {
        for (int percent = 0; percent <= 100; percent++) {
          Optional<Weights> found = Weights.of(percent, ours, others);
          int own = ours;
          int other = others;
          assertEquals(
              Optional.of(percent),
              found.map(weights ->
                  Weights.percent((long) weights.own() * own, (long) weights.other() * other)),
              percent + " % of " + ours + " against " + others);
        }
      }
    }
  }

  @Test
  void sidesThatAreTooUnlikeHaveNoWeights() {
    assertEquals(Optional.empty(), Weights.of(1, 100, 1));
  }

  @Test
  void nothingAndEverythingAreSaidOnlyWhenItIsSo() {
    assertEquals(1, Weights.percent(1, 10_000));
    assertEquals(99, Weights.percent(10_000, 1));
    assertEquals(0, Weights.percent(0, 0));
  }
}
