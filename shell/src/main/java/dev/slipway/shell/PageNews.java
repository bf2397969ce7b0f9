package dev.slipway.shell;

import dev.slipway.command.remote.JournalFeed;
import dev.slipway.command.remote.News;
import dev.slipway.control.Answer;
import dev.slipway.control.Clock;
import dev.slipway.control.Desk;
import dev.slipway.control.port.OutsideFailure;
import dev.slipway.health.Signal;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.journal.Store;
import dev.slipway.practice.FleetProcess;
import dev.slipway.practice.Moment;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * Tells those who look at the practice page what the journal says about moving releases: stages,
 * broken limits, ways back. The page is there to be looked at: what cannot be told is left out.
 */
public final class PageNews implements AutoCloseable {
  private static final Duration LOOK = Duration.ofMillis(300);

  private final @Nullable Thread thread;

  private PageNews(@Nullable Thread thread) {
    this.thread = thread;
  }

  public static PageNews none() {
    return new PageNews(null);
  }

  /**
   * @param fleetFile where the fleet says where it is; it may start and end meanwhile
   */
  public static PageNews following(Desk desk, Path fleetFile, Clock clock) {
    // Whatever moved before is told by whoever saw it.
    JournalFeed feed = new JournalFeed(desk);
    feed.look();
    return new PageNews(
        Thread.ofVirtual().name("page-news").start(() -> follow(desk, feed, fleetFile, clock)));
  }

  private static void follow(Desk desk, JournalFeed feed, Path fleetFile, Clock clock) {
    try {
      while (true) {
        try {
          for (News news : feed.look()) {
            if (news.loud()) {
              tell(news, desk, fleetFile);
            }
          }
        } catch (OutsideFailure | Store.Unavailable missed) {
          // The next look tells what comes next.
        }
        clock.pause(LOOK);
      }
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  private static void tell(News news, Desk desk, Path fleetFile) {
    Moment moment =
        new Moment(
            news.release() + ": " + news.event().words(),
            tone(news),
            true,
            errorLimit(desk, news.release()));
    FleetProcess.attach(fleetFile).ifPresent(fleet -> fleet.tell(moment));
  }

  private static Moment.Tone tone(News news) {
    return switch (news.event().role()) {
      case BAD -> Moment.Tone.BAD;
      case WAITING, UNKNOWN -> Moment.Tone.WAITING;
      case GOOD -> Moment.Tone.GOOD;
      case MOVING, LATER, NONE -> Moment.Tone.MOVING;
    };
  }

  /** The highest good error rate of the release's plan. */
  private static OptionalDouble errorLimit(Desk desk, String release) {
    if (desk.lookup().find(release, Optional.empty()) instanceof Answer.Yes<ReleaseRecord> found) {
      return found.value().plan().stream()
          .flatMap(plan -> plan.limits().limits().stream())
          .filter(limit -> limit.signal().equals(Signal.ERROR_RATE))
          .map(limit -> limit.atMost())
          .findFirst()
          .orElse(OptionalDouble.empty());
    }
    return OptionalDouble.empty();
  }

  @Override
  public void close() {
    if (thread != null) {
      thread.interrupt();
      try {
        // It may be in the store, which is closed next.
        thread.join(Duration.ofSeconds(2));
      } catch (InterruptedException hurried) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
