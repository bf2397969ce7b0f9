package dev.slipway.bot.news;

import dev.slipway.control.Desk;
import dev.slipway.notice.ChatBook;
import dev.slipway.notice.Outbox;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps everybody outside the team informed. Servers at one store share the carriers: each has one
 * server at a time, and one that dies loses its own to the others within two minutes.
 */
public final class NewsDelivery {
  private static final Logger LOG = LoggerFactory.getLogger(NewsDelivery.class);

  /** Longer than a mail server may take for one letter. */
  private static final Duration CLAIM = Duration.ofMinutes(2);

  private static final Duration BETWEEN_TRIES = Duration.ofSeconds(5);

  private final Desk desk;
  private final ChatBook book;
  private final String holder;
  private final Executor threads;
  private final NewsTeller teller;
  private final List<Round> rounds = new ArrayList<>();
  private final Map<Carrier, Instant> held = new ConcurrentHashMap<>();
  private final Map<Carrier, Instant> asked = new ConcurrentHashMap<>();
  private final Set<Carrier> busy = ConcurrentHashMap.newKeySet();

  private record Round(Carrier carrier, NewsPump pump) {}

  /**
   * @param holder names this server among those at the store
   * @param threads each carrier works on its own
   */
  public NewsDelivery(
      Desk desk,
      Outbox outbox,
      ChatBook book,
      List<Carrier> carriers,
      String holder,
      Executor threads) {
    this.desk = desk;
    this.book = book;
    this.holder = holder;
    this.threads = threads;
    this.teller = new NewsTeller(desk, outbox, carriers);
    for (Carrier carrier : carriers) {
      rounds.add(new Round(carrier, new NewsPump(carrier, teller, outbox, () -> isOurs(carrier))));
    }
  }

  /** Tells what is new, and lets every carrier that has ended its round begin another. */
  public void turn() {
    teller.tell();
    for (Round round : rounds) {
      if (isOurs(round.carrier()) && busy.add(round.carrier())) {
        threads.execute(() -> run(round));
      }
    }
  }

  private void run(Round round) {
    try {
      round.pump().turn(desk.now());
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | Error broken) {
      LOG.error("news for {} broke off; tried again", round.carrier().beginning(), broken);
    } finally {
      boolean unused = busy.remove(round.carrier());
    }
  }

  private boolean isOurs(Carrier carrier) {
    Instant now = desk.now();
    Instant until = held.getOrDefault(carrier, Instant.EPOCH);
    if (until.minus(CLAIM.dividedBy(2)).isAfter(now)) {
      return true;
    }
    if (asked.getOrDefault(carrier, Instant.EPOCH).plus(BETWEEN_TRIES).isAfter(now)
        && !until.isAfter(now)) {
      return false;
    }
    asked.put(carrier, now);
    if (book.claim(claim(carrier), holder, Optional.empty(), now, CLAIM)) {
      held.put(carrier, now.plus(CLAIM));
      return true;
    }
    held.remove(carrier);
    return false;
  }

  private static String claim(Carrier carrier) {
    return "news/" + carrier.beginning();
  }

  /** Whether a letter is being carried. */
  public boolean isBusy() {
    return !busy.isEmpty();
  }

  /** Lets others carry at once. */
  public void letGo() {
    held.keySet().forEach(carrier -> book.letGo(claim(carrier), holder));
    held.clear();
    asked.clear();
  }
}
