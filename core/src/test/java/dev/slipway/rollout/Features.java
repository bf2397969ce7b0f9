package dev.slipway.rollout;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** An answer and the state it leads to, in the words of {@link TheTable}. */
final class Features {
  private Features() {}

  /** {@code →State}, {@code ~}, {@code =}, {@code R} or {@code ·}. */
  static String way(State from, Decision decision) {
    return switch (decision) {
      case Decision.Moved moved ->
          moved.next().name().equals(from.name()) ? "~" : "→" + moved.next().name();
      case Decision.Stayed stayed -> "=";
      case Decision.Late late -> "·";
      case Decision.Refused refused -> "R";
    };
  }

  static List<Effect> effects(Decision decision) {
    return switch (decision) {
      case Decision.Moved moved -> moved.effects();
      case Decision.Stayed stayed -> stayed.effects();
      case Decision.Late late -> List.of();
      case Decision.Refused refused -> List.of();
    };
  }

  static State after(State from, Decision decision) {
    return decision instanceof Decision.Moved moved ? moved.next() : from;
  }

  /** Everything a cell may ask for. */
  static Set<String> of(State from, Decision decision) {
    Set<String> words = new TreeSet<>();
    add(words, after(from, decision));
    words.addAll(calls(decision));
    return words;
  }

  /** Whether people are called or only told that something was noticed. */
  static Set<String> calls(Decision decision) {
    Set<String> words = new TreeSet<>();
    for (Effect effect : effects(decision)) {
      if (effect instanceof Effect.PageSomeone) {
        words.add("page");
      }
      if (effect instanceof Effect.Announce announce && announce.news() == Effect.News.NOTICED) {
        words.add("notice");
      }
    }
    return words;
  }

  /** Holds that the answer adds. */
  static Set<String> newHolds(State from, Decision decision) {
    Set<String> holds = holds(after(from, decision));
    holds.removeAll(holds(from));
    return holds;
  }

  private static Set<String> holds(State state) {
    Set<String> words = new TreeSet<>();
    if (state instanceof Paused paused) {
      paused.holds().forEach(hold -> words.add(word(hold)));
    }
    return words;
  }

  static String word(Hold hold) {
    return hold.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static void add(Set<String> words, State state) {
    switch (state) {
      case Draft draft -> words.add("draft");
      case Planned planned -> words.add(planned.due().isPresent() ? "scheduled" : "unscheduled");
      case Underway underway -> add(words, underway);
      case Paused paused -> {
        words.addAll(holds(paused));
        words.add("in-" + paused.inside().name());
        add(words, paused.inside());
      }
      case RollingBack back -> add(words, back);
      case RollbackFailed failed -> add(words, failed.back());
      case Finished finished -> words.add("finished");
      case RolledBack rolledBack -> {
        words.add(word(rolledBack.verification()));
        rolledBack.remains().ifPresent(what -> words.add("remains"));
      }
      case Cancelled cancelled -> words.add("cancelled");
    }
  }

  private static void add(Set<String> words, Underway underway) {
    underway.work().ifPresent(work -> words.add("attempt-" + work.attempt()));
    switch (underway) {
      case Starting starting -> {
        words.add("step-" + (starting.index() + 1));
        boundary(words, starting.pauseAtBoundary(), starting.holdAtEnd());
      }
      case Deploying deploying ->
          boundary(words, deploying.pauseAtBoundary(), deploying.holdAtEnd());
      case Shifting shifting -> {
        words.add("stage-" + (shifting.stage() + 1));
        words.add(shifting.phase().getClass().getSimpleName().toLowerCase(Locale.ROOT));
        boundary(words, Set.of(), shifting.holdAtEnd());
        share(words, shifting.share());
      }
      case Verifying verifying -> share(words, verifying.share());
      case Observing observing -> share(words, observing.share());
      case Completing completing -> {
        words.add("step-" + (completing.index() + 1));
        boundary(words, completing.pauseAtBoundary(), false);
        share(words, completing.share());
      }
    }
  }

  private static void boundary(Set<String> words, Set<Hold> holds, boolean holdAtEnd) {
    holds.forEach(hold -> words.add("boundary-" + word(hold)));
    if (holdAtEnd) {
      words.add("hold-at-end");
    }
  }

  private static void share(Set<String> words, Share share) {
    words.add(share.reapply() ? "re-apply" : "settled");
  }

  private static void add(Set<String> words, RollingBack back) {
    words.add("try-" + back.attempt());
    back.work().ifPresent(work -> words.add("attempt-" + work.attempt()));
    switch (back.leg()) {
      case RollingBack.Leg.Restoring restoring -> words.add("restoring");
      case RollingBack.Leg.Traffic traffic -> words.add("traffic");
      case RollingBack.Leg.Verify verify -> words.add("verify");
      case RollingBack.Leg.CleanUp cleanUp -> {
        words.add("cleaning");
        words.add(word(cleanUp.verification()));
      }
    }
  }

  private static String word(Verification verification) {
    return switch (verification) {
      case Verification.Verified verified -> "verified";
      case Verification.Unverified unverified -> "unverified";
      case Verification.StillUnhealthy unhealthy -> "still-unhealthy";
      case Verification.ByHand byHand -> "by-hand";
    };
  }
}
