package dev.slipway.bot.api;

import dev.slipway.Slipway;
import dev.slipway.bot.api.Doorway.Visitor;
import dev.slipway.command.remote.Bearing;
import dev.slipway.command.remote.Bearings;
import dev.slipway.command.remote.JournalFeed;
import dev.slipway.command.remote.News;
import dev.slipway.command.remote.RecordJson;
import dev.slipway.command.remote.Tidings;
import dev.slipway.release.ReleaseId;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What an open shell tells above its prompt, and in it, as server-sent events. */
@RestController
class NewsToShells {
  /** So often at least, that whoever listens knows that somebody speaks. */
  private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(5);

  /** What was written right before the last word may have been heard after it. */
  private static final Duration NOT_YET_HEARD = Duration.ofSeconds(2);

  /** Who was away for longer reads the history. */
  private static final Duration FARTHEST = Duration.ofHours(1);

  private final Slipway slipway;
  private final Streams streams;
  private final NewsRoom room;

  NewsToShells(Slipway slipway, Streams streams, NewsRoom room) {
    this.slipway = slipway;
    this.streams = streams;
    this.room = room;
  }

  /**
   * @param inUse the release that the prompt names
   * @param since what happened after this moment is told first
   */
  @GetMapping("/api/v1/news")
  Object news(
      HttpServletRequest request,
      @RequestParam(defaultValue = "") String inUse,
      @RequestParam(defaultValue = "") String since) {
    Shell shell = new Shell(ReleaseId.parse(inUse), moment(since));
    return streams.open(Visitor.of(request).bearer(), request.getHeader("Authorization"), shell);
  }

  private static Optional<Instant> moment(String text) {
    try {
      return text.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(text));
    } catch (DateTimeParseException none) {
      return Optional.empty();
    }
  }

  /** One shell that listens. */
  private final class Shell implements Streams.Source {
    private final Ear ear = room.listen();
    private final Bearings bearings = new Bearings(slipway.desk());
    private final Optional<ReleaseId> inUse;
    private Optional<Instant> since;
    private Optional<Bearing> said = Optional.empty();
    private Instant spoke = Instant.EPOCH;

    Shell(Optional<ReleaseId> inUse, Optional<Instant> since) {
      this.inUse = inUse;
      this.since = since;
    }

    @Override
    public Optional<Streams.Piece> next() {
      Instant now = slipway.desk().now();
      List<News> news = new ArrayList<>();
      since
          .filter(moment -> moment.isAfter(now.minus(FARTHEST)))
          .ifPresent(moment ->
              news.addAll(JournalFeed.since(slipway.desk(), moment.minus(NOT_YET_HEARD))));
      since = Optional.empty();
      Optional<List<News>> heard = ear.take();
      if (heard.isEmpty()) {
        return Optional.of(new Streams.Piece("behind", "", true));
      }
      news.addAll(heard.get());
      Optional<Bearing> bearing = inUse.flatMap(bearings::of);
      boolean quiet =
          news.isEmpty() && bearing.equals(said) && now.isBefore(spoke.plus(SIGN_OF_LIFE));
      if (quiet) {
        return Optional.empty();
      }
      said = bearing;
      spoke = now;
      return Optional.of(
          new Streams.Piece("tidings", RecordJson.write(new Tidings(now, news, bearing)), false));
    }

    @Override
    public void close() {
      room.leave(ear);
    }
  }
}
