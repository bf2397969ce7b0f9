package dev.slipway.outside.prometheus;

import dev.slipway.control.port.OutsideFailure;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/** Questions asked at the same time. Each has its own time limit. */
final class Tasks implements AutoCloseable {
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  /** What came of a question, or why nothing did. */
  record Attempt<T>(Optional<T> value, Optional<OutsideFailure> failure) {
    static <T> Attempt<T> failed(OutsideFailure failure) {
      return new Attempt<>(Optional.empty(), Optional.of(failure));
    }

    /** Why there is no value; "" where there is one. */
    String why() {
      return failure.map(silent -> String.valueOf(silent.getMessage())).orElse("");
    }

    /**
     * @throws OutsideFailure when there is none
     */
    T get() {
      return value.orElseThrow(failure::orElseThrow);
    }
  }

  <T> Supplier<Attempt<T>> ask(Supplier<T> question) {
    Future<T> answer = threads.submit(question::get);
    return () -> {
      try {
        return new Attempt<>(Optional.of(answer.get()), Optional.empty());
      } catch (ExecutionException failed) {
        if (failed.getCause() instanceof OutsideFailure silent) {
          return Attempt.failed(silent);
        }
        throw new IllegalStateException(failed.getCause());
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
        throw new CancellationException("told to stop");
      }
    };
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
