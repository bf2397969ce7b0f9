package dev.slipway.bot.marker;

import dev.slipway.bot.news.Carried;
import dev.slipway.bot.news.Carrier;
import dev.slipway.bot.news.Letter;
import dev.slipway.catalog.MarkerSettings;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.notice.Marker;
import dev.slipway.notice.News;
import dev.slipway.notice.Newsroom;
import dev.slipway.notice.Outbox;
import dev.slipway.notice.Redaction;
import dev.slipway.notice.ReleaseTrace;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Sends what there is to tell of a release as spans of one trace. Every id follows from the
 * release, so what is sent again, because an answer was lost, is the same span once more.
 */
final class OtlpCarrier implements Carrier {
  static final String CHANNEL = Newsroom.MARKER + "otlp";

  private final Collector collector;
  private final Redaction redaction;

  OtlpCarrier(MarkerSettings.Otlp settings, Map<String, String> environment, Redaction redaction) {
    this.collector = new Collector(settings, environment);
    this.redaction = redaction;
  }

  @Override
  public String beginning() {
    return CHANNEL;
  }

  /** Each tells spans that no other does. */
  @Override
  public boolean newestOnly() {
    return false;
  }

  /** Nobody subscribes to markers: every release has a trace. */
  @Override
  public List<Outbox.Line> lines(ReleaseRecord release, News news, Instant now) {
    return Marker.line(CHANNEL, release, news, now).stream().toList();
  }

  @Override
  public Carried carry(Letter letter) {
    Optional<ReleaseTrace> trace = ReleaseTrace.after(letter.release(), letter.news());
    return trace
        .map(told -> collector.take(TracedSpan.of(letter.release(), told, redaction), told.id()))
        .orElseGet(() -> new Carried.Never("it is no marker"));
  }
}
