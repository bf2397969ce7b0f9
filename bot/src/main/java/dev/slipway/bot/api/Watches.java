package dev.slipway.bot.api;

import dev.slipway.Slipway;
import dev.slipway.bot.api.Doorway.Visitor;
import dev.slipway.command.ExitCode;
import dev.slipway.command.remote.LineAnswer;
import dev.slipway.command.remote.RecordJson;
import dev.slipway.command.remote.Sighting;
import dev.slipway.control.Answer;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.view.RefusalView;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.Optional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** A release on its way as server-sent events, one frame at a time, until it is over. */
@RestController
class Watches {
  private final Slipway slipway;
  private final Streams streams;
  private final TargetLooks targets;

  Watches(Slipway slipway, Streams streams) {
    this.slipway = slipway;
    this.streams = streams;
    this.targets =
        new TargetLooks(
            release -> slipway.desk().running(release),
            question -> Thread.ofVirtual().name("target-look").start(question));
  }

  @GetMapping("/api/v1/watch/{service}/{number}")
  Object watch(
      HttpServletRequest request, @PathVariable String service, @PathVariable String number) {
    Answer<ReleaseRecord> found =
        slipway.desk().lookup().find(service + "/" + number, Optional.empty());
    return switch (found) {
      case Answer.No<ReleaseRecord> no -> {
        ExitCode exit = ExitCode.of(no.refusal().kind());
        yield Replies.refused(
            Replies.status(exit.code()), LineAnswer.refused(RefusalView.of(no.refusal()), exit));
      }
      case Answer.Yes<ReleaseRecord> yes ->
          streams.open(
              Visitor.of(request).bearer(),
              request.getHeader("Authorization"),
              new Frames(yes.value()));
    };
  }

  /** One frame after the other, each with what is new of the story. */
  private final class Frames implements Streams.Source {
    private ReleaseRecord release;
    private int told;

    Frames(ReleaseRecord release) {
      this.release = release;
    }

    @Override
    public Optional<Streams.Piece> next() {
      release = slipway.desk().renew(release);
      Instant now = slipway.desk().now();
      Sighting frame = Sighting.of(slipway.desk(), release, targets.of(release, now), told, now);
      told = frame.told();
      return Optional.of(new Streams.Piece("sighting", RecordJson.write(frame), frame.over()));
    }
  }
}
