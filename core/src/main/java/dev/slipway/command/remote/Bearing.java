package dev.slipway.command.remote;

import dev.slipway.control.Desk;
import dev.slipway.control.Lookup;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.journal.Store;
import dev.slipway.journal.Summaries;
import dev.slipway.view.Progress;
import java.time.Duration;
import java.util.Optional;

/**
 * How a release stands, as far as a prompt tells it.
 *
 * @param release "shop/42"
 * @param state as {@link Store.Summary#state()} has it
 * @param health as {@link Store.Summary#health()} has it
 * @param weight the new version's share, in percent
 * @param left until what is watched now may end by itself, where that can be told
 */
public record Bearing(
    String release,
    String environment,
    String state,
    String health,
    int weight,
    boolean moving,
    Optional<Duration> left) {
  static Bearing of(Desk desk, ReleaseRecord release) {
    Store.Summary summary = Summaries.of(release);
    boolean moving = Lookup.isMoving(summary);
    return new Bearing(
        release.id().toString(),
        summary.environment().value(),
        Summaries.stateOf(summary),
        summary.health(),
        Summaries.byFlag(summary).orElse(summary.weight()),
        moving,
        moving ? left(desk, release) : Optional.empty());
  }

  private static Optional<Duration> left(Desk desk, ReleaseRecord release) {
    try {
      return Progress.left(release, desk.course().assessment(release));
    } catch (RuntimeException away) {
      return Optional.empty();
    }
  }
}
