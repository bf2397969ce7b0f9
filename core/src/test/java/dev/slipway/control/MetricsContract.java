package dev.slipway.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.control.port.Metrics;
import dev.slipway.health.Measure;
import dev.slipway.health.Side;
import dev.slipway.health.Signal;
import dev.slipway.health.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * What judging relies on, wherever figures come from. Users are on both versions, and both are
 * well.
 */
@Tag("X3")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
public abstract class MetricsContract {
  private static final Duration WINDOW = Duration.ofSeconds(30);

  protected abstract Metrics metrics();

  /** A few more users come, where they do not come by themselves. */
  protected abstract void usersCome();

  /** From now on the new version fails for everybody. */
  protected abstract void newVersionFails();

  /** From now on the source cannot be asked. */
  protected abstract void fallsSilent();

  private Snapshot seen() {
    usersCome();
    return metrics().read(Instant.now(), WINDOW);
  }

  private static Optional<Measure> errors(Snapshot seen, Side side) {
    return seen.of(Signal.ERROR_RATE, side);
  }

  private static boolean isUsed(Snapshot seen) {
    return Stream.of(Side.BASELINE, Side.CANARY)
        .allMatch(side ->
            seen.requests(side) > 5
                && seen.of(Signal.LATENCY_P95, side)
                    .filter(one -> one.value().isPresent())
                    .isPresent());
  }

  @Test
  void measuresBothVersionsThatUsersAreOn() {
    until(() -> isUsed(seen()));
    Instant at = Instant.now();
    Snapshot seen = metrics().read(at, WINDOW);
    assertEquals(at, seen.at());
    assertEquals(WINDOW, seen.window());
    assertInstanceOf(Snapshot.Provider.Answered.class, seen.provider());
    for (Side side : List.of(Side.BASELINE, Side.CANARY)) {
      Measure errors = errors(seen, side).orElseThrow();
      assertTrue(errors.value().orElseThrow() < 0.1, errors::toString);
      assertTrue(
          seen.of(Signal.LATENCY_P95, side).orElseThrow().value().orElseThrow() >= 0,
          seen::toString);
      assertTrue(
          seen.of(Signal.TRAFFIC, side).orElseThrow().value().orElseThrow() > 0, seen::toString);
    }
  }

  @Test
  void findsWhichVersionFails() {
    until(() -> isUsed(seen()));
    newVersionFails();
    until(() -> errors(seen(), Side.CANARY).filter(one -> one.events() > 5).isPresent());
    Snapshot seen = seen();
    Measure broken = errors(seen, Side.CANARY).orElseThrow();
    assertEquals(broken.events() / (double) broken.requests(), broken.value().orElseThrow(), 1e-9);
    assertTrue(errors(seen, Side.BASELINE).orElseThrow().value().orElseThrow() < 0.1);
  }

  @Test
  void whatIsCountedInPartsIsCountedOnce() {
    Instant from = Instant.now();
    until(() -> isUsed(seen()));
    Instant to = Instant.now();
    Instant middle = from.plus(Duration.between(from, to).dividedBy(2));
    // Late samples of these moments are there by then.
    until(() -> Instant.now().isAfter(to.plusSeconds(2)));
    Metrics metrics = metrics();
    assertEquals(
        metrics.tally(Side.CANARY, from, to).requests(),
        metrics.tally(Side.CANARY, from, middle).requests()
            + metrics.tally(Side.CANARY, middle, to).requests());
    assertEquals(new Metrics.Tally(0, 0), metrics.tally(Side.CANARY, to, from));
  }

  /** The last one: what comes back leaves a gap in what the others would count. */
  @Test
  @Order(Integer.MAX_VALUE)
  void silenceIsNeitherHealthNorZero() {
    until(() -> isUsed(seen()));
    fallsSilent();
    until(() -> seen().provider() instanceof Snapshot.Provider.Silent);
    Snapshot silent = metrics().read(Instant.now(), WINDOW);
    assertEquals(List.of(), silent.measures());
    assertTrue(
        !assertInstanceOf(Snapshot.Provider.Silent.class, silent.provider()).why().isBlank());
  }

  private static void until(Supplier<Boolean> condition) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!condition.get()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("did not happen within a minute");
      }
      try {
        Thread.sleep(50);
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        throw new AssertionError(interrupted);
      }
    }
  }
}
