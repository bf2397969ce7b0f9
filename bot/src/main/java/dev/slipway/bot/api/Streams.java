package dev.slipway.bot.api;

import dev.slipway.Slipway;
import dev.slipway.command.ExitCode;
import dev.slipway.control.Tokens;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Server-sent events to whoever is connected, each on a thread of its own, for as long as the token
 * is good. A server that ends says so to all of them and does not wait.
 */
@Component
class Streams {
  private static final int MOST_OF_ONE = 40;
  private static final Duration LOOK = Duration.ofMillis(500);
  private static final int ASK_TOKEN = 20;

  /** Whoever does not take a last word by then goes without. */
  private static final Duration FAREWELL = Duration.ofSeconds(2);

  private final Slipway slipway;
  private final Set<Thread> open = ConcurrentHashMap.newKeySet();
  private final Map<String, Integer> perPerson = new ConcurrentHashMap<>();
  private final CountDownLatch closing = new CountDownLatch(1);

  Streams(Slipway slipway) {
    this.slipway = slipway;
  }

  /** What there is to be sent, asked twice a second. */
  interface Source extends AutoCloseable {
    /**
     * @return empty when there is nothing new
     */
    Optional<Piece> next();

    /** Nobody listens any more. */
    @Override
    default void close() {}
  }

  /**
   * @param last whether nothing comes after it
   */
  record Piece(String name, String json, boolean last) {}

  /**
   * @param presented the header in which the token came
   */
  Object open(Tokens.Bearer.Known bearer, String presented, Source source) {
    if (perPerson.merge(bearer.person().id(), 1, Integer::sum) > MOST_OF_ONE) {
      left(bearer);
      source.close();
      return tooMany();
    }
    SseEmitter emitter = new SseEmitter(0L);
    Thread thread =
        Thread.ofVirtual()
            .name("stream-to-" + bearer.person().id())
            .unstarted(() -> send(emitter, source, bearer, presented));
    open.add(thread);
    thread.start();
    return ResponseEntity.ok()
        .header("Cache-Control", "no-store")
        .header("X-Accel-Buffering", "no")
        .body(emitter);
  }

  private static ResponseEntity<String> tooMany() {
    return Replies.refused(
        HttpStatus.TOO_MANY_REQUESTS,
        Replies.no(
            "E-API-06",
            ExitCode.CONFLICT,
            MOST_OF_ONE + " of your shells and views are open already.",
            "",
            "close one of them"));
  }

  private void left(Tokens.Bearer.Known bearer) {
    var unused =
        perPerson.computeIfPresent(
            bearer.person().id(), (person, count) -> count > 1 ? count - 1 : null);
  }

  private void send(
      SseEmitter emitter, Source source, Tokens.Bearer.Known bearer, String presented) {
    try (source) {
      pieces(emitter, source, presented);
      emitter.complete();
    } catch (IOException | IllegalStateException gone) {
      // Whoever listened has left.
      emitter.complete();
    } catch (InterruptedException ending) {
      emitter.complete();
    } catch (RuntimeException broken) {
      emitter.completeWithError(broken);
    } finally {
      open.remove(Thread.currentThread());
      left(bearer);
    }
  }

  private void pieces(SseEmitter emitter, Source source, String presented)
      throws IOException, InterruptedException {
    for (int look = 1; ; look++) {
      Optional<Piece> piece = source.next();
      if (piece.isPresent()) {
        emitter.send(
            SseEmitter.event()
                .name(piece.get().name())
                .data(piece.get().json(), MediaType.TEXT_PLAIN));
        if (piece.get().last()) {
          return;
        }
      }
      if (look % ASK_TOKEN == 0 && !isStillIn(presented)) {
        return;
      }
      if (closing.await(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
        emitter.send(SseEmitter.event().name("ending").data(""));
        return;
      }
    }
  }

  private boolean isStillIn(String presented) {
    return slipway.desk().tokens().bearer(presented.substring("Bearer ".length()).strip())
        instanceof Tokens.Bearer.Known;
  }

  /** Shells and views look elsewhere, and here again. */
  @EventListener
  void close(ContextClosedEvent closed) {
    closing.countDown();
    Instant end = Instant.now().plus(FAREWELL);
    try {
      for (Thread thread : open) {
        Duration left = Duration.between(Instant.now(), end);
        if (left.isPositive()) {
          var unused = thread.join(left);
        }
      }
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
  }
}
