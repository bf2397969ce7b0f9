package dev.slipway.control;

import dev.slipway.control.port.Checkpoints;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.rollout.Finished;
import dev.slipway.rollout.Kept;
import dev.slipway.rollout.RolledBack;
import dev.slipway.rollout.RollingBack;
import dev.slipway.rollout.State;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * Compares the configuration with the checkpoint when a release turns back and when it ends: what
 * somebody changed meanwhile, going back does not undo.
 */
final class ConfigurationWatch {
  private final Checkpoints checkpoints;
  private final Executor executor;
  private Optional<CompletableFuture<Optional<String>>> asked = Optional.empty();
  private Optional<String> told = Optional.empty();
  private boolean turned;
  private boolean ended;

  ConfigurationWatch(Checkpoints checkpoints, Executor executor) {
    this.checkpoints = checkpoints;
    this.executor = executor;
  }

  /** Whether an answer is still awaited that would be lost. */
  boolean isAwaited() {
    return asked.isPresent();
  }

  /** What differs, in words, once; empty when nothing does, or nothing new. */
  Optional<String> look(ReleaseRecord record) {
    if (asked.isEmpty() && isDue(record.state())) {
      asked =
          record
              .kept(Kept.Checkpoint.class)
              .map(ReleaseRecord.Saved::what)
              .filter(checkpoint -> !checkpoint.configuration().isEmpty())
              .map(checkpoint ->
                  CompletableFuture.supplyAsync(() -> compared(checkpoint), executor));
    }
    if (asked.isEmpty() || !asked.get().isDone()) {
      return Optional.empty();
    }
    Optional<String> words = asked.get().join();
    asked = Optional.empty();
    Optional<String> news = words.equals(told) ? Optional.empty() : words;
    told = words;
    return news;
  }

  private boolean isDue(State state) {
    boolean back = state instanceof RollingBack && !turned;
    boolean over = (state instanceof Finished || state instanceof RolledBack) && !ended;
    turned |= back;
    ended |= over;
    return back || over;
  }

  private Optional<String> compared(Kept.Checkpoint checkpoint) {
    try {
      List<String> changed = checkpoint.changed(checkpoints.configuration());
      return changed.isEmpty()
          ? Optional.empty()
          : Optional.of(
              "configuration changed since the checkpoint: " + String.join(", ", changed));
    } catch (RuntimeException silent) {
      return Optional.of(
          "nobody sees whether the configuration changed since the checkpoint: "
              + silent.getMessage());
    }
  }
}
