package dev.slipway.shell.render;

import static dev.slipway.shell.render.Situations.NOW;
import static dev.slipway.shell.render.Situations.at;

import dev.slipway.view.CheckListView;
import dev.slipway.view.DiffView;
import dev.slipway.view.ItemCounts;
import dev.slipway.view.Role;
import dev.slipway.view.StateWords;
import dev.slipway.view.View;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A checklist with an item in each standing, and what a release changes. */
final class CheckSituations {
  private CheckSituations() {}

  static Map<String, View> all() {
    return Map.of("check-list", checks(), "diff", diff());
  }

  private static CheckListView checks() {
    return new CheckListView(
        NOW,
        Situations.headline(
            "shop/42",
            new StateWords(Role.WAITING, "waiting for the checklist"),
            ReleaseSituations.UNTOUCHED,
            0),
        new ItemCounts(3, 5, 1, 1),
        new ItemCounts(0, 2, 0, 0),
        List.of(
            item(
                "tests-green",
                "before",
                Role.GOOD,
                "confirmed",
                Optional.of("slipway"),
                Optional.empty(),
                "CI run 8812, commit 41fa9c, 1,204 tests",
                true,
                Optional.empty()),
            item(
                "flag-off-path",
                "before",
                Role.GOOD,
                "confirmed",
                Optional.of("Ada Okafor"),
                Optional.of(Instant.parse("2026-12-18T00:00:00Z")),
                "src/flags.yml line 9",
                false,
                Optional.empty()),
            item(
                "load-test",
                "before",
                Role.WAITING,
                "waived",
                Optional.of("Ben Adler"),
                Optional.of(Instant.parse("2026-12-01T00:00:00Z")),
                "same query plan as v2.3",
                false,
                Optional.empty()),
            item(
                "digest-staging",
                "before",
                Role.BAD,
                "failed",
                Optional.of("slipway"),
                Optional.empty(),
                "staging runs sha256:77b0d1…, this release has sha256:9f1c27…",
                true,
                Optional.of("slipway check run shop/42 digest-staging")),
            item(
                "dashboards",
                "before",
                Role.LATER,
                "open",
                Optional.empty(),
                Optional.empty(),
                "needs a person with evidence",
                false,
                Optional.of("slipway check confirm shop/42 dashboards --evidence <url>")),
            item(
                "health",
                "after",
                Role.LATER,
                "open",
                Optional.empty(),
                Optional.empty(),
                "not checked yet",
                true,
                Optional.empty()),
            item(
                "journey-checkout",
                "after",
                Role.LATER,
                "open",
                Optional.empty(),
                Optional.empty(),
                "not checked yet",
                true,
                Optional.empty())),
        Situations.waiting(),
        true);
  }

  private static CheckListView.Item item(
      String id,
      String phase,
      Role role,
      String state,
      Optional<String> by,
      Optional<Instant> until,
      String detail,
      boolean automatic,
      Optional<String> command) {
    return new CheckListView.Item(
        id,
        "code",
        phase,
        "the item " + id,
        "why it matters",
        role,
        state,
        by,
        by.map(who -> at("13:40:00")),
        until,
        state.equals("confirmed") ? Optional.of("this commit") : Optional.empty(),
        detail,
        automatic,
        command);
  }

  private static DiffView diff() {
    return new DiffView(
        Situations.headline(
            "shop/42", new StateWords(Role.LATER, "draft"), ReleaseSituations.UNTOUCHED, 0),
        Optional.of("41fa9c0011223344556677"),
        "77b0d1aa3e52aa0011ffee",
        "sha256:9f1c27…e2",
        List.of(
            new DiffView.Commit(
                "77b0d1aa3e52aa0011ffee",
                "Ada Okafor",
                at("11:00:00"),
                "Coupons: ask for the code before the address, since people look for it there"),
            new DiffView.Commit(
                "88b0d1aa3e52aa0011ffee", "Ben Adler", at("10:00:00"), Situations.HOSTILE)),
        List.of(
            new DiffView.File("src/checkout/Basket.java", "modified", 41, 3),
            new DiffView.File("db/V58__add_coupon.sql", "added", 4, 0)),
        Situations.migrations(),
        new DiffView.Shown(true, true, true));
  }
}
