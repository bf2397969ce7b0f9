package dev.slipway.shell;

import dev.slipway.command.remote.News;
import dev.slipway.shell.render.Text;
import dev.slipway.shell.render.Tone;
import dev.slipway.view.Event;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** What happened to a release, in one line with the time. */
public final class NewsLine {
  private static final DateTimeFormatter UTC =
      DateTimeFormatter.ofPattern("HH:mm:ss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private NewsLine() {}

  /** "14:47:03Z shop/42 stage 2 started: 25 %". */
  public static Text of(News news) {
    return of(news.release(), news.event());
  }

  /** The same for any event of a release. */
  public static Text of(String release, Event event) {
    Text head = Text.of(time(event.at()) + " ", Tone.LABEL).and(release + " ", Tone.SUBJECT);
    Tone tone =
        switch (event.role()) {
          case BAD -> Tone.BAD;
          case WAITING, UNKNOWN -> Tone.WAITING;
          case GOOD, MOVING, LATER, NONE -> Tone.PLAIN;
        };
    return head.and(event.words(), tone);
  }

  /** "14:47:03Z": programs and logs get UTC. */
  public static String time(Instant at) {
    return UTC.format(at);
  }
}
