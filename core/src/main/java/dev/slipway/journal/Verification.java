package dev.slipway.journal;

import dev.slipway.release.ReleaseId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Whether the journal still says what was written: every hash and number, the heads, what the seals
 * saw, and the summaries against a replay. To be run inside one {@link Store#read}, so that nothing
 * is appended meanwhile.
 *
 * <p>What it cannot see: somebody who rewrites a stream's tail together with every seal, head and
 * summary after it. The hash of a seal that was kept elsewhere shows that too.
 */
public final class Verification {
  /** What was found. */
  public sealed interface Result {
    /** Nothing is missing or changed. */
    record Sound(Counts counts) implements Result {}

    /**
     * At least one finding; the first broken entry of each stream, streams in the order of their
     * names.
     */
    record Broken(Counts counts, List<Finding> findings) implements Result {
      public Broken {
        findings = List.copyOf(findings);
      }

      public Finding first() {
        return findings.getFirst();
      }
    }

    Counts counts();

    default boolean isSound() {
      return this instanceof Sound;
    }
  }

  /**
   * @param newestSeal hash of the newest seal and when it was made, worth keeping elsewhere; empty
   *     when nothing is sealed yet
   */
  public record Counts(
      int streams, long entries, long seals, int summaries, Optional<SealSeen> newestSeal) {}

  public record SealSeen(Instant at, String hash) {}

  /**
   * What is wrong with a stream.
   *
   * @param version the first broken entry; 0 when the stream as a whole or its summary is meant
   * @param words what is wrong, for people, without stream and version
   */
  public record Finding(StreamName stream, long version, String words) {
    @Override
    public String toString() {
      return version == 0 ? stream + ": " + words : stream + ", entry " + version + ": " + words;
    }
  }

  private record SealedAt(Fact.SealedHead head, long seal) {}

  private final Store.Reader store;
  private final List<Finding> findings = new ArrayList<>();
  private final Map<String, List<SealedAt>> sealed = new TreeMap<>();
  private final Map<ReleaseId, Store.Summary> summaries = new HashMap<>();
  private Optional<SealSeen> newestSeal = Optional.empty();
  private boolean summariesReadable = true;
  private long entries;
  private long seals;

  private Verification(Store.Reader store) {
    this.store = store;
  }

  public static Result of(Store.Reader store) {
    return new Verification(store).run();
  }

  private Result run() {
    TreeSet<String> streams = new TreeSet<>();
    store.streams().forEach(stream -> streams.add(stream.value()));
    readSummaries();
    int summaryCount = summaries.size();
    readSeals();
    streams.addAll(sealed.keySet());
    streams.forEach(stream -> verify(new StreamName(stream)));
    summaries
        .keySet()
        .forEach(id ->
            find(
                StreamName.of(id),
                0,
                "a summary speaks of this release, and its whole stream is gone"));
    verifyCatalogue();
    verifyTokens();
    Counts counts = new Counts(streams.size(), entries, seals, summaryCount, newestSeal);
    findings.sort(Comparator.comparing(finding -> finding.stream().value()));
    return findings.isEmpty() ? new Result.Sound(counts) : new Result.Broken(counts, findings);
  }

  private void readSummaries() {
    try {
      for (Store.Summary summary : store.summaries(everything())) {
        summaries.put(summary.id(), summary);
      }
    } catch (IllegalArgumentException e) {
      summariesReadable = false;
      find(new StreamName("release"), 0, "the summaries cannot be read: " + e.getMessage());
    }
  }

  private static Store.Query everything() {
    return new Store.Query(Optional.empty(), Optional.empty(), false, Integer.MAX_VALUE);
  }

  /**
   * What the seals say is taken as far as it can be read; whether they are whole themselves is
   * verified like any stream.
   */
  private void readSeals() {
    for (Entry entry : store.entries(StreamName.SEAL, 0)) {
      Fact fact;
      try {
        fact = Codec.decode(entry);
      } catch (Codec.Unreadable e) {
        continue;
      }
      if (fact instanceof Fact.Sealed seal) {
        seals++;
        newestSeal = Optional.of(new SealSeen(entry.at(), entry.hash()));
        for (Fact.SealedHead head : seal.heads()) {
          sealed
              .computeIfAbsent(head.stream(), key -> new ArrayList<>())
              .add(new SealedAt(head, entry.version()));
        }
      }
    }
  }

  private void verify(StreamName stream) {
    List<Entry> all = store.entries(stream, 0);
    entries += all.size();
    Optional<Finding> broken = firstBrokenLink(stream, all);
    if (broken.isEmpty()) {
      broken = againstSeals(stream, all);
    }
    if (broken.isEmpty()) {
      broken = againstHead(stream, all);
    }
    if (broken.isEmpty()) {
      broken = stream.isRelease() ? againstReplay(stream, all) : firstUnreadable(stream, all);
    }
    broken.ifPresent(findings::add);
    if (stream.isRelease()) {
      ReleaseId.parse(stream.value().substring("release/".length())).ifPresent(summaries::remove);
    }
  }

  /** Whoever sets the active catalogue beside the journal would gain its rights. */
  private void verifyCatalogue() {
    long newest = store.version(StreamName.CATALOGUE);
    Optional<String> journaled =
        newest == 0
            ? Optional.empty()
            : store.entries(StreamName.CATALOGUE, newest - 1).stream()
                .findFirst()
                .flatMap(Verification::activated);
    Optional<String> active = store.activeCatalogue();
    if (!active.equals(journaled)) {
      find(
          StreamName.CATALOGUE,
          0,
          "the active catalogue is "
              + active.orElse("none")
              + ", and the journal says "
              + journaled.orElse("none"));
    }
  }

  /** Likewise whoever lets himself in, or gives a token another holder or a longer life. */
  private void verifyTokens() {
    Map<String, String> journaled = new TreeMap<>();
    for (Entry entry : store.entries(StreamName.TOKENS, 0)) {
      try {
        Fact fact = Codec.decode(entry);
        if (fact instanceof Fact.TokenCreated created) {
          journaled.put(created.token(), created.holder() + " until " + created.expires());
        } else if (fact instanceof Fact.TokenRevoked revoked) {
          journaled.computeIfPresent(revoked.token(), (token, words) -> words + ", revoked");
        }
      } catch (Codec.Unreadable e) {
        return; // that stream has its finding already
      }
    }
    Map<String, String> kept = new TreeMap<>();
    for (Store.Token token : store.tokens()) {
      kept.put(
          token.id(),
          token.holder()
              + " until "
              + token.expires()
              + (token.revoked().isPresent() ? ", revoked" : ""));
    }
    for (String id : kept.keySet()) {
      if (!kept.get(id).equals(journaled.get(id))) {
        find(
            StreamName.TOKENS,
            0,
            "token "
                + id
                + " is for "
                + kept.get(id)
                + ", and the journal says "
                + journaled.getOrDefault(id, "there is none"));
      }
    }
  }

  private static Optional<String> activated(Entry entry) {
    try {
      return Codec.decode(entry) instanceof Fact.CatalogueActivated activated
          ? Optional.of(activated.hash())
          : Optional.empty();
    } catch (Codec.Unreadable e) {
      return Optional.empty();
    }
  }

  private static Optional<Finding> firstBrokenLink(StreamName stream, List<Entry> all) {
    long expected = 1;
    String previous = Chain.BEGINNING;
    for (Entry entry : all) {
      if (entry.version() != expected) {
        return found(
            stream, expected, "is missing; the next one there is entry " + entry.version());
      }
      if (!entry.hash().equals(Chain.hash(entry))) {
        return found(
            stream,
            expected,
            "was changed after it was written: its hash does not fit what it says");
      }
      if (!entry.previousHash().equals(previous)) {
        return found(
            stream,
            expected,
            "does not follow the entry before it: that one was replaced, or this one was");
      }
      previous = entry.hash();
      expected++;
    }
    return Optional.empty();
  }

  private Optional<Finding> againstSeals(StreamName stream, List<Entry> all) {
    for (SealedAt seen : sealed.getOrDefault(stream.value(), List.of())) {
      Fact.SealedHead head = seen.head();
      if (all.isEmpty()) {
        return found(
            stream,
            0,
            "the whole stream is gone: seal " + seen.seal() + " saw its entry " + head.version());
      }
      if (head.version() > all.size()) {
        return found(
            stream,
            all.size() + 1L,
            "is missing, cut off at the end: seal "
                + seen.seal()
                + " saw entries up to "
                + head.version());
      }
      if (head.version() < 1 || !all.get((int) head.version() - 1).hash().equals(head.hash())) {
        return found(
            stream,
            Math.max(0, head.version()),
            "was replaced: seal " + seen.seal() + " saw another one in its place");
      }
    }
    return Optional.empty();
  }

  private Optional<Finding> againstHead(StreamName stream, List<Entry> all) {
    Optional<Store.Head> head = store.head(stream);
    if (head.isEmpty()) {
      return found(stream, 0, "its head is gone, although there are " + all.size() + " entries");
    }
    long version = head.get().version();
    if (version > all.size()) {
      return found(
          stream,
          all.size() + 1L,
          "is missing, cut off at the end: the head stands at entry " + version);
    }
    if (version < all.size()) {
      return found(stream, version + 1, "stands behind the head and was not appended by Slipway");
    }
    if (!head.get().hash().equals(all.getLast().hash())) {
      return found(stream, version, "is not the one the head names");
    }
    return Optional.empty();
  }

  private Optional<Finding> againstReplay(StreamName stream, List<Entry> all) {
    ReleaseRecord record;
    try {
      record = Replay.of(all);
    } catch (Replay.Mismatch e) {
      return found(stream, e.version(), e.what());
    } catch (Codec.Unreadable e) {
      return firstUnreadable(stream, all);
    }
    if (!summariesReadable) {
      return Optional.empty();
    }
    Store.Summary stored = summaries.get(record.id());
    if (stored == null) {
      return found(stream, 0, "its summary is gone");
    }
    return Summaries.difference(stored, Summaries.of(record))
        .flatMap(words -> found(stream, 0, words));
  }

  private static Optional<Finding> firstUnreadable(StreamName stream, List<Entry> all) {
    for (Entry entry : all) {
      try {
        Codec.check(entry);
      } catch (Codec.Unreadable e) {
        return found(stream, entry.version(), e.what());
      }
    }
    return Optional.empty();
  }

  private void find(StreamName stream, long version, String words) {
    found(stream, version, words).ifPresent(findings::add);
  }

  private static Optional<Finding> found(StreamName stream, long version, String words) {
    return Optional.of(new Finding(stream, version, words));
  }
}
