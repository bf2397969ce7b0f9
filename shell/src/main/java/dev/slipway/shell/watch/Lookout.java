package dev.slipway.shell.watch;

import dev.slipway.command.ExitCode;
import dev.slipway.command.WatchWish;
import dev.slipway.control.Clock;
import dev.slipway.control.Desk;
import dev.slipway.control.port.Deployment;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.rollout.Paused;
import dev.slipway.rollout.RollbackFailed;
import dev.slipway.rollout.State;
import dev.slipway.shell.render.Text;
import dev.slipway.shell.render.Tone;
import dev.slipway.view.People;
import dev.slipway.view.WatchView;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/** What both forms of watching read, and the words in which both end. */
final class Lookout {
  /** Far enough back for every bar that is drawn, and not for a whole stage. */
  private static final int CHECKS = 24;

  private static final Duration LEAST = Duration.ofSeconds(60);
  private final Desk desk;
  private final Clock clock;
  private final People people;
  private final Supplier<Optional<Text>> warning;

  /**
   * @param warning what should worry whoever watches: releases move and no process drives them
   */
  Lookout(Desk desk, Clock clock, Supplier<Optional<Text>> warning) {
    this.desk = desk;
    this.clock = clock;
    this.people = People.of(desk.catalogue());
    this.warning = warning;
  }

  Instant now() {
    return clock.now();
  }

  Clock clock() {
    return clock;
  }

  People people() {
    return people;
  }

  ReleaseRecord renew(ReleaseRecord known) {
    return desk.renew(known);
  }

  Optional<Deployment.Running> running(ReleaseRecord release) {
    return desk.running(release);
  }

  Optional<Text> warning() {
    return warning.get();
  }

  WatchView frame(ReleaseRecord release, Optional<Deployment.Running> running) {
    Instant now = clock.now();
    Duration interval = release.plan().map(plan -> plan.limits().interval()).orElse(Duration.ZERO);
    Duration reach = interval.multipliedBy(CHECKS);
    return WatchView.of(
        release,
        desk.checks(release, now.minus(reach.compareTo(LEAST) > 0 ? reach : LEAST)),
        desk.course().assessment(release),
        running,
        people,
        now);
  }

  /**
   * Whether there is nothing left to wait for. Without --wait a pause is the end: somebody has to
   * do something.
   */
  static Optional<ExitCode> over(State state, WatchWish wish) {
    boolean waits = state instanceof Paused || state instanceof RollbackFailed || !state.isMoving();
    return state.isEnd() || (waits && !wish.untilOver())
        ? Optional.of(ExitCode.of(state))
        : Optional.empty();
  }

  /** "shop/42 finished. Users: 100 % on v2, healthy. exit 0". */
  Text verdict(ReleaseRecord release, WatchView frame, ExitCode exit) {
    String why =
        exit == ExitCode.PENDING
                && release.state().isMoving()
                && !(release.state() instanceof Paused)
            ? "; waited no longer, " + becomes(release)
            : "";
    Tone tone =
        switch (frame.headline().state().role()) {
          case BAD -> Tone.BAD;
          case WAITING, UNKNOWN -> Tone.WAITING;
          case GOOD -> Tone.GOOD;
          case MOVING, LATER, NONE -> Tone.PLAIN;
        };
    return Text.of(release.id() + " ", Tone.SUBJECT)
        .and(frame.headline().state().words(), tone)
        .and(". Users: " + frame.headline().users() + why + ". exit " + exit.code());
  }

  /** Said to whoever leaves before the end. */
  Text leaving(ReleaseRecord release) {
    return Text.of("You left the view; ")
        .and(release.id() + " ", Tone.SUBJECT)
        .and(becomes(release).substring("the release ".length()) + ".  Back:  ")
        .and("slipway rollout watch " + release.id(), Tone.COMMAND);
  }

  /** What the release does when nobody watches: "the release goes on". */
  String becomes(ReleaseRecord release) {
    if (!release.state().isMoving()) {
      return "the release stays as it is";
    }
    if (warning().isPresent()) {
      return "the release stands still: no process drives it";
    }
    return release.state() instanceof Paused
        ? "the release stays paused, and limits are still watched"
        : "the release goes on";
  }
}
