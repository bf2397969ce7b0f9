package dev.slipway.view;

import dev.slipway.journal.Fact;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.journal.Store;
import dev.slipway.journal.Summaries;
import dev.slipway.release.ReleaseId;
import dev.slipway.release.Version;
import dev.slipway.rollout.Finished;
import dev.slipway.rollout.Happening;
import dev.slipway.rollout.Starting;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The releases of one service in one environment, newest first.
 *
 * @param live the version everybody has by the journal; empty when nothing was finished yet
 */
public record HistoryView(
    Instant now,
    String service,
    String environment,
    int total,
    Optional<String> live,
    List<Row> releases,
    Delivery delivery)
    implements View {
  /**
   * @param when its start if it started, else its opening
   * @param took from start to end; empty before both
   * @param reached the highest share, in percent
   */
  public record Row(
      long number,
      String release,
      String version,
      Instant when,
      StateWords result,
      HealthWords health,
      int reached,
      String by,
      Optional<String> risk,
      Optional<Duration> took,
      Optional<String> why,
      Optional<String> follows) {}

  public HistoryView {
    releases = List.copyOf(releases);
  }

  @Override
  public String schema() {
    return "release.history/1";
  }

  /**
   * @param releases of this service and environment, newest first; the newest finished one is the
   *     live version
   * @param recent those that delivery figures are made of
   * @param total how many there are beyond those given
   */
  public static HistoryView of(
      String service,
      String environment,
      List<ReleaseRecord> releases,
      int total,
      List<ReleaseRecord> recent,
      People people,
      Instant now) {
    Optional<ReleaseRecord> live =
        releases.stream().filter(r -> r.state() instanceof Finished).findFirst();
    List<Row> rows = new ArrayList<>();
    for (ReleaseRecord release : releases) {
      rows.add(row(release, live.filter(release::equals).isPresent(), people));
    }
    return new HistoryView(
        now,
        service,
        environment,
        total,
        live.map(r -> r.change().to()).map(Version::label),
        rows,
        Delivery.of(recent, now));
  }

  private static Row row(ReleaseRecord release, boolean live, People people) {
    Store.Summary summary = Summaries.of(release);
    Optional<ReleaseRecord.Told> start = start(release);
    Instant when = begun(release);
    boolean over = start.isPresent() && release.state().isEnd();
    return new Row(
        release.id().number(),
        release.id().toString(),
        release.change().to().label(),
        when,
        result(release, live, people),
        HealthWords.of(summary.health()),
        release.reached().users(),
        people.name(start.map(told -> told.entry().by().name()).orElse(release.opened().owner())),
        summary.risk(),
        over ? Optional.of(Duration.between(when, ended(release))) : Optional.empty(),
        summary
            .outcomeReason()
            .map(why -> Plain.line(why, 300))
            .or(() -> live ? Kept.brief(release) : Optional.empty()),
        release.opened().follows().map(ReleaseId::toString));
  }

  private static StateWords result(ReleaseRecord release, boolean live, People people) {
    if (release.state() instanceof Finished finished) {
      String how = finished.planned().isPresent() ? "" : ", adopted";
      return new StateWords(live ? Role.GOOD : Role.NONE, (live ? "live" : "replaced") + how);
    }
    return StateWords.of(release, Optional.empty(), people);
  }

  private static Optional<ReleaseRecord.Told> start(ReleaseRecord release) {
    return release.story().stream()
        .filter(told ->
            told.fact() instanceof Fact.Happened happened
                && happened.answer() == Fact.Answer.MOVED
                && happened.state().equals(Starting.class.getSimpleName())
                && (happened.happening() instanceof Happening.StartRequested
                    || happened.happening() instanceof Happening.TimePassed))
        .reduce((first, later) -> later);
  }

  /** When it was started; when it was opened, if it never was. */
  static Instant begun(ReleaseRecord release) {
    return start(release).orElse(release.story().getFirst()).entry().at();
  }

  static Instant ended(ReleaseRecord release) {
    Instant end = release.story().getLast().entry().at();
    for (ReleaseRecord.Told told : release.story().reversed()) {
      if (told.fact() instanceof Fact.Happened happened && happened.answer() == Fact.Answer.MOVED) {
        return told.entry().at();
      }
    }
    return end;
  }
}
