package dev.slipway.bot.news;

import dev.slipway.bot.conversation.Channels;
import dev.slipway.control.Answer;
import dev.slipway.control.Desk;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.journal.Store;
import dev.slipway.journal.StreamName;
import dev.slipway.journal.Summaries;
import dev.slipway.notice.News;
import dev.slipway.notice.Newsroom;
import dev.slipway.notice.Outbox;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Turns what the journal has grown by into lines for those who want to hear of it. */
final class NewsTeller {

  private final Desk desk;
  private final Outbox outbox;
  private final List<Carrier> carriers;

  NewsTeller(Desk desk, Outbox outbox, List<Carrier> carriers) {
    this.desk = desk;
    this.outbox = outbox;
    this.carriers = List.copyOf(carriers);
  }

  /** Goes on where nobody listens as well, or the first who does would hear of months. */
  void tell() {
    if (!outbox.hasBegun()) {
      outbox.begin(over());
    }
    for (Outbox.Behind behind : outbox.behind()) {
      release(behind.stream())
          .filter(release -> release.version() >= behind.version())
          .ifPresent(release -> tell(behind, release));
    }
  }

  private void tell(Outbox.Behind behind, ReleaseRecord release) {
    Newsroom room = new Newsroom(desk.catalogue());
    Instant now = desk.now();
    List<Outbox.Line> lines =
        News.after(release, behind.told()).stream()
            .filter(news -> news.sequence() <= behind.version())
            .flatMap(news ->
                Stream.concat(
                    room.lines(release, news, now).stream(),
                    carriers.stream()
                        .flatMap(carrier -> carrier.lines(release, news, now).stream())))
            .toList();
    boolean unused = outbox.tell(behind, lines);
  }

  private List<StreamName> over() {
    Store.Query all = new Store.Query(Optional.empty(), Optional.empty(), false, Integer.MAX_VALUE);
    return desk.lookup().list(all).stream()
        .filter(Summaries::isOver)
        .map(row -> StreamName.of(row.id()))
        .toList();
  }

  Optional<ReleaseRecord> release(StreamName stream) {
    return Channels.release(stream)
        .flatMap(id ->
            desk.lookup().find(id.toString(), Optional.empty())
                    instanceof Answer.Yes<ReleaseRecord> yes
                ? Optional.of(yes.value())
                : Optional.empty());
  }
}
