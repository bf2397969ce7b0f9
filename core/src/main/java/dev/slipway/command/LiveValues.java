package dev.slipway.command;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Values for a key press, from sources that may be slow: a source gets so long, then what it said
 * last time is used, and what it says later is there for the next key.
 */
final class LiveValues {
  /** How long a key press may take. */
  static final Duration KEY_PRESS = Duration.ofMillis(150);

  private final Map<String, Kept> kept = new ConcurrentHashMap<>();

  /**
   * @param nanos when the values came
   */
  private record Kept(List<?> values, long nanos, CompletableFuture<List<?>> running) {}

  /**
   * @param goodFor how long values are used without asking again
   */
  <T> List<T> get(String key, Duration goodFor, Supplier<List<T>> source) {
    return get(key, goodFor, KEY_PRESS, source);
  }

  /**
   * @param patience how long the source gets now
   */
  @SuppressWarnings("unchecked") // a key always names one source, and so one type
  <T> List<T> get(String key, Duration goodFor, Duration patience, Supplier<List<T>> source) {
    Kept now =
        kept.compute(
            key,
            (name, before) -> {
              boolean fresh =
                  before != null
                      && (!before.running().isDone()
                          || System.nanoTime() - before.nanos() < goodFor.toNanos());
              if (fresh) {
                return before;
              }
              List<?> last = before == null ? List.of() : last(before);
              return new Kept(last, System.nanoTime(), ask(source));
            });
    return (List<T>) within(now, patience);
  }

  private static <T> CompletableFuture<List<?>> ask(Supplier<List<T>> source) {
    CompletableFuture<List<?>> answer = new CompletableFuture<>();
    Thread.ofVirtual()
        .name("slipway-completion")
        .start(() -> {
          try {
            answer.complete(List.copyOf(source.get()));
          } catch (RuntimeException | Error failed) {
            answer.completeExceptionally(failed);
          }
        });
    return answer;
  }

  private static List<?> within(Kept now, Duration patience) {
    try {
      return now.running().get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException late) {
      return now.values();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return now.values();
    }
  }

  /** Gives sources that were asked so long to answer after all, so that the next process knows. */
  void settle(Duration longest) {
    CompletableFuture<?>[] running =
        kept.values().stream().map(Kept::running).toArray(CompletableFuture<?>[]::new);
    try {
      CompletableFuture.allOf(running).get(longest.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException late) {
      // Then the next process asks again.
      return;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static List<?> last(Kept before) {
    boolean answered = before.running().isDone() && !before.running().isCompletedExceptionally();
    return answered ? before.running().join() : before.values();
  }
}
