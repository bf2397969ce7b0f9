package dev.slipway.journal;

import dev.slipway.journal.Fact.Found;
import dev.slipway.journal.ReleaseRecord.Told;
import dev.slipway.rollout.Happening;
import java.util.Optional;

/**
 * Where a release that is over left the traffic, and what was found of that since.
 *
 * @param percent the share of its new version
 * @param incarnation of the target when the share was last known to be ours; empty where it never
 *     was
 * @param newest what the newest look found; empty where none found anything to tell
 * @param losses how often it was set again after a restart
 */
public record TrafficLeft(
    int percent, Optional<String> incarnation, Optional<Fact.TrafficFound> newest, int losses) {

  /** Empty while the release is not over, and where it never had a plan. */
  public static Optional<TrafficLeft> by(ReleaseRecord release) {
    if (!release.state().isEnd() || release.state().planned().isEmpty()) {
      return Optional.empty();
    }
    TrafficLeft left =
        new TrafficLeft(
            release.state().desired().weight().percent(), Optional.empty(), Optional.empty(), 0);
    for (Told told : release.story()) {
      left = left.after(told);
    }
    return Optional.of(left);
  }

  private TrafficLeft after(Told told) {
    return switch (told.fact()) {
      case Fact.Happened happened
          when happened.happening() instanceof Happening.TrafficSettled settled ->
          new TrafficLeft(percent, Optional.of(settled.incarnation()), newest, losses);
      case Fact.TrafficFound found ->
          new TrafficLeft(
              percent,
              isOurs(found.found()) ? Optional.of(found.incarnation()) : incarnation,
              Optional.of(found),
              found.found() == Found.SET_AGAIN ? losses + 1 : losses);
      default -> this;
    };
  }

  private static boolean isOurs(Found found) {
    return found == Found.AS_LEFT || found == Found.SET_AGAIN;
  }

  /** What users get instead; empty where all is as it was left. */
  public Optional<Fact.TrafficFound> astray() {
    return newest.filter(found -> !isOurs(found.found()));
  }
}
