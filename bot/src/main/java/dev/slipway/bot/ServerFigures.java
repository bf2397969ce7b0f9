package dev.slipway.bot;

import dev.slipway.Slipway;
import dev.slipway.bot.conversation.ChatPlatform;
import dev.slipway.control.Worker;
import dev.slipway.journal.Store;
import dev.slipway.notice.Newsroom;
import dev.slipway.notice.Outbox;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * How releases, workers and chats stand, for whoever draws curves of it. Read from the store when
 * somebody asks, at most every few seconds; what cannot be read is no number.
 */
@Component
class ServerFigures implements MeterBinder {
  private static final Duration FRESH = Duration.ofSeconds(5);
  private static final int MOST_DEAD = 1000;
  private final Slipway slipway;
  private final Worker worker;
  private final ObjectProvider<ChatPlatform> chats;
  private long read = System.nanoTime() - FRESH.toNanos();
  private Seen seen = Seen.NOTHING;

  private record Seen(
      double moving,
      double paused,
      double waiting,
      double stuck,
      double workers,
      double outboxAge,
      double dead,
      Optional<List<Outbox.Backlog>> channels,
      Instant at) {
    static final Seen NOTHING =
        new Seen(
            Double.NaN,
            Double.NaN,
            Double.NaN,
            Double.NaN,
            Double.NaN,
            Double.NaN,
            Double.NaN,
            Optional.empty(),
            Instant.EPOCH);

    /** Of channels that begin like this: how long the oldest line is late. */
    double age(String beginning) {
      return channels
          .map(all ->
              of(all, beginning)
                  .flatMap(one -> one.oldest().stream())
                  .min(Comparator.naturalOrder())
                  .map(made -> Duration.between(made, at).toMillis() / 1000.0)
                  .orElse(0.0))
          .orElse(Double.NaN);
    }

    double dead(String beginning) {
      return channels
          .map(all -> (double) of(all, beginning).mapToLong(Outbox.Backlog::dead).sum())
          .orElse(Double.NaN);
    }

    private static Stream<Outbox.Backlog> of(List<Outbox.Backlog> all, String beginning) {
      return all.stream().filter(one -> one.channel().startsWith(beginning));
    }
  }

  ServerFigures(Slipway slipway, Worker worker, ObjectProvider<ChatPlatform> chats) {
    this.slipway = slipway;
    this.worker = worker;
    this.chats = chats;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    gauge(registry, "slipway.releases.moving", "Releases on their way.", Seen::moving);
    gauge(
        registry,
        "slipway.releases.paused",
        "Of them, those that wait for a person.",
        Seen::paused);
    gauge(registry, "slipway.releases.stuck", "Of them, those stuck on the way back.", Seen::stuck);
    gauge(
        registry,
        "slipway.releases.waiting",
        "Releases planned and not started: their gates are open work.",
        Seen::waiting);
    gauge(registry, "slipway.workers", "Workers that showed a sign of life lately.", Seen::workers);
    gauge(
        registry,
        "slipway.outbox.oldest.seconds",
        "Age of the oldest line that a chat was not told yet.",
        Seen::outboxAge);
    gauge(registry, "slipway.outbox.dead", "Lines that could not be delivered.", Seen::dead);
    var unused =
        Gauge.builder("slipway.driving", worker, own -> own.driving().size())
            .description("Releases that this server drives.")
            .strongReference(true)
            .register(registry);
    chats.orderedStream().forEach(chat -> chat(registry, chat));
    for (String by : List.of(Newsroom.MAIL, Newsroom.WEBHOOK, Newsroom.CHAT, Newsroom.MARKER)) {
      String to = by.equals(Newsroom.CHAT) ? "chat" : by.substring(0, by.length() - 1);
      backlog(registry, "slipway.news", Tags.of(Tag.of("to", to)), by);
    }
  }

  private void chat(MeterRegistry registry, ChatPlatform chat) {
    Tags tags = Tags.of(Tag.of("chat", chat.name()));
    var unused =
        Gauge.builder("slipway.chat.connected", chat, one -> one.connection().up() ? 1 : 0)
            .description("Whether a chat is connected.")
            .tags(tags)
            .strongReference(true)
            .register(registry);
    backlog(registry, "slipway.chat", tags, chat.name() + ":");
  }

  private void backlog(MeterRegistry registry, String name, Tags tags, String beginning) {
    var unused =
        Gauge.builder(name + ".oldest.seconds", this, own -> own.seen().age(beginning))
            .description("Age of the oldest line that should have been told by now.")
            .tags(tags)
            .strongReference(true)
            .register(registry);
    unused =
        Gauge.builder(name + ".dead", this, own -> own.seen().dead(beginning))
            .description("Lines that will never be told.")
            .tags(tags)
            .strongReference(true)
            .register(registry);
  }

  private void gauge(
      MeterRegistry registry, String name, String words, ToDoubleFunction<Seen> figure) {
    var unused =
        Gauge.builder(name, this, own -> figure.applyAsDouble(own.seen()))
            .description(words)
            .strongReference(true)
            .register(registry);
  }

  private synchronized Seen seen() {
    if (System.nanoTime() - read >= FRESH.toNanos()) {
      read = System.nanoTime();
      try {
        seen = look();
      } catch (RuntimeException away) {
        seen = Seen.NOTHING;
      }
    }
    return seen;
  }

  private Seen look() {
    Instant now = slipway.desk().now();
    List<Store.Summary> all = slipway.desk().lookup().list(Store.Query.all());
    List<Store.Summary> moving = slipway.desk().lookup().list(Store.Query.moving());
    long fresh =
        slipway.store().read(Store.Reader::workers).stream()
            .filter(one -> Worker.isFresh(one, now))
            .count();
    Outbox outbox = slipway.outbox();
    return new Seen(
        moving.size(),
        count(moving, "Paused"),
        count(all, "Planned"),
        count(moving, "RollbackFailed"),
        fresh,
        outbox.oldest(now).map(made -> Duration.between(made, now).toMillis() / 1000.0).orElse(0.0),
        outbox.dead(MOST_DEAD).size(),
        Optional.of(outbox.backlog(now)),
        now);
  }

  private static long count(List<Store.Summary> rows, String state) {
    return rows.stream().filter(row -> row.state().split("\\.", 2)[0].equals(state)).count();
  }
}
