package dev.slipway.shell.render;

import static dev.slipway.shell.render.Situations.NOW;
import static dev.slipway.shell.render.Situations.at;

import dev.slipway.view.ApprovalPart;
import dev.slipway.view.Block;
import dev.slipway.view.Event;
import dev.slipway.view.Headline;
import dev.slipway.view.HealthWords;
import dev.slipway.view.ItemCounts;
import dev.slipway.view.Role;
import dev.slipway.view.ShowView;
import dev.slipway.view.StateWords;
import dev.slipway.view.View;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

final class ReleaseSituations {
  static final ApprovalPart NONE = new ApprovalPart(0, List.of(), List.of(), List.of());
  static final HealthWords UNTOUCHED = new HealthWords(Role.NONE, "untouched");

  private ReleaseSituations() {}

  static Map<String, View> all() {
    Map<String, View> all = new LinkedHashMap<>();
    all.put("show-draft", draft());
    all.put("show-waiting", waiting());
    all.put("show-many-open", manyOpen());
    all.put("show-shifting", shifting());
    all.put("show-paused", paused());
    all.put("show-rolled-back", rolledBack());
    all.put("show-hostile", hostile());
    return all;
  }

  static ShowView.ChangePart change() {
    return new ShowView.ChangePart(
        7,
        3,
        12,
        341,
        Optional.of(Instant.parse("2026-11-16T12:10:00Z")),
        "sha256:" + "9f1c27".repeat(10) + "e2e2",
        "sha256:9f1c27…e2",
        Optional.empty());
  }

  static Optional<ShowView.PlanPart> plan(boolean losesData) {
    return Optional.of(
        new ShowView.PlanPart(
            "3b7f".repeat(16),
            "3b7f",
            Situations.risk(),
            "canary 5 → 25 → 50 → 100 %, 15 min each, rolls back by itself",
            losesData
                ? "traffic switch to v2.4.0, about 10 s, LOSES what was written to coupon"
                : "traffic switch to v2.4.0, about 10 s, no data loss",
            losesData));
  }

