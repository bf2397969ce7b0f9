package dev.slipway.control;

import dev.slipway.gate.GateBook;
import dev.slipway.gate.GateRecord;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.journal.Store;
import dev.slipway.journal.StreamName;
import dev.slipway.rollout.Planned;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Approvals by reaction stand in a chat and may be gone there before anybody hears of it. Until the
 * start such an approval counts for as long as the chat has confirmed it lately. Only a server can
 * ask the chat; whoever is about to start a release asks for that here, and the server that looks
 * after the channel answers within seconds.
 */
public final class Confirmations {
  /** A reaction that was seen longer ago does not count. */
  static final Duration LAST = Duration.ofMinutes(2);

  /** What was seen this lately was looked at before the start. */
  private static final Duration JUST_NOW = Duration.ofSeconds(5);

  private static final Duration PATIENCE = Duration.ofSeconds(4);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

  /** A wish nobody could fulfil for so long belongs to a start that is over. */
  private static final Duration WISHES_LAST = Duration.ofSeconds(30);

  private final Books books;
  private final Clock clock;

  Confirmations(Books books, Clock clock) {
    this.books = books;
    this.clock = clock;
  }

  private Instant now() {
    return books.store().now(clock.now());
  }

  private static List<GateRecord.Approved> byReaction(ReleaseRecord release) {
    return release
        .plan()
        .filter(plan -> release.state() instanceof Planned)
        .map(plan -> GateBook.of(release.gateRecords()).approvalsOf(plan.hash().value()))
        .orElse(List.of())
        .stream()
        .filter(GateRecord.Approved::isByReaction)
        .toList();
  }

  /** People whose reaction was not seen lately, with when it was last. */
  Map<String, Instant> unconfirmed(Store.Reader reader, ReleaseRecord release) {
    return unseen(reader, release, LAST);
  }

  private Map<String, Instant> unseen(Store.Reader reader, ReleaseRecord release, Duration within) {
    List<GateRecord.Approved> approvals = byReaction(release);
    if (approvals.isEmpty()) {
      return Map.of();
    }
    Instant after = now().minus(within);
    Map<String, Instant> seen =
        reader.reactionsSeen(StreamName.of(release.id()), approvals.getFirst().planHash());
    Map<String, Instant> unseen = new HashMap<>();
    for (GateRecord.Approved approved : approvals) {
      Instant last = seen.getOrDefault(approved.by(), Instant.EPOCH);
      if (!last.isAfter(after)) {
        unseen.put(approved.by(), last.equals(Instant.EPOCH) ? approved.at() : last);
      }
    }
    return Map.copyOf(unseen);
  }

  /** Whether the chat has just been asked for every reaction that the release's gate rests on. */
  boolean areNew(ReleaseRecord release) {
    ReleaseRecord current = books.renew(release);
    return byReaction(current).isEmpty()
        || books.store().read(reader -> unseen(reader, current, JUST_NOW)).isEmpty();
  }

  /** Asks for a look. */
  void want(ReleaseRecord release) {
    Instant at = now();
    boolean unused =
        books
            .store()
            .write(writer -> {
              writer.wantLook(StreamName.of(release.id()), at);
              return true;
            });
  }

  /**
   * Before a start: asks for a look, and waits a few seconds for it. A chat that is away holds
   * nothing up longer than that.
   */
  void settle(ReleaseRecord release) {
    if (areNew(release)) {
      return;
    }
    want(release);
    try {
      for (Duration waited = Duration.ZERO;
          waited.compareTo(PATIENCE) < 0 && !areNew(release);
          waited = waited.plus(BETWEEN_LOOKS)) {
        clock.pause(BETWEEN_LOOKS);
      }
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  /** Releases whose reactions somebody waits for, with since when. */
  public Map<StreamName, Instant> wanted() {
    Instant since = now().minus(WISHES_LAST);
    return books.store().read(reader -> reader.looksWanted(since));
  }

  /**
   * The chat was asked.
   *
   * @param people whose reactions approve this plan there, by the catalogue's keys
   */
  public void seen(ReleaseRecord release, String planHash, Set<String> people) {
    if (people.isEmpty()) {
      return;
    }
    Instant at = now();
    boolean unused =
        books
            .store()
            .write(writer -> {
              people.forEach(
                  person -> writer.reactionSeen(StreamName.of(release.id()), planHash, person, at));
              return true;
            });
  }
}
