package dev.slipway.bot.delivery;

import dev.slipway.bot.conversation.ChannelNames;
import dev.slipway.bot.conversation.Channels;
import dev.slipway.bot.conversation.ChatPlatform;
import dev.slipway.bot.conversation.Identities;
import dev.slipway.bot.conversation.Reacting;
import dev.slipway.bot.conversation.Whereabouts;
import dev.slipway.bot.turns.Turns;
import dev.slipway.control.Desk;
import dev.slipway.journal.Store;
import dev.slipway.notice.ChatBook;
import dev.slipway.notice.Outbox;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps every channel right: tells what the journal says and looks after what stands there. Servers
 * at one store share the channels; one that dies loses its own to the others at once where they can
 * see that it died, within five seconds elsewhere. Time comes from the desk; {@link #turn} is
 * called again and again.
 */
public final class Delivery implements Turns.Taker {
  private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);

  /** Whoever stands still for longer finds its channels taken; it is renewed after half of it. */
  private static final Duration CLAIM = Duration.ofSeconds(4);

  /** No channel's name; at most one late call is put right at a time. */
  private static final String LATE = "";

  private static final Duration BETWEEN_CLEANINGS = Duration.ofHours(1);

  /** No platform sends an event again after a day. */
  private static final Duration REMEMBERED = Duration.ofDays(1);

  private static final Duration AFTER_TROUBLE = Duration.ofSeconds(5);
  private static final String ROUND = "round";

  private final Desk desk;
  private final Outbox outbox;
  private final ChatBook book;
  private final Map<String, ChatPlatform> platforms;
  private final Holder holder;
  private final Executor threads;
  private final Shelf shelf;
  private final Directs directs;
  private final Whereabouts whereabouts;
  private final Teller teller;
  private final ReactionApprovals reactions;
  private final Asks asks;
  private final Moves moves;
  private final Pace pace = new Pace();
  private final Charts charts = new RollbackCharts();
  private final Tallies tallies;
  private final Quiet quiet;
  private final LateCalls late;
  private final Map<String, Held> held = new ConcurrentHashMap<>();
  private final Map<String, Instant> rest = new ConcurrentHashMap<>();
  private final Map<String, String> troubles = new ConcurrentHashMap<>();
  private final Set<String> busy = ConcurrentHashMap.newKeySet();
  private final Set<String> connected = ConcurrentHashMap.newKeySet();
  private Instant forgot = Instant.EPOCH;
  private long takings;

  /** A channel that this server looks after. */
  private record Held(HeldChannel channel, Steps steps, Instant renew) {
    Held until(Instant next) {
      return new Held(channel, steps, next);
    }
  }

  /** Does at most one call. */
  private interface Steps {
    void step(Instant now);
  }

  /**
   * One whose figures nobody asks for.
   *
   * @param holder this server among those at the store
   * @param approveWith reactions that approve
   * @param threads each channel is looked after on its own
   */
  public Delivery(
      Desk desk,
      Outbox outbox,
      ChatBook book,
      List<ChatPlatform> platforms,
      Holder holder,
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
        new Tallies(new SimpleMeterRegistry()),
        Quiet.never());
  }

  Delivery(
      Desk desk,
      Outbox outbox,
      ChatBook book,
      List<ChatPlatform> platforms,
      Holder holder,
      List<String> approveWith,
      Executor threads,
      Tallies tallies,
      Quiet quiet) {
    this.desk = desk;
    this.outbox = outbox;
    this.book = book;
    this.platforms =
        platforms.stream().collect(Collectors.toMap(ChatPlatform::name, Function.identity()));
    this.holder = holder;
    this.threads = threads;
    this.tallies = tallies;
    this.quiet = quiet;
    this.shelf = new Shelf(desk);
    this.directs = new Directs(desk, shelf, outbox, this.platforms);
    this.late = new LateCalls(outbox, book);
    this.whereabouts = new Whereabouts(desk, book);
    this.teller =
        new Teller(desk, shelf, outbox, book, directs, whereabouts, this.platforms.keySet());
    this.reactions =
        new ReactionApprovals(
            desk, shelf, book, this.platforms, new Identities(desk, names()), approveWith);
    this.asks = new Asks(shelf, book, reactions, quiet);
    this.moves = new Moves(desk, book, asks, whereabouts, names());
  }

  /** What people call channels. */
  public ChannelNames names() {
    return new ChannelNames() {
      @Override
      public String name(String platform, String channel) {
        ChatPlatform known = platforms.get(platform);
        return known == null ? channel : known.channelName(channel);
      }

      @Override
      public boolean isDirect(String platform, String channel) {
        ChatPlatform known = platforms.get(platform);
        return known != null && known.isDirect(channel);
      }
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
  @Override
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
    Whereabouts unused = whereabouts.refresh();
    teller.tell();
    reactions.wanted(desk.gates().confirmations().wanted());
    Instant now = desk.now();
    if (!forgot.plus(BETWEEN_CLEANINGS).isAfter(now)) {
      forgot = now;
      book.forget(now.minus(REMEMBERED));
    }
    platforms.values().forEach(this::lookFor);
    List<String> channels = new ArrayList<>(teller.channels());
    platforms.keySet().forEach(platform -> channels.add(Directs.beginning(platform)));
    Map<String, ChatBook.Claim> claims =
        channels.stream().allMatch(channel -> isFresh(channel, now)) ? Map.of() : claims(now);
    for (String channel : channels) {
      boolean rests = now.isBefore(rest.getOrDefault(channel, Instant.EPOCH));
      if (isOurs(channel, claims, now) && !rests && busy.add(channel)) {
        Optional.ofNullable(held.get(channel))
            .ifPresentOrElse(
                mine -> threads.execute(() -> step(channel, mine, now)),
                () -> busy.remove(channel));
      }
    }
    if (!late.isEmpty() && busy.add(LATE)) {
      threads.execute(() -> mend(now));
    }
  }

  /** Calls that failed while it was not connected say nothing about it now. */
  private void lookFor(ChatPlatform platform) {
    if (!platform.connection().up()) {
      connected.remove(platform.name());
    } else if (connected.add(platform.name())) {
      pace.back(platform.name());
    }
  }

  private void step(String channel, Held mine, Instant now) {
    try {
      mine.steps().step(now);
      troubles.remove(channel);
    } catch (HeldChannel.Lost lost) {
      LOG.info("{}", lost.getMessage());
      boolean unused = held.values().removeIf(there -> there.channel().equals(mine.channel()));
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

  private void mend(Instant now) {
    try {
      late.mend(now);
    } catch (Store.Unavailable away) {
      LOG.warn("a late call cannot be put right now: {}", away.getMessage());
    } catch (RuntimeException | Error broken) {
      LOG.error("a late call could not be put right", broken);
    } finally {
      boolean unused = busy.remove(LATE);
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
  @Override
  public boolean isBusy() {
    return !busy.isEmpty();
  }

  private ChatPlatform platform(String channel) {
    return Objects.requireNonNull(platforms.get(Channels.platform(channel)), channel);
  }

  private Held taken(String channel, String name, Instant renew) {
    ChatPlatform platform = platform(channel);
    HeldChannel own = new HeldChannel(channel, name, outbox, book);
    Poster poster = new Poster(own, platform, pace, late, tallies.of(platform.name()));
    return new Held(
        own,
        channel.equals(Directs.beginning(platform.name()))
            ? now -> directs.step(platform, poster, now)
            : new ChannelPump(
                    channel, desk, shelf, outbox, book, poster, asks, charts, quiet, moves)
                ::step,
        renew);
  }

  private Map<String, ChatBook.Claim> claims(Instant now) {
    List<ChatBook.Claim> all = book.claims(now);
    platforms.forEach((name, platform) -> platform.sharedBy(servers(all, name + ":")));
    return all.stream().collect(Collectors.toMap(ChatBook.Claim::channel, Function.identity()));
  }

  /** Those that look after channels of a platform, this one always among them. */
  private int servers(List<ChatBook.Claim> claims, String beginning) {
    Stream<String> others =
        claims.stream()
            .filter(claim -> !claim.past() && claim.channel().startsWith(beginning))
            .map(claim -> claim.holder().split("#", 2)[0])
            .filter(other -> !holder.hasEnded().test(other));
    return (int) Stream.concat(others, Stream.of(holder.name())).distinct().count();
  }

  private boolean isFresh(String channel, Instant now) {
    Held mine = held.get(channel);
    return mine != null && now.isBefore(mine.renew());
  }

  /** Goes on holding a channel, or takes one that nobody looks after. */
  private boolean isOurs(String channel, Map<String, ChatBook.Claim> claims, Instant now) {
    if (isFresh(channel, now)) {
      return true;
    }
    Instant renew = now.plus(CLAIM.dividedBy(2));
    Held mine = held.get(channel);
    if (mine != null) {
      if (book.claim(channel, mine.channel().holder(), Optional.empty(), now, CLAIM)) {
        held.replace(channel, mine, mine.until(renew));
        return true;
      }
      held.remove(channel, mine);
      return false;
    }
    Optional<ChatBook.Claim> other = Optional.ofNullable(claims.get(channel));
    Optional<String> ended =
        other.map(ChatBook.Claim::holder).filter(name -> holder.hasEnded().test(name));
    if (other.isPresent() && !other.get().past() && ended.isEmpty()) {
      return false;
    }
    // A name for each taking: what was begun under an earlier one is not written any more.
    String name = holder.name() + "#" + ++takings;
    if (!book.claim(channel, name, ended, now, CLAIM)) {
      return false;
    }
    held.put(channel, taken(channel, name, renew));
    return true;
  }

  /** Lets others have the channels at once. */
  @Override
  public void letGo() {
    held.forEach((channel, mine) -> book.letGo(channel, mine.channel().holder()));
    held.clear();
  }
}
