package dev.slipway.bot.conversation;

import dev.slipway.control.Desk;
import dev.slipway.notice.ChatBook;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Which click opens its form: of an event that comes again, and of two clicks in one second, the
 * first, whichever server hears it. A form opens within three seconds or never, so the store is
 * waited for a moment only; without its word the form opens.
 */
final class FirstClicks {
  private static final Duration PATIENCE = Duration.ofMillis(700);
  private static final int REMEMBERED = 1_000;

  private final ChatBook book;
  private final Desk desk;

  /** What this server heard lately, for when the store does not answer. */
  private final Map<String, Boolean> lately =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
          return size() > REMEMBERED;
        }
      };

  FirstClicks(ChatBook book, Desk desk) {
    this.book = book;
    this.desk = desk;
  }

  boolean take(Incoming.Pressed pressed) {
    String event = pressed.by().platform() + ":" + pressed.event();
    String click =
        "click " + pressed.by().key() + " " + pressed.on().id() + " " + pressed.press().code();
    // Taken for this second and the next, so that no second's end lies between two clicks.
    long second = desk.now().getEpochSecond();
    String now = click + " " + second;
    String next = click + " " + (second + 1);
    return isNew(List.of(event, now), next) && isFirst(List.of(event, now), next);
  }

  private boolean isNew(List<String> names, String next) {
    synchronized (lately) {
      boolean known = names.stream().anyMatch(lately::containsKey);
      names.forEach(name -> lately.put(name, true));
      lately.put(next, true);
      return !known;
    }
  }

  private boolean isFirst(List<String> names, String next) {
    CompletableFuture<Boolean> answer = new CompletableFuture<>();
    Thread unused =
        Thread.ofVirtual()
            .start(() -> {
              try {
                // One after the other: whoever is second for the event takes nothing from the
                // first.
                boolean first = names.stream().allMatch(name -> book.isFirst(name, desk.now()));
                if (first) {
                  boolean unusedAnswer = book.isFirst(next, desk.now());
                }
                answer.complete(first);
              } catch (RuntimeException silent) {
                answer.complete(true);
              }
            });
    try {
      return answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
      return true;
    } catch (ExecutionException | TimeoutException slow) {
      return true;
    }
  }
}
