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

  @Test
  void threeSharesAreReadBackAsTheyWereSet() {
    for (int servers = 1; servers <= 12; servers++) {
      for (int percent = 1; percent <= 50; percent++) {
        int each = servers;
        int third = percent;
        assertEquals(
            Optional.of(percent + " " + percent),
            Weights.of(percent, servers, third, servers, servers)
                .map(weights -> {
                  long own = (long) weights.own() * each;
                  long group = (long) weights.group() * each;
                  long other = (long) weights.other() * each;
                  return Weights.percent(own, group + other)
                      + " "
                      + Weights.percent(group, own + other);
                }),
            percent + " % of " + servers);
      }
    }
  }

  @Test
  void aServerThatIsOutIsMadeUpForByTheOthersOfItsGroup() {
    Weights weights = Weights.of(25, 3, 25, 2, 3).orElseThrow();

    assertEquals(weights.own() * 3, weights.group() * 2);
    assertEquals(Optional.empty(), Weights.of(25, 3, 25, 0, 3), "none of them is up");
  }
}
