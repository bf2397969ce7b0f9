package dev.slipway.control.port;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.release.Weight;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Flags that belong to a share, whatever turns them. */
@Tag("X6")
class FlaggedTrafficTest {
  private final List<String> done = Collections.synchronizedList(new ArrayList<>());
  private final OneFlag first = new OneFlag("first");
  private final OneFlag second = new OneFlag("second");
  private final Router router = new Router();
  private final Traffic traffic = new FlaggedTraffic(router, List.of(first, second));

  private final class OneFlag implements Flag {
    private final String name;
    private volatile int shown;
    private Optional<OutsideFailure> refuses = Optional.empty();
    private Optional<CountDownLatch> hangs = Optional.empty();

    private OneFlag(String name) {
      this.name = name;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public int read() {
      return shown;
    }

    @Override
    public void write(int wanted) {
      refuses.ifPresent(refusal -> {
        throw refusal;
      });
      hangs.ifPresent(OneFlag::await);
      shown = wanted;
      done.add(name + " " + wanted);
    }

    private static void await(CountDownLatch forever) {
      try {
        forever.await();
      } catch (InterruptedException told) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private final class Router implements Traffic {
    private int percent;

    @Override
    public Reading read() {
      return new Reading(new Weight(percent), "started 1", Optional.empty());
    }

    @Override
    public void write(Weight share) {
      percent = share.percent();
      done.add("traffic " + percent);
    }

    @Override
    public void clearMark() {}
  }

  private Weight read() {
    return traffic.read().share();
  }

  @Test
  void readsBackWhatWasWritten() {
    for (Weight share :
        List.of(
            Weight.ALL.hidden(),
            Weight.ALL.showing(10),
            Weight.ALL.showing(1, 0),
            Weight.ALL.showing(1, 50),
            Weight.ALL,
            Weight.ALL.hidden(),
            Weight.NONE)) {
      traffic.write(share);
      assertEquals(share, read());
    }
  }

  @Test
  void whatWasTurnedOnLastIsHiddenFirst() {
    traffic.write(Weight.ALL);
    done.clear();

    traffic.write(Weight.ALL.hidden());

    assertEquals(List.of("second 0", "first 0", "traffic 100"), done);
  }

  @Test
  void whatIsOutOfTurnIsMoreThanWasWantedOrLessButNeverAsWanted() {
    traffic.write(Weight.ALL.hidden());
    second.write(20);
    assertTrue(read().isAbove(Weight.ALL.hidden()), "somebody turned the second one up");

    traffic.write(Weight.ALL.showing(10));
    second.write(5);
    assertTrue(read().isAbove(Weight.ALL.showing(10)));

    traffic.write(Weight.ALL.showing(1, 10));
    first.write(0);
    assertTrue(read().isBelow(Weight.ALL.showing(1, 10)), "somebody turned the first one off");
  }

  @Test
  void oneThatCannotBeTurnedOffKeepsNeitherTheOtherNorAnybodyOnIt() {
    traffic.write(Weight.ALL);
    first.refuses = Optional.of(new OutsideFailure("flags", "set flag first", "no"));

    assertThrows(OutsideFailure.class, () -> traffic.write(Weight.NONE));

    assertEquals(0, second.read());
    assertEquals(0, router.percent);
    assertTrue(read().isAbove(Weight.NONE), "and it is said that the first one is on");
  }

  @Test
  @Timeout(60)
  void oneThatHangsKeepsNeitherTheOtherNorAnybodyOnIt() {
    traffic.write(Weight.ALL);
    CountDownLatch forever = new CountDownLatch(1);
    second.hangs = Optional.of(forever);

    new FlaggedTraffic(router, List.of(first, second), Duration.ofMillis(10)).write(Weight.NONE);

    assertEquals(0, router.percent);
    assertEquals(100, second.read());
    while (first.read() > 0) {
      Thread.onSpinWait();
    }
    forever.countDown();
  }

  @Test
  void nothingIsTurnedUpWhereSomethingElseCouldNotBeTurnedDown() {
    traffic.write(Weight.ALL.hidden());
    second.write(30);
    second.refuses = Optional.of(new OutsideFailure("flags", "set flag second", "no"));

    assertThrows(OutsideFailure.class, () -> traffic.write(Weight.ALL.showing(10)));

    assertEquals(0, first.read());
  }
}
