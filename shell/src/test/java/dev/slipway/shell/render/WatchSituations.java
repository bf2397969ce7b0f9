package dev.slipway.shell.render;

import dev.slipway.view.Role;
import dev.slipway.view.View;
import dev.slipway.view.WatchView;
import dev.slipway.view.WatchView.Action;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/** A release on its way, in every situation that looks different. */
final class WatchSituations {
  private static final int[] CANARY = {5, 10, 25, 50, 100};
  private static final Duration QUARTER = Duration.ofMinutes(15);
  private static final String BACK =
      "A limit broken 3 times in a row sends everybody back to v2.4.0; nobody is asked.";

  private WatchSituations() {}

  static Map<String, View> all() {
    Map<String, View> all = new LinkedHashMap<>();
    frames().forEach((name, frame) -> all.put("watch-" + name, frame));
    return all;
  }

  static WatchView frame(String name) {
    return Objects.requireNonNull(frames().get(name), name);
  }

  static Map<String, WatchView> frames() {
    Map<String, WatchView> frames = new LinkedHashMap<>();
    frames.put("planned", planned().make());
    frames.put("preparing", preparing().make());
    frames.put("moving", moving().make());
    frames.put("baking", baking().make());
    frames.put("share-out-of-sight", baking().lastSeen().make());
    frames.put("near-limit", near().make());
    frames.put("broken-once", brokenOnce().make());
    frames.put("rolling-back", rollingBack().make());
    frames.put("verifying-rollback", verifyingRollback().make());
    frames.put("rolled-back", rolledBack().make());
    frames.put("paused-by-a-person", paused("a person asked").make());
    frames.put("paused-too-little-data", tooLittle().make());
    frames.put("paused-metrics-silent", silent().make());
    frames.put("observing", observing().make());
    frames.put("completing", completing().make());
    frames.put("finished", finished().make());
    frames.put("rolling-strategy", rolling().make());
    frames.put("long-names", longNames().make());
    frames.put("hostile", hostile().make());
    return frames;
  }

  static WatchView firstRelease() {
    return baking().replacingNothing().make();
  }

  private static GivenFrame planned() {
    return new GivenFrame()
        .state(Role.WAITING, "planned, not started")
        .health(Role.NONE, "untouched")
        .at(0)
        .stages(0, Role.LATER, "later", 0, CANARY)
        .may()
        .next("It waits to be started.");
  }

  private static GivenFrame preparing() {
    return new GivenFrame()
        .at(10)
        .stages(3, Role.MOVING, "preparing", 0, CANARY)
        .doing("stage 3 of 5")
        .may(Action.PAUSE, Action.ROLL_BACK)
        .errorRate(0.0034, Role.GOOD, "within", 0)
        .usualSignals()
        .fleet(6, 1, 2)
        .event("14:47:03", Role.GOOD, "stage 2 held: 1,812 requests, all signals within limits")
        .next("When 2 instances are ready the share goes to 25 %. " + BACK);
  }

  private static GivenFrame moving() {
    return new GivenFrame()
        .at(10)
        .stages(3, Role.MOVING, "moving traffic", 0, CANARY)
        .doing("stage 3 of 5")
        .may(Action.PAUSE, Action.ROLL_BACK)
        .errorRate(0.0034, Role.GOOD, "within", 0)
        .usualSignals()
        .fleet(6, 2, 2)
        .event("14:53:06", Role.GOOD, "instances for stage 3 done: 2 ready")
        .next("The share goes to 25 %. " + BACK);
  }

  private static GivenFrame baking() {
    return new GivenFrame()
        .stages(3, Role.MOVING, "being watched", 0.4, CANARY)
        .watching("stage 3 of 5", Duration.ofSeconds(536), QUARTER)
        .may(Action.PAUSE, Action.ADVANCE, Action.EXTEND, Action.ROLL_BACK)
        .errorRate(0.0034, Role.GOOD, "within", 0)
        .usualSignals()
        .evidence(Role.GOOD, "v2.4.1", 3566, 0)
        .apart(0.13, 0.19, "error rate of v2.4.1 0.13 points higher, could be chance (p = 0.19)")
        .migrations()
        .fleet(6, 2, 2)
        .event("14:47:03", Role.MOVING, "stage 3 started: 25 %")
        .event("14:47:01", Role.GOOD, "stage 2 held: 1,812 requests, all signals within limits")
        .event("14:31:58", Role.MOVING, "Ada Okafor started the release (plan 3b7f)")
        .next("In about 9 min stage 4 begins: 50 %, if limits hold. " + BACK);
  }

