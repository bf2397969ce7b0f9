package dev.slipway.control;

import dev.slipway.control.port.OutsideFailure;
import dev.slipway.control.port.Traffic;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Asks for the share beside the driver. A target that takes its time keeps no turn waiting: the
 * next turn hears the answer. A question that is forgotten is interrupted, and what it answers all
 * the same is never heard.
 */
final class TrafficReads {
  /** Of real time: nearly every target has answered by then. */
  static final Duration AT_ONCE = Duration.ofMillis(250);

  /** The answer is not there yet; asking again waits for the same one. */
  static final class Unanswered extends Exception {
    private static final long serialVersionUID = 1L;
  }

  private final Traffic traffic;
  private Optional<FutureTask<Traffic.Reading>> asked = Optional.empty();
  private Optional<Traffic.Reading> newest = Optional.empty();
  private Optional<Traffic.Reading> before = Optional.empty();

  TrafficReads(Traffic traffic) {
    this.traffic = traffic;
  }

  /**
   * @throws OutsideFailure when the target cannot tell
   */
  Traffic.Reading read() throws InterruptedException, Unanswered {
    FutureTask<Traffic.Reading> open = asked.orElseGet(this::ask);
    asked = Optional.of(open);
    try {
      Traffic.Reading reading = open.get(AT_ONCE.toMillis(), TimeUnit.MILLISECONDS);
      asked = Optional.empty();
      before = newest;
      newest = Optional.of(reading);
      return reading;
    } catch (TimeoutException slow) {
      throw new Unanswered();
    } catch (ExecutionException failed) {
      boolean unused = forget();
      throw fault(failed);
    } catch (InterruptedException told) {
      boolean unused = forget();
      throw told;
    }
  }

  /**
   * Whether the reading before said the same, or the next one does: one alone may have met a write
   * on its way.
   */
  boolean isProven(Traffic.Reading reading) throws InterruptedException, Unanswered {
    return before.filter(reading::equals).isPresent() || read().equals(reading);
  }

  /**
   * What was asked and answered up to now is about another share.
   *
   * @return whether an answer was still awaited
   */
  boolean forget() {
    Optional<FutureTask<Traffic.Reading>> open = asked.filter(one -> !one.isDone());
    asked.ifPresent(one -> {
      boolean unused = one.cancel(true);
    });
    asked = Optional.empty();
    newest = Optional.empty();
    before = Optional.empty();
    return open.isPresent();
  }

  private FutureTask<Traffic.Reading> ask() {
    FutureTask<Traffic.Reading> question = new FutureTask<>(traffic::read);
    Thread unused = Thread.ofVirtual().name("share").start(question);
    return question;
  }

  private static OutsideFailure fault(ExecutionException failed) {
    return switch (failed.getCause()) {
      case OutsideFailure own -> own;
      case RuntimeException broken -> new OutsideFailure("traffic", "read the share", broken);
      case Error worse -> throw worse;
      case null, default -> new OutsideFailure("traffic", "read the share", failed);
    };
  }
}
