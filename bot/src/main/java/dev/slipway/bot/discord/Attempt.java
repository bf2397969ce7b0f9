package dev.slipway.bot.discord;

import java.time.Duration;
import java.util.Optional;
import net.dv8tion.jda.api.JDA;
import net.dv8tion.jda.api.requests.RestRateLimiter;
import net.dv8tion.jda.api.requests.Route;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * How far a call has come on its way through JDA's queue. A call that waits for a rate limit was
 * not made, or was refused unseen: it can be taken back, and then nothing has happened.
 */
final class Attempt {
  private static final int TOO_MANY_REQUESTS = 429;

  private enum Stage {
    WAITING,
    UNDER_WAY,
    TAKEN_BACK
  }

  private Stage stage = Stage.WAITING;
  private long allowedFrom = System.nanoTime();

  /** Whether it was still to be made; it never will be then. */
  synchronized boolean takeBack() {
    if (stage == Stage.UNDER_WAY) {
      return false;
    }
    stage = Stage.TAKEN_BACK;
    return true;
  }

  /** How long Discord has told it to wait, of what is known. */
  synchronized Duration limitedFor() {
    return Duration.ofNanos(Math.max(0, allowedFrom - System.nanoTime()));
  }

  private synchronized boolean begin() {
    if (stage == Stage.TAKEN_BACK) {
      return false;
    }
    stage = Stage.UNDER_WAY;
    return true;
  }

  private synchronized void refused(Duration retryAfter) {
    stage = Stage.WAITING;
    allowedFrom = System.nanoTime() + retryAfter.toNanos();
  }

  private synchronized boolean isTakenBack() {
    return stage == Stage.TAKEN_BACK;
  }

  /** JDA's own limits, which a call's attempt passes under the caller's eyes, at our pace. */
  static final class Limits implements RestRateLimiter {
    private static final ThreadLocal<@Nullable Attempt> CURRENT = new ThreadLocal<>();

    private final RestRateLimiter limits;
    private final CallRate rate;

    Limits(RestRateLimiter limits, CallRate rate) {
      this.limits = limits;
      this.rate = rate;
    }

    /** JDA queues a call on the thread that makes it. */
    static void during(Attempt attempt, Runnable call) {
      CURRENT.set(attempt);
      try {
        call.run();
      } finally {
        CURRENT.remove();
      }
    }

    @Override
    public void enqueue(Work task) {
      // What JDA asks for by itself is watched by nobody, and keeps the pace as well.
      Attempt attempt = Optional.ofNullable(CURRENT.get()).orElseGet(Attempt::new);
      limits.enqueue(new Watched(task, attempt, rate));
    }

    @Override
    public void stop(boolean shutdown, Runnable callback) {
      limits.stop(shutdown, callback);
    }

    @Override
    public boolean isStopped() {
      return limits.isStopped();
    }

    @Override
    public int cancelRequests() {
      return limits.cancelRequests();
    }
  }

  private record Watched(RestRateLimiter.Work task, Attempt attempt, CallRate rate)
      implements RestRateLimiter.Work {
    @Override
    public Route.CompiledRoute getRoute() {
      return task.getRoute();
    }

    @Override
    public JDA getJDA() {
      return task.getJDA();
    }

    @Override
    public @Nullable Response execute() {
      // Discord does not count answers to interactions, and people wait for them.
      if (getRoute().getBaseRoute().isInteractionBucket()) {
        return made();
      }
      rate.await();
      try {
        return made();
      } finally {
        rate.answered(System.nanoTime());
      }
    }

    private @Nullable Response made() {
      if (!attempt.begin()) {
        task.cancel();
        return null;
      }
      Response response = task.execute();
      if (response != null && response.code() == TOO_MANY_REQUESTS) {
        attempt.refused(retryAfter(response));
      }
      return response;
    }

    private static Duration retryAfter(Response response) {
      String seconds = response.header(RestRateLimiter.RETRY_AFTER_HEADER);
      return seconds != null && seconds.matches("[0-9]{1,6}")
          ? Duration.ofSeconds(Long.parseLong(seconds))
          : Duration.ofSeconds(1);
    }

    @Override
    public boolean isSkipped() {
      if (attempt.isTakenBack()) {
        task.cancel();
      }
      return task.isSkipped();
    }

    @Override
    public boolean isDone() {
      return task.isDone();
    }

    @Override
    public boolean isPriority() {
      return task.isPriority();
    }

    @Override
    public boolean isCancelled() {
      return task.isCancelled();
    }

    @Override
    public void cancel() {
      task.cancel();
    }
  }
}