  private static GivenFrame near() {
    return new GivenFrame()
        .stages(3, Role.MOVING, "being watched", 0.4, CANARY)
        .watching("stage 3 of 5", Duration.ofSeconds(536), QUARTER)
        .may(Action.PAUSE, Action.ADVANCE, Action.EXTEND, Action.ROLL_BACK)
        .latency("p95", 188, 231, OptionalDouble.of(250), Role.WAITING, "near")
        .errorRate(0.0034, Role.GOOD, "within", 0)
        .evidence(Role.GOOD, "v2.4.1", 3566, 0)
        .fleet(6, 2, 2)
        .event("14:47:03", Role.MOVING, "stage 3 started: 25 %")
        .next("In about 9 min stage 4 begins: 50 %, if limits hold. " + BACK);
  }

  private static GivenFrame brokenOnce() {
    return new GivenFrame()
        .health(Role.WAITING, "limit broken 1 of 3")
        .stages(3, Role.MOVING, "being watched", 0.5, CANARY)
        .watching("stage 3 of 5", Duration.ofSeconds(450), QUARTER)
        .may(Action.PAUSE, Action.ADVANCE, Action.EXTEND, Action.ROLL_BACK)
        .errorRate(0.061, Role.BAD, "broken", 1)
        .usualSignals()
        .evidence(Role.BAD, "v2.4.1", 3602, 1)
        .apart(5.9, 0, "error rate of v2.4.1 5.90 points higher, hardly chance (p < 0.001)")
        .fleet(6, 2, 2)
        .event("14:53:05", Role.BAD, "limit broken 1 of 3: error rate 6.10 %, limit 1 %")
        .event("14:47:03", Role.MOVING, "stage 3 started: 25 %")
        .next("In about 8 min stage 4 begins: 50 %, if limits hold. " + BACK);
  }

  private static GivenFrame rollingBack() {
    return new GivenFrame()
        .state(Role.BAD, "rolling back")
        .health(Role.BAD, "harmed")
        .because("error rate 11.8 %, limit 1.00 %")
        .takenBackFrom(3, CANARY)
        .doing("v2.4.0 after the rollback")
        .may()
        .errorRate(0.118, Role.BAD, "broken", 3)
        .usualSignals()
        .fleet(6, 2, 2)
        .event(
            "14:53:05",
            Role.BAD,
            "limit broken 3 of 3: error rate 11.80 %, 70 of 593 requests; rolling back")
        .event("14:53:03", Role.BAD, "limit broken 2 of 3: error rate 8.40 %, limit 1 %")
        .event("14:53:01", Role.BAD, "limit broken 1 of 3: error rate 6.10 %, limit 1 %")
        .next("Everybody goes back now; then the old version is checked.");
  }

  private static GivenFrame verifyingRollback() {
    return new GivenFrame()
        .state(Role.BAD, "rolling back, checking the old version")
        .health(Role.UNKNOWN, "not judged yet")
        .at(0)
        .because("error rate 11.8 %, limit 1.00 %")
        .takenBackFrom(3, CANARY)
        .watching("v2.4.0 after the rollback", Duration.ofSeconds(21), Duration.ofSeconds(30))
        .may()
        .errorRate(0.118, Role.BAD, "broken", 3)
        .usualSignals()
        .evidence(Role.GOOD, "v2.4.0", 240, 0)
        .fleet(6, 2, 2)
        .event("14:53:06", Role.MOVING, "everybody is on the old version; it is watched")
        .event(
            "14:53:05",
            Role.BAD,
            "limit broken 3 of 3: error rate 11.80 %, 70 of 593 requests; rolling back")
        .next("When the old version is healthy the new one is removed.");
  }

  private static GivenFrame rolledBack() {
    return new GivenFrame()
        .state(Role.BAD, "rolled back by itself")
        .health(Role.GOOD, "healthy; affected: 70 failed requests in 31 s")
        .at(0)
        .because("error rate 11.8 %, limit 1.00 %")
        .takenBackFrom(3, CANARY)
        .over()
        .event("14:53:07", Role.GOOD, "rolled back to the old version, verified")
        .event("14:53:06", Role.MOVING, "everybody is on the old version; it is watched")
        .next("Nothing: it was rolled back, and the version does not come back without a reason.");
  }

  private static GivenFrame paused(String why) {
    return new GivenFrame()
        .state(Role.WAITING, "paused: " + why)
        .stages(3, Role.WAITING, "paused", 0.4, CANARY)
        .doing("stage 3 of 5")
        .may(Action.RESUME, Action.ROLL_BACK)
        .errorRate(0.0034, Role.GOOD, "within", 0)
        .usualSignals()
        .evidence(Role.GOOD, "v2.4.1", 3566, 0)
        .fleet(6, 2, 2)
        .event("14:53:00", Role.WAITING, "Ada Okafor paused it: looking at a log line")
        .next(
            "It waits for somebody; unanswered it goes back in 59 min. Limits are still watched.");
  }

