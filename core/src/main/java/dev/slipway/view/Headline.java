package dev.slipway.view;

import dev.slipway.control.GateKeeper;
import dev.slipway.control.Served;
import dev.slipway.health.Assessment;
import dev.slipway.journal.Fact;
import dev.slipway.journal.FlagsLeft;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.journal.ShareSight;
import dev.slipway.journal.TrafficLeft;
import dev.slipway.plan.Plan;
import dev.slipway.release.Version;
import dev.slipway.release.Weight;
import dev.slipway.rollout.Cancelled;
import dev.slipway.rollout.Draft;
import dev.slipway.rollout.Paused;
import dev.slipway.rollout.Planned;
import dev.slipway.rollout.RollbackFailed;
import dev.slipway.rollout.RollingBack;
import dev.slipway.rollout.Underway;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The two lines above everything about a release: what it does, and what users get.
 *
 * @param from the old version; empty for a first release
 * @param since when it came into this state
 * @param shares who is served by what, the old version first; one entry when everybody has the
 *     same. Before a release has touched anything they are what others made of them
 * @param users the shares and their health as a sentence: "75 % on v2.4.0, 25 % on v2.4.1, healthy"
 */
public record Headline(
    String release,
    String service,
    String environment,
    Optional<String> from,
    String to,
    StateWords state,
    HealthWords health,
    Instant since,
    List<Share> shares,
    String users) {
  /**
   * @param lastSeen nobody can see it now: it is as old as the last sight
   */
  public record Share(String version, int percent, boolean lastSeen) {
    public Share(String version, int percent) {
      this(version, percent, false);
    }
  }

  public Headline {
    shares = List.copyOf(shares);
  }

  /**
   * @param gates how the gate stands, where it was asked
   * @param assessment the newest check of what is watched, where there is one
   */
  public static Headline of(
      ReleaseRecord release,
      Optional<GateKeeper.Status> gates,
      Optional<Assessment> assessment,
      People people) {
    Optional<String> from = release.change().from().map(Version::label);
    String to = release.change().to().label();
    HealthWords health = HealthWords.of(release, assessment);
    Optional<Served> others =
        isUntouched(release) ? gates.flatMap(GateKeeper.Status::served) : Optional.empty();
    List<Share> shares =
        others
            .map(served -> shares(served.old(), served.fresh(), served.percent()))
            .orElseGet(() -> shares(from, to, percent(release)));
    if (ShareSight.isLost(release)) {
      shares =
          shares.stream().map(share -> new Share(share.version(), share.percent(), true)).toList();
    }
    return new Headline(
        release.id().toString(),
        release.id().service().value(),
        release.opened().environment().value(),
        from,
        to,
        StateWords.of(release, gates.map(GateKeeper.Status::verdict), people),
        health,
        since(release),
        shares,
        users(shares, byFlag(release), health)
            + others.map(served -> " by this release; " + served.words()).orElse("")
            + (astray(release).isPresent() ? "; not where " + release.id() + " left them" : "")
            + flagsAstray(release)
            + affected(release));
  }

  private static boolean isUntouched(ReleaseRecord release) {
    return switch (release.state()) {
      case Draft draft -> true;
      case Planned planned -> true;
      case Cancelled cancelled -> true;
      default -> false;
    };
  }

  /** The share that was confirmed last; a move in progress is not one yet. */
  static int percent(ReleaseRecord release) {
    return held(release).percent();
  }

  private static Weight held(ReleaseRecord release) {
    return switch (release.state()) {
      case Underway underway -> underway.held();
      case Paused paused -> paused.inside().held();
      case RollingBack back -> held(back);
      case RollbackFailed failed -> held(failed.back());
      default ->
          astray(release)
              .map(found -> new Weight(found.percent()))
              .orElseGet(() -> release.state().desired().weight());
    };
  }

  /** What was seen of the traffic after the end, where it is not as it was left. */
  static Optional<Fact.TrafficFound> astray(ReleaseRecord release) {
    return TrafficLeft.by(release).flatMap(TrafficLeft::astray);
  }

  /** What flags were seen to show after the end, where that is not as it was left. */
  private static String flagsAstray(ReleaseRecord release) {
    StringBuilder words = new StringBuilder();
    for (Fact.FlagFound found : FlagsLeft.by(release).astray()) {
      words.append("; ").append(Plain.line(found.words(), 300));
    }
    return words.toString();
  }

  private static Weight held(RollingBack back) {
    boolean stillServes =
        back.leg() instanceof RollingBack.Leg.Traffic
            || back.leg() instanceof RollingBack.Leg.Restoring;
    return stillServes ? back.held() : Weight.NONE;
  }

  private static List<Share> shares(Optional<String> from, String to, int percent) {
    List<Share> shares = new ArrayList<>();
    if (percent < 100) {
      from.ifPresent(old -> shares.add(new Share(old, 100 - percent)));
    }
    if (percent > 0) {
      shares.add(new Share(to, percent));
    }
    return shares;
  }

  /** "flag coupon_ui shows 10 % what is new, "; "" where no flag keeps it from anybody. */
  private static String byFlag(ReleaseRecord release) {
    Weight held = held(release);
    List<String> flags = release.plan().map(Plan::flags).orElse(List.of());
    if (flags.isEmpty() || held.percent() == 0 || release.state().isEnd()) {
      return "";
    }
    if (!held.showsAny()) {
      return Plain.line(release.plan().map(Plan::namedFlags).orElse(""), 200)
          + (flags.size() == 1 ? " is off, " : " are off, ");
    }
    if (held.shown() == 100) {
      return shows(flags.getLast(), 100);
    }
    return held.shown() == 0
        ? shows(flags.get(Math.min(held.on(), flags.size()) - 1), 100)
        : shows(flags.get(Math.min(held.on(), flags.size() - 1)), held.shown());
  }

  /** Of several flags the one that was turned last: those before it are wholly on. */
  private static String shows(String flag, int percent) {
    return "flag " + Plain.line(flag, 80) + " shows " + percent + " % what is new, ";
  }

  private static String users(List<Share> shares, String flag, HealthWords health) {
    if (shares.isEmpty()) {
      return "nobody is served yet";
    }
    StringBuilder words = new StringBuilder();
    for (Share share : shares) {
      words.append(share.percent()).append(" % on ").append(share.version()).append(", ");
    }
    if (shares.getFirst().lastSeen()) {
      words.setLength(words.length() - 2);
      words.append(" when last seen, ");
    }
    return words.append(flag).append(health.words()).toString();
  }

  /** Who had trouble with the new version, as counted. */
  private static String affected(ReleaseRecord release) {
    for (ReleaseRecord.Told told : release.story().reversed()) {
      if (told.fact() instanceof Fact.Affected affected) {
        return (affected.failures() == 0
                ? "; no request failed"
                : "; affected: " + Figures.count(affected.failures(), "failed request"))
            + " in "
            + Figures.duration(
                Duration.ofSeconds(Duration.between(affected.from(), affected.to()).toSeconds()));
      }
    }
    return "";
  }

  private static Instant since(ReleaseRecord release) {
    Instant since = release.story().getFirst().entry().at();
    String name = release.state().name();
    for (ReleaseRecord.Told told : release.story().reversed()) {
      if (told.fact() instanceof Fact.Happened happened) {
        if (!happened.state().equals(name)) {
          return since;
        }
        since = told.entry().at();
      }
    }
    return since;
  }
}
