package dev.slipway.bot.api;

import dev.slipway.Slipway;
import dev.slipway.bot.api.Doorway.Visitor;
import dev.slipway.command.ExitCode;
import dev.slipway.command.remote.LineAnswer;
import dev.slipway.command.remote.RecordJson;
import dev.slipway.command.remote.Sighting;
import dev.slipway.control.Answer;
import dev.slipway.control.Desk;
import dev.slipway.control.Tokens;
import dev.slipway.control.port.Deployment;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.view.RefusalView;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** A release on its way as server-sent events, one frame at a time, until it is over. */
@RestController
class Watches {
  private static final Duration LOOK = Duration.ofMillis(500);
  private static final int ASK_TARGET = 10;
  private static final int ASK_TOKEN = 20;
  private static final int MOST_OF_ONE = 20;
  private final Slipway slipway;
  private final Set<Thread> open = ConcurrentHashMap.newKeySet();
  private final Map<String, Integer> perPerson = new ConcurrentHashMap<>();
  private volatile boolean closing;

  Watches(Slipway slipway) {
    this.slipway = slipway;
  }

  @GetMapping("/api/v1/watch/{service}/{number}")
  Object watch(
      HttpServletRequest request, @PathVariable String service, @PathVariable String number) {
    Tokens.Bearer.Known bearer = Visitor.of(request).bearer();
    Desk desk = slipway.desk();
    Answer<ReleaseRecord> found = desk.lookup().find(service + "/" + number, Optional.empty());
    if (found instanceof Answer.No<ReleaseRecord> no) {
      ExitCode exit = ExitCode.of(no.refusal().kind());
      return Replies.refused(
          Replies.status(exit.code()), LineAnswer.refused(RefusalView.of(no.refusal()), exit));
    }
    ReleaseRecord release = ((Answer.Yes<ReleaseRecord>) found).value();
    if (perPerson.merge(bearer.person().id(), 1, Integer::sum) > MOST_OF_ONE) {
      left(bearer);
      return tooMany();
    }
    SseEmitter emitter = new SseEmitter(0L);
    Thread thread =
        Thread.ofVirtual()
            .name("watch-" + release.id())
            .unstarted(() -> frames(emitter, release, bearer, request.getHeader("Authorization")));
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
            "You watch " + MOST_OF_ONE + " releases already.",
            "",
            "close one of those views"));
  }

  private void left(Tokens.Bearer.Known bearer) {
    var unused =
        perPerson.computeIfPresent(
            bearer.person().id(), (person, count) -> count > 1 ? count - 1 : null);
  }

  private void frames(
      SseEmitter emitter, ReleaseRecord release, Tokens.Bearer.Known bearer, String presented) {
    AtomicReference<Optional<Deployment.Running>> running = new AtomicReference<>(Optional.empty());
    try {
      ReleaseRecord now = release;
      int told = 0;
      for (int look = 0; !closing; look++) {
        if (look % ASK_TARGET == 0) {
          ReleaseRecord asked = now;
          // A target may take its time: the view does not wait for it.
          Thread.ofVirtual().start(() -> running.set(slipway.desk().running(asked)));
        }
        if (look % ASK_TOKEN == ASK_TOKEN - 1 && !isStillIn(presented)) {
          break;
        }
        now = slipway.desk().renew(now);
        Sighting frame =
            Sighting.of(slipway.desk(), now, running.get(), told, slipway.desk().now());
        told = frame.told();
        emitter.send(
            SseEmitter.event()
                .name("sighting")
                .data(RecordJson.write(frame), MediaType.TEXT_PLAIN));
        if (frame.over()) {
          break;
        }
        Thread.sleep(LOOK);
      }
      emitter.complete();
    } catch (IOException | IllegalStateException gone) {
      // Whoever watched has left.
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

  private boolean isStillIn(String presented) {
    return slipway.desk().tokens().bearer(presented.substring("Bearer ".length()).strip())
        instanceof Tokens.Bearer.Known;
  }

  /** A server that ends does not wait for views: shells look elsewhere. */
  @EventListener
  void close(ContextClosedEvent closed) {
    closing = true;
    open.forEach(Thread::interrupt);
  }
}
