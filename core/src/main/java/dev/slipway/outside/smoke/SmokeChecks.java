package dev.slipway.outside.smoke;

import dev.slipway.control.port.Smoke;
import dev.slipway.plan.SmokeCheck.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** Makes each check in a thread of its own, which is left behind when it is late. */
public final class SmokeChecks implements Smoke {
  private final Map<String, String> environment;
  private final Supplier<Instant> now;

  /**
   * @param environment where secrets are looked up
   * @param now tells how long a certificate still holds
   */
  public SmokeChecks(Map<String, String> environment, Supplier<Instant> now) {
    this.environment = Map.copyOf(environment);
    this.now = now;
  }

  @Override
  public Seen make(Kind.Asked check, Map<String, String> places, Duration atMost) {
    Attempt attempt = new Attempt(environment, places, atMost);
    FutureTask<String> work = new FutureTask<>(() -> made(check, attempt));
    Thread unused = Thread.ofVirtual().name("smoke").start(work);
    try {
      return new Seen(true, attempt.shown(work.get(atMost.toMillis(), TimeUnit.MILLISECONDS)));
    } catch (TimeoutException late) {
      return new Seen(false, attempt.late());
    } catch (ExecutionException failed) {
      return new Seen(false, attempt.shown(words(failed)));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return new Seen(false, "was interrupted");
    } finally {
      boolean unusedWork = work.cancel(true);
    }
  }

  private String made(Kind.Asked check, Attempt attempt) throws NotWell {
    return switch (check) {
      case Kind.Journey journey -> new Journeys(attempt).make(journey);
      case Kind.Connection connection -> Connections.make(attempt, connection);
      case Kind.Certificate certificate -> new Certificates(attempt, now.get()).make(certificate);
      case Kind.Name name -> Names.make(attempt, name);
      case Kind.Select select -> Selects.make(attempt, select);
    };
  }

  private static String words(ExecutionException failed) {
    Throwable why = Optional.ofNullable(failed.getCause()).orElse(failed);
    // What is not ours may say anything in its message, a secret too.
    return why instanceof NotWell
        ? String.valueOf(why.getMessage())
        : "broke off: " + why.getClass().getSimpleName();
  }
}
