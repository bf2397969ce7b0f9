package dev.slipway.shell.render;

import static dev.slipway.shell.render.Situations.NOW;
import static dev.slipway.shell.render.Situations.at;

import dev.slipway.view.CheckListView;
import dev.slipway.view.Event;
import dev.slipway.view.Headline;
import dev.slipway.view.ItemCounts;
import dev.slipway.view.Role;
import dev.slipway.view.ShowView;
import dev.slipway.view.StateWords;
import dev.slipway.view.View;
import dev.slipway.view.WatchView;
import dev.slipway.view.WatchView.Action;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A suite has passed, and a person has not tried yet what users do. */
final class ProofSituations {
  private static final String PASSED =
      "passed after 214 s (v2.4.1, sha256:9f1c27…e2): …checkout ok, refund ok, 412 of 412 tests passed";
  private static final String WAITS =
      "It is no success before journey-buy-as-a-guest is shown: slipway check list shop/42 --phase after.";
  private static final String BACK =
      "A limit broken 3 times in a row sends everybody back to v2.4.0; nobody is asked.";

  private ProofSituations() {}

  static Map<String, View> all() {
    return Map.of(
        "show-unshown", show(), "check-list-unshown", checks(), "watch-unshown", watched());
  }

  private static Headline headline() {
    return Situations.headline(
        "shop/42",
        new StateWords(Role.MOVING, "at 100 %, being observed"),
        Situations.healthy(),
        100);
  }

  private static ShowView show() {
    return new ShowView(
        NOW,
        headline(),
        "Coupons in the basket",
        "",
        Optional.empty(),
        "Ada Okafor",
        ReleaseSituations.change(),
        ReleaseSituations.plan(false),
        Situations.before(),
        new ItemCounts(2, 3, 0, 0),
        Situations.approved(),
        List.of(),
        List.of(),
        Situations.groups(),
        Optional.of(
            "the old version is retired in 12 min if limits hold and journey-buy-as-a-guest is shown"),
        Optional.of(at("15:05:00")),
        Optional.empty(),
        List.of(new Event(at("14:50:03"), "slipway", Role.GOOD, "suite done: " + PASSED)),
        24,
        List.of(),
        Optional.empty(),
        "slipway rollout watch shop/42",
        Optional.of("slipway rollout pause shop/42"),
        Optional.of("slipway rollback shop/42"));
  }

  private static CheckListView checks() {
    return new CheckListView(
        NOW,
        headline(),
        Situations.before(),
        new ItemCounts(2, 3, 0, 0),
        List.of(
            item(
                "health",
                "all instances of the new version are healthy",
                "slipway",
                "2 of 2 instances: answers 200",
                true,
                Optional.empty()),
            item(
                "integration-suite",
                "the integration suite passes with everybody on v2.4.1",
                "slipway",
                PASSED,
                true,
                Optional.empty()),
            item(
                "journey-buy-as-a-guest",
                "Buy one book as a guest, with a coupon, and look for the mail that says so.",
                "",
                "\"Buy one book as a guest, with a coupon, and look for the mail that says so.\" needs service-owner, with a link that shows it, until 2026-11-17 16:47 UTC",
                false,
                Optional.of(
                    "slipway check confirm shop/42 journey-buy-as-a-guest --evidence \"link\""))),
        Situations.approved(),
        true);
  }

  private static CheckListView.Item item(
      String id,
      String title,
      String by,
      String detail,
      boolean automatic,
      Optional<String> command) {
    boolean closed = command.isEmpty();
    return new CheckListView.Item(
        id,
        "testing",
        "after",
        title,
        "why it matters",
        closed ? Role.GOOD : Role.LATER,
        closed ? "confirmed" : "open",
        closed ? Optional.of(by) : Optional.empty(),
        closed ? Optional.of(at("14:50:03")) : Optional.empty(),
        closed ? Optional.empty() : Optional.of(at("16:47:00")),
        closed ? Optional.of("this digest") : Optional.empty(),
        detail,
        automatic,
        command);
  }

  private static WatchView watched() {
    return new GivenFrame()
        .state(Role.MOVING, "at 100 %, being observed")
        .at(100)
        .stages(6, Role.GOOD, "done", 1, 5, 10, 25, 50, 100)
        .watching("everybody on v2.4.1", Duration.ofMinutes(12), Duration.ofMinutes(15))
        .may(Action.PAUSE, Action.EXTEND, Action.ROLL_BACK)
        .errorRate(0.0034, Role.GOOD, "within", 0)
        .usualSignals()
        .evidence(Role.GOOD, "v2.4.1", 12_004, 0)
        .fleet(6, 6, 6)
        .event("14:50:03", Role.GOOD, "suite done: " + PASSED)
        .next("In about 12 min the old version is retired, if limits hold. " + WAITS + " " + BACK)
        .make();
  }
}