  private static ShowView draft() {
    return new ShowView(
        NOW,
        Situations.headline("shop/42", new StateWords(Role.LATER, "draft"), UNTOUCHED, 0),
        "",
        "",
        Optional.empty(),
        "Ada Okafor",
        change(),
        Optional.empty(),
        new ItemCounts(0, 11, 0, 0),
        Situations.after(),
        NONE,
        List.of(),
        List.of(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        0,
        List.of(),
        Optional.empty(),
        "slipway plan shop/42",
        Optional.empty(),
        Optional.of("slipway cancel shop/42 --reason \"why\""));
  }

  private static ShowView waiting() {
    return new ShowView(
        NOW,
        Situations.headline(
            "shop/42", new StateWords(Role.WAITING, "waiting for approval"), UNTOUCHED, 0),
        "Coupons in the basket",
        "",
        Optional.of("shop/40"),
        "Ada Okafor",
        change(),
        plan(true),
        new ItemCounts(9, 11, 1, 1),
        Situations.after(),
        Situations.waiting(),
        Situations.migrations(),
        Situations.blocks(),
        Situations.groups(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Situations.events().subList(4, 5),
        1,
        List.of("docs/releases/2026-11-17-shop-v2.4.1-release-plan.md"),
        Optional.empty(),
        "slipway approve shop/42",
        Optional.empty(),
        Optional.of("slipway cancel shop/42 --reason \"why\""));
  }

  private static ShowView manyOpen() {
    List<Block> blocks =
        List.of("change-read", "artifact-known", "migration-safe", "rollback-plan").stream()
            .map(item ->
                new Block(
                    "E-GATE-02",
                    "checklist",
                    "open: " + item + ", not checked yet",
                    "slipway check run shop/42 " + item))
            .toList();
    return new ShowView(
        NOW,
        Situations.headline(
            "shop/42", new StateWords(Role.WAITING, "waiting, 1 gate closed"), UNTOUCHED, 0),
        "",
        "",
        Optional.empty(),
        "Ada Okafor",
        change(),
        plan(false),
        new ItemCounts(0, 4, 0, 0),
        Situations.after(),
        Situations.approved(),
        List.of(),
        blocks,
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        0,
        List.of(),
        Optional.empty(),
        "slipway check run shop/42",
        Optional.empty(),
        Optional.empty());
  }

  private static ShowView shifting() {
    return new ShowView(
        NOW,
        Situations.rollingOut(),
        "",
        "",
        Optional.empty(),
        "Ada Okafor",
        change(),
        plan(false),
        Situations.before(),
        Situations.after(),
        Situations.approved(),
        Situations.migrations(),
        List.of(),
        Situations.groups(),
        Optional.of("stage 3 in 9 min if limits hold"),
        Optional.of(at("16:05:00")),
        Optional.empty(),
        Situations.events(),
        23,
        List.of(
            "docs/releases/2026-11-17-shop-v2.4.1-release-plan.md",
            "docs/releases/2026-11-17-shop-v2.4.1-rollback-plan.md"),
        Optional.empty(),
        "slipway rollout watch shop/42",
        Optional.of("slipway rollout pause shop/42"),
        Optional.of("slipway rollback shop/42"));
  }

  private static ShowView paused() {
    return new ShowView(
        NOW,
        Situations.headline(
            "shop/42",
            new StateWords(Role.WAITING, "paused, stage 2 of 4"),
            Situations.harmed(),
            25),
        "",
        "",
        Optional.empty(),
        "Ada Okafor",
        change(),
        plan(false),
        Situations.before(),
        Situations.after(),
        Situations.approved(),
        List.of(),
        List.of(),
        List.of(),
        Optional.of(
            "a person: Ada Okafor asked for it (look at the cart); goes back by itself at 15:53 if nobody answers"),
        Optional.empty(),
        Optional.empty(),
        Situations.events(),
        23,
        List.of(),
        Optional.empty(),
        "slipway rollout resume shop/42",
        Optional.empty(),
        Optional.of("slipway rollback shop/42"));
  }

  private static ShowView rolledBack() {
    Headline headline =
        Situations.headline(
            "shop/42",
            new StateWords(Role.BAD, "rolled back by itself, verified"),
            Situations.healthy(),
            0);
    return new ShowView(
        NOW,
        headline,
        "",
        "",
        Optional.empty(),
        "Ada Okafor",
        change(),
        plan(false),
        Situations.before(),
        Situations.after(),
        Situations.approved(),
        List.of(),
        List.of(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(at("14:56:54")),
        List.of(
            new Event(at("14:56:54"), "slipway", Role.GOOD, "rollback verified: v2.4.0 is healthy"),
            new Event(
                at("14:56:44"),
                "slipway",
                Role.BAD,
                "limit broken 2 of 2: error rate 11.80 %, limit 2 %; rolling back")),
        31,
        List.of(),
        Optional.of(
            new ShowView.BackupPart(
                at("14:42:10"),
                "/var/backups/shop-42.dump",
                Optional.of(48_213_991L),
                "verified by ./verify-backup.sh",
                List.of("stop the shop", "pg_restore --clean /var/backups/shop-42.dump"),
                Optional.of("slipway restore shop/42"))),
        "slipway show shop/42 --events",
        Optional.empty(),
        Optional.empty());
  }

  private static ShowView hostile() {
    Headline headline =
        new Headline(
            Situations.LONG.substring(0, 60) + "/7",
            "x",
            "prod",
            Optional.empty(),
            Situations.HOSTILE,
            new StateWords(Role.UNKNOWN, Situations.HOSTILE),
            new HealthWords(Role.UNKNOWN, "cannot be told"),
            NOW,
            List.of(new Headline.Share("v1", 100)),
            "100 % on v1, " + Situations.HOSTILE);
    return new ShowView(
        NOW,
        headline,
        Situations.HOSTILE.repeat(3),
        Situations.HOSTILE,
        Optional.empty(),
        Situations.HOSTILE,
        change(),
        plan(false),
        Situations.before(),
        Situations.after(),
        Situations.approved(),
        List.of(),
        List.of(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(new Event(NOW, Situations.HOSTILE, Role.BAD, "w".repeat(200))),
        1,
        List.of(),
        Optional.empty(),
        "slipway list",
        Optional.empty(),
        Optional.empty());
  }
}
