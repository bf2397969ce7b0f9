package dev.slipway.bot.marker;

import dev.slipway.bot.news.Carried;
import dev.slipway.bot.news.Carrier;
import dev.slipway.bot.news.Letter;
import dev.slipway.catalog.MarkerSettings;
import dev.slipway.control.port.Calls;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.notice.Marker;
import dev.slipway.notice.News;
import dev.slipway.notice.Newsroom;
import dev.slipway.notice.Outbox;
import dev.slipway.notice.Redaction;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Has one annotation for each release stand in Grafana as the release stands. It is looked for
 * before it is made, so an answer that was lost makes no second one, and one that was made by a
 * server that died is ended by another.
 */
final class GrafanaCarrier implements Carrier {
  static final String CHANNEL = Newsroom.MARKER + "grafana";

  private final MarkerSettings.Grafana settings;
  private final Grafana grafana;
  private final Redaction redaction;

  GrafanaCarrier(MarkerSettings.Grafana settings, Calls calls, Redaction redaction) {
    this.settings = settings;
    this.grafana = new Grafana(calls, settings.reach());
    this.redaction = redaction;
  }

  @Override
  public String beginning() {
    return CHANNEL;
  }

  /** Each says the whole: how the release stands, and since when. */
  @Override
  public boolean newestOnly() {
    return true;
  }

  /** Nobody subscribes to markers: every release has one. */
  @Override
  public List<Outbox.Line> lines(ReleaseRecord release, News news, Instant now) {
    return Marker.line(CHANNEL, release, news, now).stream().toList();
  }

  @Override
  public Carried carry(Letter letter) {
    Optional<Annotation> annotation =
        Marker.after(letter.release(), letter.news())
            .map(marker -> Annotation.of(marker, settings.dashboard(), settings.tags(), redaction));
    if (annotation.isEmpty()) {
      return new Carried.Never("it is no marker");
    }
    try {
      return new Carried.There(Long.toString(stands(annotation.get())));
    } catch (Grafana.Trouble trouble) {
      String why = String.valueOf(trouble.getMessage());
      return switch (trouble.kind()) {
        case AWAY -> new Carried.Away(why);
        case AGAIN -> new Carried.NotNow(why, Optional.empty());
        case REFUSED -> new Carried.Never(why);
      };
    }
  }

  private long stands(Annotation annotation) throws Grafana.Trouble {
    List<Long> there = grafana.find(annotation.key());
    for (long id : there) {
      grafana.change(id, annotation.change());
    }
    return there.isEmpty() ? grafana.add(annotation.body()) : there.getFirst();
  }
}
