package dev.slipway.bot.delivery;

import dev.slipway.bot.conversation.ChannelNames;
import dev.slipway.bot.conversation.Channels;
import dev.slipway.bot.conversation.ChatPlatform;
import dev.slipway.bot.conversation.Identities;
import dev.slipway.bot.conversation.Reacting;
import dev.slipway.control.Desk;
import dev.slipway.journal.Store;
import dev.slipway.notice.ChatBook;
import dev.slipway.notice.Outbox;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps every channel right: tells what the journal says and looks after what stands there. Servers
 * at one store share the channels; one that dies loses its own to the others within ten seconds.
 * Time comes from the desk; {@link #turn} is called again and again.
 */
public final class Delivery {
  private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);
  private static final Duration CLAIM = Duration.ofSeconds(8);
  private static final Duration BETWEEN_CLEANINGS = Duration.ofHours(1);

  /** No platform sends an event again after a day. */
  private static final Duration REMEMBERED = Duration.ofDays(1);

  private static final Duration AFTER_TROUBLE = Duration.ofSeconds(5);
  private static final String ROUND = "round";
  private static final Duration BETWEEN_TRIES = Duration.ofSeconds(2);

  private final Desk desk;
  private final Outbox outbox;
  private final ChatBook book;
  private final Map<String, ChatPlatform> platforms;
  private final String holder;
  private final Executor threads;
  private final Shelf shelf;
  private final Directs directs;
  private final Map<String, Poster> personally = new ConcurrentHashMap<>();
  private final Teller teller;
  private final ReactionApprovals reactions;
  private final Asks asks;
  private final Pace pace = new Pace();
  private final Charts charts = new RollbackCharts();
  private final Tallies tallies;
  private final Map<String, ChannelPump> pumps = new ConcurrentHashMap<>();
  private final Map<String, Instant> held = new HashMap<>();
  private Instant forgot = Instant.EPOCH;
  private final Map<String, Instant> asked = new HashMap<>();
  private final Map<String, Instant> rest = new ConcurrentHashMap<>();
  private final Map<String, String> troubles = new ConcurrentHashMap<>();
  private final Set<String> busy = ConcurrentHashMap.newKeySet();

  /**
   * One whose figures nobody asks for.
   *
   * @param holder names this server among those at the store
   * @param approveWith reactions that approve
   * @param threads each channel is looked after on its own
   */
  public Delivery(
      Desk desk,
      Outbox outbox,
      ChatBook book,
      List<ChatPlatform> platforms,
      String holder,
      List<String> approveWith,
      Executor threads) {
    this(
        desk,
        outbox,
        book,
        platforms,
        holder,
        approveWith,
        threads,
        new Tallies(new SimpleMeterRegistry()));
  }

  Delivery(
      Desk desk,
      Outbox outbox,
      ChatBook book,
      List<ChatPlatform> platforms,
      String holder,
      List<String> approveWith,
      Executor threads,
      Tallies tallies) {
    this.desk = desk;
    this.outbox = outbox;
    this.book = book;
    this.platforms =
        platforms.stream().collect(Collectors.toMap(ChatPlatform::name, Function.identity()));
    this.holder = holder;
    this.threads = threads;
    this.tallies = tallies;
    this.shelf = new Shelf(desk);
    this.directs = new Directs(desk, shelf, outbox);
    this.teller = new Teller(desk, shelf, outbox, book, directs, this.platforms.keySet());
    this.reactions =
        new ReactionApprovals(
            desk, shelf, book, this.platforms, new Identities(desk, names()), approveWith);
    this.asks = new Asks(shelf, book, reactions);
  }

  /** What people call channels. */
  public ChannelNames names() {
    return (platform, channel) -> {
      ChatPlatform known = platforms.get(platform);
      return known == null ? channel : known.channelName(channel);
    };
  }

  /** What is done about reactions. */
  public Reacting reacting() {
    return reactions;
  }

  /**
   * One round: at most one call in each channel. A channel whose platform takes its time holds up
   * no other one.
   */
  public void turn() {
    try {
      round();
      troubles.remove(ROUND);
    } catch (Store.Unavailable away) {
      throw away;
    } catch (Throwable broken) {
      troubles.put(ROUND, broken.toString());
      throw broken;
    }
  }

  private void round() {
    teller.tell();
    reactions.wanted(desk.gates().confirmations().wanted());
    Instant now = desk.now();
    if (!forgot.plus(BETWEEN_CLEANINGS).isAfter(now)) {
      forgot = now;
      book.forget(now.minus(REMEMBERED));
    }
    for (String channel : teller.channels()) {
      lookAfter(channel, now, () -> pumps.computeIfAbsent(channel, this::pump).step(now));
    }
    for (ChatPlatform platform : platforms.values()) {
      String people = Directs.beginning(platform.name());
      lookAfter(
          people,
          now,
          () -> directs.step(platform, personally.computeIfAbsent(people, this::poster), now));
    }
  }

  private void lookAfter(String channel, Instant now, Runnable step) {
    boolean rests = now.isBefore(rest.getOrDefault(channel, Instant.EPOCH));
    if (isOurs(channel, now) && !rests && busy.add(channel)) {
      threads.execute(() -> step(channel, now, step));
    }
  }

  private void step(String channel, Instant now, Runnable step) {
    try {
      step.run();
      troubles.remove(channel);
    } catch (Store.Unavailable away) {
      LOG.warn("{} cannot be looked after now: {}", channel, away.getMessage());
    } catch (RuntimeException | Error broken) {
      // An Error as well: nobody else would ever hear of it.
      troubles.put(channel, broken.toString());
      rest.put(channel, now.plus(AFTER_TROUBLE));
      LOG.error("{} could not be looked after; tried again", channel, broken);
    } finally {
      boolean unused = busy.remove(channel);
    }
  }

  /**
   * What goes wrong here again and again, by the channel or by "round"; nothing of it is the
   * platforms' fault.
   */
  Map<String, String> troubles() {
    return Map.copyOf(troubles);
  }

  /** Whether a call is being made. */
  boolean isBusy() {
    return !busy.isEmpty();
  }

  private ChatPlatform platform(String channel) {
    return Objects.requireNonNull(platforms.get(Channels.platform(channel)), channel);
  }

  private Poster poster(String people) {
    ChatPlatform platform = platform(people);
    return new Poster(people, platform, pace, book, outbox, tallies.of(platform.name()));
  }

  private ChannelPump pump(String channel) {
    ChatPlatform platform = platform(channel);
    return new ChannelPump(
        channel,
        desk,
        shelf,
        outbox,
        book,
        platform,
        pace,
        asks,
        charts,
        tallies.of(platform.name()));
  }

  private boolean isOurs(String channel, Instant now) {
    Instant until = held.getOrDefault(channel, Instant.EPOCH);
    if (until.minus(CLAIM.dividedBy(2)).isAfter(now)) {
      return true;
    }
    if (asked.getOrDefault(channel, Instant.EPOCH).plus(BETWEEN_TRIES).isAfter(now)
        && !until.isAfter(now)) {
      return false;
    }
    asked.put(channel, now);
    if (book.claim(channel, holder, now, CLAIM)) {
      held.put(channel, now.plus(CLAIM));
      return true;
    }
    held.remove(channel);
    return false;
  }

  /** Lets others have the channels at once. */
  public void letGo() {
    book.letGo(holder);
    held.clear();
  }
}