  private static GivenFrame tooLittle() {
    return new GivenFrame()
        .state(Role.WAITING, "paused: too little data for a verdict")
        .health(Role.UNKNOWN, "too little data to tell")
        .stages(3, Role.WAITING, "paused", 1, CANARY)
        .doing("stage 3 of 5")
        .may(Action.RESUME, Action.ROLL_BACK)
        .errorRate(0, Role.UNKNOWN, "few in window", 0)
        .evidence(Role.UNKNOWN, "v2.4.1", 12, 0)
        .fleet(6, 2, 2)
        .event(
            "14:53:00", Role.WAITING, "paused: too little data for a verdict: 12 of 400 requests")
        .next(
            "It waits for somebody; unanswered it goes back in 59 min. Limits are still watched.");
  }

  private static GivenFrame silent() {
    return new GivenFrame()
        .state(Role.WAITING, "paused: health cannot be measured")
        .health(Role.UNKNOWN, "cannot be measured now")
        .stages(3, Role.WAITING, "paused", 0.4, CANARY)
        .doing("stage 3 of 5")
        .may(Action.ROLL_BACK)
        .signal(
            "error-rate",
            "error rate",
            Double.NaN,
            Double.NaN,
            "–",
            "–",
            OptionalDouble.of(0.01),
            "< 1 %",
            Role.UNKNOWN,
            "unmeasured",
            0)
        .evidence(Role.UNKNOWN, "v2.4.1", 3566, 0)
        .event("14:53:00", Role.WAITING, "metrics do not answer: connection refused")
        .next("It goes on by itself when it can be measured; otherwise it goes back in 9 min.");
  }

  private static GivenFrame observing() {
    return new GivenFrame()
        .state(Role.MOVING, "at 100 %, being observed")
        .at(100)
        .stages(6, Role.GOOD, "done", 1, CANARY)
        .watching("everybody on v2.4.1", Duration.ofMinutes(72), Duration.ofMinutes(90))
        .may(Action.PAUSE, Action.EXTEND, Action.ROLL_BACK)
        .errorRate(0.0034, Role.GOOD, "within", 0)
        .usualSignals()
        .evidence(Role.GOOD, "v2.4.1", 12_004, 0)
        .fleet(6, 6, 6)
        .event("14:47:03", Role.GOOD, "checks after deploy done: 6 of 6")
        .next("In about 72 min the old version is retired, if limits hold. " + BACK);
  }

  private static GivenFrame completing() {
    return new GivenFrame()
        .state(Role.MOVING, "at 100 %, retiring the old version")
        .at(100)
        .stages(6, Role.GOOD, "done", 1, CANARY)
        .doing("everybody on v2.4.1")
        .may(Action.PAUSE, Action.ROLL_BACK)
        .errorRate(0.0034, Role.GOOD, "within", 0)
        .evidence(Role.GOOD, "v2.4.1", 240, 0)
        .fleet(3, 6, 6)
        .event("14:53:00", Role.GOOD, "retiring old instances, batch 1 done")
        .next("When the old version is gone the release is finished.");
  }

  private static GivenFrame finished() {
    return new GivenFrame()
        .state(Role.GOOD, "finished")
        .at(100)
        .stages(6, Role.GOOD, "done", 1, CANARY)
        .over()
        .event("14:53:05", Role.GOOD, "removing the old version done")
        .next("Nothing: it is finished.");
  }

  private static GivenFrame rolling() {
    int[] batches = IntStream.rangeClosed(1, 12).map(batch -> batch * 100 / 12).toArray();
    return new GivenFrame()
        .state(Role.MOVING, "rolling out, stage 4 of 12")
        .at(33)
        .stages(4, Role.MOVING, "being watched", 0.5, batches)
        .watching("stage 4 of 12", Duration.ofSeconds(150), Duration.ofMinutes(5))
        .may(Action.PAUSE, Action.ADVANCE, Action.EXTEND, Action.ROLL_BACK)
        .errorRate(0.0034, Role.GOOD, "within", 0)
        .evidence(Role.GOOD, "v2.4.1", 810, 0)
        .fleet(8, 4, 4)
        .event("14:47:03", Role.MOVING, "stage 4 started: 33 %")
        .next("In about 3 min stage 5 begins: 41 %, if limits hold. " + BACK);
  }

  private static GivenFrame longNames() {
    return baking()
        .named(
            Situations.LONG + "/1042",
            "2026.11.16-build-20481-release",
            "2026.11.17-build-20517-release",
            "Wilhelmina van der Bruggen-Okafor")
        .signal(
            "checkout-conversions-of-returning-buyers",
            "checkout conversions of returning buyers",
            0.33,
            0.34,
            "0.330",
            "0.340",
            OptionalDouble.empty(),
            "–",
            Role.NONE,
            "no limit",
            0);
  }

  private static GivenFrame hostile() {
    return baking()
        .named("shop/42", "v1", Situations.HOSTILE, Situations.HOSTILE)
        .event("14:53:00", Role.BAD, Situations.HOSTILE + " " + Situations.HOSTILE);
  }
}
