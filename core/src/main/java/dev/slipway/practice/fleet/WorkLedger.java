package dev.slipway.practice.fleet;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;

/**
 * Does each piece of keyed work once: whoever asks again with the same key waits for the first and
 * gets its result.
 */
final class WorkLedger {
  interface Work {
    WorkResult perform() throws InterruptedException;
  }

  private record Entry(String what, CompletableFuture<WorkResult> result) {}

  private final Map<String, Entry> byKey = new ConcurrentHashMap<>();

  /**
   * @param what the work in words; the same key for other work is refused
   */
  WorkResult once(String key, String what, Work work) throws InterruptedException {
    Entry own = new Entry(what, new CompletableFuture<>());
    Entry first = byKey.putIfAbsent(key, own);
    if (first != null) {
      if (!first.what().equals(what)) {
        throw new Refusal(409, "the key \"" + key + "\" was used for: " + first.what());
      }
      return awaited(first);
    }
    try {
      WorkResult result = work.perform();
      own.result().complete(result);
      return result;
    } catch (InterruptedException | RuntimeException broken) {
      own.result()
          .complete(
              new WorkResult(false, true, "the practice fleet broke off: " + broken.getMessage()));
      throw broken;
    }
  }

  private static WorkResult awaited(Entry entry) throws InterruptedException {
    try {
      return entry.result().get();
    } catch (ExecutionException never) {
      throw new IllegalStateException(never);
    }
  }
}
