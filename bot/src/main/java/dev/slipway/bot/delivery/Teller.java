package dev.slipway.bot.delivery;

import dev.slipway.bot.conversation.Channels;
import dev.slipway.bot.conversation.Whereabouts;
import dev.slipway.control.Desk;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.journal.Store;
import dev.slipway.journal.StreamName;
import dev.slipway.journal.Summaries;
import dev.slipway.notice.ChatBook;
import dev.slipway.notice.Outbox;
import dev.slipway.notice.Telling;
import dev.slipway.notice.Tellings;
import dev.slipway.view.Plain;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Turns what the journal has grown by into lines that wait to be posted. */
final class Teller {
  static final String ROOT = Whereabouts.ROOT;

  private static final int LONGEST = 200;

  private final Desk desk;
  private final Shelf shelf;
  private final Outbox outbox;
  private final ChatBook book;
  private final Directs directs;
  private final Whereabouts whereabouts;
  private final Set<String> platforms;

  /**
   * @param platforms those that are connected here; nothing waits for others
   */
  Teller(
      Desk desk,
      Shelf shelf,
      Outbox outbox,
      ChatBook book,
      Directs directs,
      Whereabouts whereabouts,
      Set<String> platforms) {
    this.desk = desk;
    this.shelf = shelf;
    this.outbox = outbox;
    this.book = book;
    this.directs = directs;
    this.whereabouts = whereabouts;
    this.platforms = Set.copyOf(platforms);
  }

  void tell() {
    if (!outbox.hasBegun()) {
      outbox.begin(over());
    }
    for (Outbox.Behind behind : outbox.behind()) {
      shelf
          .release(behind.stream())
          .filter(release -> release.version() >= behind.version())
          .ifPresent(release -> tell(behind, release));
    }
  }

  private List<StreamName> over() {
    Store.Query all = new Store.Query(Optional.empty(), Optional.empty(), false, Integer.MAX_VALUE);
    return desk.lookup().list(all).stream()
        .filter(Summaries::isOver)
        .map(row -> StreamName.of(row.id()))
        .toList();
  }

  private void tell(Outbox.Behind behind, ReleaseRecord release) {
    List<String> channels = channels(release);
    Instant now = desk.now();
    List<Outbox.Line> lines = new ArrayList<>();
    List<Telling> tellings =
        new Tellings(desk.catalogue())
            .after(release, behind.told()).stream()
                .filter(telling -> telling.sequence() <= behind.version())
                .toList();
    for (Telling telling : tellings) {
      for (String channel : channels) {
        lines.add(
            Outbox.Line.waiting(
                channel,
                behind.stream(),
                telling.sequence(),
                telling.urgency().rank(),
                Plain.line(telling.words(), LONGEST),
                telling.at(),
                now));
      }
    }
    // Its message first: a line needs a thread to stand in.
    if (!lines.isEmpty()) {
      channels.stream()
          .filter(channel -> book.find(channel, behind.stream(), ROOT).isEmpty())
          .forEach(
              channel -> book.add(ChatBook.Standing.fresh(channel, behind.stream(), ROOT, now)));
    }
    if (!channels.isEmpty()) {
      lines.addAll(directs.lines(release, behind, tellings, now));
    }
    boolean unused = outbox.tell(behind, lines);
  }

  /** Where this release is told. */
  private List<String> channels(ReleaseRecord release) {
    return whereabouts.of(release).stream()
        .filter(channel -> platforms.contains(Channels.platform(channel)))
        .toList();
  }

  /** Every channel that is told of something. */
  List<String> channels() {
    return Stream.concat(
            desk.catalogue().services().values().stream()
                .flatMap(service -> service.environments().values().stream())
                .flatMap(place -> place.tell().stream()),
            whereabouts.added().stream())
        .filter(channel -> platforms.contains(Channels.platform(channel)))
        .distinct()
        .sorted()
        .toList();
  }
}
