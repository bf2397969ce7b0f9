package dev.slipway.bot.delivery;

import dev.slipway.bot.conversation.Channels;
import dev.slipway.bot.conversation.Footing;
import dev.slipway.bot.conversation.LiveFigures;
import dev.slipway.bot.conversation.Message;
import dev.slipway.control.Answer;
import dev.slipway.control.Desk;
import dev.slipway.control.GateKeeper;
import dev.slipway.health.Assessment;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.journal.StreamName;
import dev.slipway.view.CheckListView;
import dev.slipway.view.People;
import dev.slipway.view.ShowView;
import dev.slipway.view.WatchView;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Releases as they are now, and their messages; read again only when there is a reason to. */
final class Shelf {
  /** Figures are not looked at more often. */
  private static final Duration FRESH = Duration.ofSeconds(5);

  private final Desk desk;
  private final Map<StreamName, ReleaseRecord> records = new ConcurrentHashMap<>();
  private final Map<StreamName, Drawn> drawn = new ConcurrentHashMap<>();

  Shelf(Desk desk) {
    this.desk = desk;
  }

  /**
   * A release's message as it would be now.
   *
   * @param state the same for as long as nothing happened; {@code whole} changes with the figures
   * @param urgent whether users have harm or it waits for a person
   */
  record Drawn(
      long version,
      Instant at,
      ShowView show,
      WatchView watch,
      CheckListView checks,
      long footing,
      String state,
      String whole,
      boolean urgent) {
    Message message(boolean restored) {
      return LivingMessage.of(show, watch, checks, new LivingMessage.Wish(footing, restored, true));
    }

    boolean over() {
      return watch.ended();
    }
  }

  Optional<ReleaseRecord> release(StreamName stream) {
    ReleaseRecord known = records.get(stream);
    if (known != null) {
      ReleaseRecord now = desk.renew(known);
      records.put(stream, now);
      return Optional.of(now);
    }
    Optional<ReleaseRecord> found =
        Channels.release(stream)
            .flatMap(id ->
                desk.lookup().find(id.toString(), Optional.empty())
                        instanceof Answer.Yes<ReleaseRecord> yes
                    ? Optional.of(yes.value())
                    : Optional.empty());
    found.ifPresent(record -> records.put(stream, record));
    return found;
  }

  GateKeeper.Status gates(ReleaseRecord release) {
    return desk.gates().status(release);
  }

  Drawn drawn(StreamName stream, ReleaseRecord release) {
    Drawn before = drawn.get(stream);
    Instant now = desk.now();
    boolean fresh =
        before != null
            && before.version() == release.version()
            && (before.over() || Duration.between(before.at(), now).compareTo(FRESH) < 0);
    if (before != null && fresh) {
      return before;
    }
    Drawn next = draw(release, now);
    drawn.put(stream, next);
    return next;
  }

  private Drawn draw(ReleaseRecord release, Instant now) {
    People people = People.of(desk.catalogue());
    GateKeeper.Status gates = gates(release);
    Optional<Assessment> assessment = desk.course().assessment(release);
    ShowView show =
        ShowView.of(release, gates, assessment, people, release.opened().owner(), now, 1);
    WatchView watch =
        WatchView.of(release, LiveFigures.recent(desk, release), assessment, people, now);
    CheckListView checks =
        CheckListView.of(release, gates, people, now, Optional.empty(), true, false);
    long footing = Footing.of(release);
    LivingMessage.Wish still = new LivingMessage.Wish(footing, false, false);
    LivingMessage.Wish moving = new LivingMessage.Wish(footing, false, true);
    boolean urgent =
        switch (show.headline().state().role()) {
          case BAD, WAITING -> !show.headline().state().words().startsWith("waiting");
          case GOOD, MOVING, LATER, NONE, UNKNOWN -> false;
        };
    return new Drawn(
        release.version(),
        now,
        show,
        watch,
        checks,
        footing,
        PostIds.digest(LivingMessage.of(show, watch, checks, still)),
        PostIds.digest(LivingMessage.of(show, watch, checks, moving)),
        urgent);
  }

  /** What is over and told needs no place any more. */
  void forget(StreamName stream) {
    records.remove(stream);
    drawn.remove(stream);
  }
}
