package dev.slipway.bot.news;

import dev.slipway.journal.ReleaseRecord;
import dev.slipway.journal.StreamName;
import dev.slipway.notice.News;
import dev.slipway.notice.Outbox;
import dev.slipway.notice.Outbox.Line;
import dev.slipway.notice.TestCall;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives one carrier its letters: those that are due, most urgent first, and of one release in
 * order. What is not taken is tried again after growing pauses.
 */
final class NewsPump {
  private static final Logger LOG = LoggerFactory.getLogger(NewsPump.class);

  /**
   * With the usual pauses of 1, 2, 4 … 60 minutes: two days, after which it is no news any more.
   */
  private static final int MOST_ATTEMPTS = 54;

  private static final Duration FIRST_AWAY = Duration.ofSeconds(5);
  private static final Duration LONGEST_AWAY = Duration.ofMinutes(2);

  private final Carrier carrier;
  private final NewsTeller releases;
  private final Outbox outbox;
  private final BooleanSupplier ours;
  private Instant awayUntil = Instant.EPOCH;
  private int awayInARow;

  /**
   * @param ours asked before each letter: whether this server still is the one that carries
   */
  NewsPump(Carrier carrier, NewsTeller releases, Outbox outbox, BooleanSupplier ours) {
    this.carrier = carrier;
    this.releases = releases;
    this.outbox = outbox;
    this.ours = ours;
  }

  /** One round: every letter that is due, until the carrier is away. */
  void turn(Instant now) throws InterruptedException {
    if (awayUntil.isAfter(now)) {
      return;
    }
    List<Line> due = due(now);
    Map<StreamName, Optional<ReleaseRecord>> known = new HashMap<>();
    try {
      for (Line line : due) {
        Optional<ReleaseRecord> release = known.computeIfAbsent(line.stream(), releases::release);
        if (!ours.getAsBoolean() || !carry(line, release, now)) {
          return;
        }
      }
    } finally {
      if (!due.isEmpty()) {
        carrier.rest();
      }
    }
  }

  private List<Line> due(Instant now) {
    List<Line> open =
        outbox.openOf(carrier.beginning()).stream()
            .filter(line -> carrier.takes(line.channel()))
            .toList();
    return carrier.newestOnly() ? newest(open, now) : first(open, now);
  }

  /** Where one reader waits for several about a release, the newest says it all. */
  private List<Line> newest(List<Line> open, Instant now) {
    Map<Reading, Line> newest = new HashMap<>();
    open.stream()
        .filter(line -> !line.due().isAfter(now))
        .forEach(line ->
            newest.merge(
                Reading.of(line),
                line,
                (one, other) -> one.sequence() > other.sequence() ? one : other));
    List<Line> left = new ArrayList<>();
    for (Line line : open) {
      Line last = newest.get(Reading.of(line));
      if (line.equals(last)) {
        left.add(line);
      } else if (last != null && line.sequence() < last.sequence()) {
        outbox.keep(line.in(Line.State.DROPPED));
      }
    }
    return left;
  }

  /** The oldest of each reader and release; the next one follows when that has gone out. */
  private static List<Line> first(List<Line> open, Instant now) {
    Map<Reading, Line> oldest = new HashMap<>();
    open.forEach(line ->
        oldest.merge(
            Reading.of(line),
            line,
            (one, other) -> one.sequence() < other.sequence() ? one : other));
    Set<Line> heads = new HashSet<>(oldest.values());
    return open.stream().filter(heads::contains).filter(line -> !line.due().isAfter(now)).toList();
  }

  /** All that one reader is told of one release. */
  private record Reading(String channel, StreamName stream) {
    static Reading of(Line line) {
      return new Reading(line.channel(), line.stream());
    }
  }

  /** Whether to go on with the next one. */
  private boolean carry(Line line, Optional<ReleaseRecord> release, Instant now)
      throws InterruptedException {
    Optional<News> news = release.flatMap(known -> News.at(known, line.sequence()));
    Optional<TestCall> call = TestCall.of(line.stream());
    if (call.isEmpty() && (release.isEmpty() || news.isEmpty())) {
      outbox.keep(line.later(now, Line.State.DEAD, "it is about nothing this Slipway knows"));
      return true;
    }
    Line sent = line.sent(line.due());
    outbox.keep(sent);
    return switch (carried(line, release, news, call, now)) {
      case Carried.There there -> {
        awayInARow = 0;
        outbox.keep(sent.posted(there.id()));
        yield true;
      }
      case Carried.NotNow notNow -> {
        awayInARow = 0;
        outbox.keep(again(sent, notNow, now));
        yield true;
      }
      case Carried.Never never -> {
        awayInARow = 0;
        outbox.keep(sent.later(now, Line.State.DEAD, never.why()));
        yield true;
      }
      case Carried.Away away -> {
        outbox.keep(line.later(line.due(), Line.State.WAITING, away.why()));
        awayUntil = now.plus(pause(FIRST_AWAY, LONGEST_AWAY, awayInARow++));
        LOG.warn("news waits: {}", away.why());
        yield false;
      }
    };
  }

  private Carried carried(
      Line line,
      Optional<ReleaseRecord> release,
      Optional<News> news,
      Optional<TestCall> call,
      Instant now)
      throws InterruptedException {
    try {
      return call.isPresent()
          ? carrier.test(new Trial(id(line), to(line), call.get().by(), now))
          : carrier.carry(letter(line, release.orElseThrow(), news.orElseThrow(), now));
    } catch (RuntimeException broken) {
      LOG.error("a letter broke off; tried again", broken);
      return new Carried.NotNow(
          "it broke off: " + broken.getClass().getSimpleName(), Optional.empty());
    }
  }

  private Line again(Line sent, Carried.NotNow notNow, Instant now) {
    if (sent.attempts() >= MOST_ATTEMPTS) {
      return sent.later(now, Line.State.DEAD, notNow.why());
    }
    Duration own = carrier.pause(sent.attempts());
    Duration asked = notNow.after().orElse(own);
    return sent.later(
        now.plus(asked.compareTo(own) > 0 ? asked : own), Line.State.WAITING, notNow.why());
  }

  private static Duration pause(Duration first, Duration longest, int before) {
    Duration pause = first.multipliedBy(1L << Math.min(10, Math.max(0, before)));
    return pause.compareTo(longest) > 0 ? longest : pause;
  }

  private Letter letter(Line line, ReleaseRecord release, News news, Instant now) {
    String[] body = line.body().split(" ", -1);
    return new Letter(
        id(line),
        to(line),
        List.of(body).subList(Math.min(1, body.length), body.length),
        release,
        news,
        now,
        line);
  }

  private static String id(Line line) {
    String key = line.channel() + "\n" + line.stream() + "\n" + line.sequence();
    return UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8)).toString();
  }

  private String to(Line line) {
    return line.channel().substring(carrier.beginning().length());
  }
}
