package dev.slipway.shell.watch;

import dev.slipway.command.ExitCode;
import dev.slipway.command.WatchWish;
import dev.slipway.command.remote.Sighting;
import dev.slipway.control.Clock;
import dev.slipway.shell.render.Text;
import dev.slipway.shell.render.Tone;
import java.time.Instant;
import java.util.Optional;

/** What both forms of watching see, and the words in which both end. */
final class Lookout {
  private final Sight sight;
  private final Clock clock;
  private Sighting newest;

  Lookout(Sight sight, Clock clock) {
    this.sight = sight;
    this.clock = clock;
    this.newest = sight.look();
  }

  Instant now() {
    return clock.now();
  }

  Clock clock() {
    return clock;
  }

  /** Looks anew. */
  Sighting look() {
    newest = sight.look();
    return newest;
  }

  /** What was seen last. */
  Sighting newest() {
    return newest;
  }

  Optional<Text> warning() {
    return sight.warning();
  }

  /**
   * Whether there is nothing left to wait for. Without --wait a pause is the end: somebody has to
   * do something.
   */
  static Optional<ExitCode> over(Sighting seen, WatchWish wish) {
    return seen.over() || (seen.waits() && !wish.untilOver())
        ? ExitCode.of(seen.exit())
        : Optional.empty();
  }

  /** "shop/42 finished. Users: 100 % on v2, healthy. exit 0". */
  Text verdict(ExitCode exit) {
    String why =
        exit == ExitCode.PENDING && newest.moving() && !newest.paused()
            ? "; waited no longer, " + becomes()
            : "";
    Tone tone =
        switch (newest.view().headline().state().role()) {
          case BAD -> Tone.BAD;
          case WAITING, UNKNOWN -> Tone.WAITING;
          case GOOD -> Tone.GOOD;
          case MOVING, LATER, NONE -> Tone.PLAIN;
        };
    return Text.of(newest.release() + " ", Tone.SUBJECT)
        .and(newest.view().headline().state().words(), tone)
        .and(". Users: " + newest.view().headline().users() + why + ". exit " + exit.code());
  }

  /** Said to whoever leaves before the end. */
  Text leaving() {
    return Text.of("You left the view; ")
        .and(newest.release() + " ", Tone.SUBJECT)
        .and(becomes().substring("the release ".length()) + ".  Back:  ")
        .and("slipway rollout watch " + newest.release(), Tone.COMMAND);
  }

  /** What the release does when nobody watches: "the release goes on". */
  String becomes() {
    if (!newest.moving()) {
      return "the release stays as it is";
    }
    if (warning().isPresent()) {
      return "the release stands still: no process drives it";
    }
    return newest.paused()
        ? "the release stays paused, and limits are still watched"
        : "the release goes on";
  }
}
