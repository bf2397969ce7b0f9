package dev.slipway.view;

import dev.slipway.journal.Store;
import dev.slipway.release.ReleaseId;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Releases, one a row, newest change first.
 *
 * @param filter what was asked for, in words; empty when everything was
 * @param more how many rows the limit left out
 */
public record ListView(Instant now, String filter, List<Row> releases, int more) implements View {
  /**
   * @param percent the new version's share now
   * @param reached the highest it ever had
   */
  public record Row(
      String release,
      String service,
      String environment,
      Optional<String> from,
      String version,
      StateWords state,
      HealthWords health,
      int percent,
      int reached,
      Optional<String> risk,
      String owner,
      Instant created,
      Instant changed,
      Optional<String> why) {}

  public ListView {
    releases = List.copyOf(releases);
  }

  @Override
  public String schema() {
    return "release.list/1";
  }

  /**
   * @param rows newest change first
   * @param live the releases whose version everybody has, one of each service and environment
   * @param limit how many are shown at most
   */
  public static ListView of(
      List<Store.Summary> rows,
      Set<ReleaseId> live,
      String filter,
      int limit,
      People people,
      Instant now) {
    List<Row> shown =
        rows.stream().limit(limit).map(row -> row(row, live.contains(row.id()), people)).toList();
    return new ListView(now, Plain.line(filter), shown, rows.size() - shown.size());
  }

  /** The newest finished release of each service and environment; the others were replaced. */
  public static Set<ReleaseId> live(List<Store.Summary> rows) {
    Map<String, ReleaseId> newest = new HashMap<>();
    for (Store.Summary row : rows) {
      if (row.state().equals("Finished")) {
        newest.merge(
            row.id().service() + "/" + row.environment(),
            row.id(),
            (one, other) -> one.number() > other.number() ? one : other);
      }
    }
    return Set.copyOf(newest.values());
  }

  private static Row row(Store.Summary row, boolean live, People people) {
    ReleaseId id = row.id();
    boolean replaced = row.state().equals("Finished") && !live;
    return new Row(
        id.toString(),
        id.service().value(),
        row.environment().value(),
        row.fromVersion().map(Plain::line),
        Plain.line(row.version()),
        replaced
            ? new StateWords(Role.NONE, "replaced")
            : live ? new StateWords(Role.GOOD, "live") : StateWords.of(row),
        HealthWords.of(row),
        replaced ? 0 : row.weight(),
        row.reached(),
        row.risk(),
        people.name(row.owner()),
        row.created(),
        row.changed(),
        row.outcomeReason().map(why -> Plain.line(why, 300)));
  }
}
