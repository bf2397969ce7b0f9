package dev.slipway.control;

import dev.slipway.gate.GateFacts;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.journal.Replay;
import dev.slipway.journal.Store;
import dev.slipway.journal.Story;
import dev.slipway.journal.StreamName;
import dev.slipway.journal.Summaries;
import dev.slipway.release.ReleaseId;
import dev.slipway.release.Weight;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What users of a release's service get by the doing of another release, as the journals tell.
 *
 * @param by the other one: it moves now, or was the last to move since this one was opened
 * @param moving whether it still does
 * @param percent the share of its new version; the rest is on {@code old}
 * @param old empty: nothing ran before it
 */
public record Served(
    ReleaseId by, boolean moving, int percent, Optional<String> old, String fresh) {
  /** Empty when no other release has touched the service since this one was read and opened. */
  static Optional<Served> of(Store.Reader reader, ReleaseRecord release) {
    List<Store.Summary> others =
        reader
            .summaries(Store.Query.of(release.id().service(), release.opened().environment()))
            .stream()
            .filter(row -> !row.id().equals(release.id()))
            .toList();
    Optional<Store.Summary> moving = others.stream().filter(Lookup::isMoving).findFirst();
    return moving.isPresent()
        ? moving.map(row -> served(row, true))
        : last(reader, others, release.story().getFirst().entry().at())
            .map(row -> served(row, false));
  }

  /**
   * A release counts from its end; what was written about it afterwards is no change of traffic.
   */
  private static Optional<Store.Summary> last(
      Store.Reader reader, List<Store.Summary> others, Instant opened) {
    Optional<Store.Summary> last = Optional.empty();
    Instant newest = opened;
    List<Store.Summary> byChange =
        others.stream()
            .filter(Summaries::endedAfterItMoved)
            .sorted(Comparator.comparing(Store.Summary::changed).reversed())
            .toList();
    for (Store.Summary row : byChange) {
      if (!row.changed().isAfter(newest)) {
        return last;
      }
      Instant ended =
          Story.of(Replay.of(reader.entries(StreamName.of(row.id()), 0))).endedAt().orElse(newest);
      if (ended.isAfter(newest)) {
        newest = ended;
        last = Optional.of(row);
      }
    }
    return last;
  }

  private static Served served(Store.Summary row, boolean moving) {
    return new Served(row.id(), moving, row.weight(), row.fromVersion(), row.version());
  }

  /** "shop/41 is on its way", "shop/41 put them there". */
  public String words() {
    return by + (moving ? " is on its way" : " put them there");
  }

  /** What everybody has; empty while a release moves, and where nothing runs. */
  public Optional<String> everybody() {
    if (moving) {
      return Optional.empty();
    }
    return percent == Weight.ALL.percent() ? Optional.of(fresh) : old;
  }

  /** Whether a plan that begins at {@code from} begins where nobody is any more. */
  Optional<GateFacts.Moved> against(Optional<String> from) {
    return moving || everybody().equals(from)
        ? Optional.empty()
        : Optional.of(new GateFacts.Moved(by, everybody(), from));
  }
}
