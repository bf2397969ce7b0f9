package dev.slipway.command.remote;

import dev.slipway.control.Answer;
import dev.slipway.control.Desk;
import dev.slipway.journal.Fact;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.journal.Store;
import dev.slipway.release.ReleaseId;
import dev.slipway.rollout.Happening;
import dev.slipway.view.People;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Follows the journal of every release that moves, by asking again. What was there at the first
 * look is not news.
 */
public final class JournalFeed {
  private final Desk desk;
  private final Map<ReleaseId, Followed> followed = new LinkedHashMap<>();
  private boolean looked;

  /**
   * @param known version of the newest entry that was told
   */
  private record Followed(ReleaseRecord record, long known) {}

  public JournalFeed(Desk desk) {
    this.desk = desk;
  }

  /** What was written since the last look, oldest first for each release. */
  public List<News> look() {
    for (Store.Summary summary : desk.lookup().list(Store.Query.moving())) {
      if (!followed.containsKey(summary.id())) {
        begin(summary.id());
      }
    }
    looked = true;
    List<News> news = new ArrayList<>();
    for (Followed one : List.copyOf(followed.values())) {
      news.addAll(since(one));
    }
    return news;
  }

  /** What was written since a moment, whether or not it still moves: for who was away. */
  public static List<News> since(Desk desk, Instant moment) {
    People people = People.of(desk.catalogue());
    List<News> news = new ArrayList<>();
    for (Store.Summary summary : desk.lookup().list(Store.Query.all())) {
      if (summary.changed().isAfter(moment)
          && desk.lookup().find(summary.id().toString(), Optional.empty())
              instanceof Answer.Yes<ReleaseRecord> found) {
        found.value().story().stream()
            .filter(told -> told.entry().at().isAfter(moment))
            .map(told -> News.of(summary.id().toString(), told, people))
            .forEach(news::add);
      }
    }
    news.sort(Comparator.comparing(one -> one.event().at()));
    return news;
  }

  private void begin(ReleaseId id) {
    if (desk.lookup().find(id.toString(), Optional.empty())
        instanceof Answer.Yes<ReleaseRecord> found) {
      ReleaseRecord record = found.value();
      // One that began to move between two looks is news from its start on, not with all its
      // preparation.
      followed.put(id, new Followed(record, looked ? beforeStart(record) : record.version()));
    }
  }

  private static long beforeStart(ReleaseRecord record) {
    for (ReleaseRecord.Told told : record.story()) {
      if (told.fact() instanceof Fact.Happened happened
          && happened.happening() instanceof Happening.StartRequested
          && happened.answer() == Fact.Answer.MOVED) {
        return told.entry().version() - 1;
      }
    }
    return 0;
  }

  private List<News> since(Followed one) {
    ReleaseRecord record = desk.renew(one.record());
    People people = People.of(desk.catalogue());
    if (record.state().isMoving()) {
      followed.put(record.id(), new Followed(record, record.version()));
    } else {
      followed.remove(record.id());
    }
    return record.story().stream()
        .filter(told -> told.entry().version() > one.known())
        .map(told -> News.of(record.id().toString(), told, people))
        .toList();
  }
}
