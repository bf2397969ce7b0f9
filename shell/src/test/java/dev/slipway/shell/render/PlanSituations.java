package dev.slipway.shell.render;

import static dev.slipway.shell.render.Situations.NOW;

import dev.slipway.view.ApprovalPart;
import dev.slipway.view.Block;
import dev.slipway.view.HealthWords;
import dev.slipway.view.PlanView;
import dev.slipway.view.Role;
import dev.slipway.view.StateWords;
import dev.slipway.view.View;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

final class PlanSituations {
  private PlanSituations() {}

  static Map<String, View> all() {
    return Map.of(
        "plan-ready", plan(false, false, List.of(), Situations.approved()),
        "plan-blocked", plan(false, true, Situations.blocks(), Situations.waiting()),
        "plan-explained", plan(true, false, Situations.blocks(), Situations.waiting()));
  }

  private static PlanView plan(
      boolean explain, boolean losesData, List<Block> blocks, ApprovalPart approvals) {
    return new PlanView(
        NOW,
        Situations.headline(
            "shop/42",
            new StateWords(Role.WAITING, "planned"),
            new HealthWords(Role.NONE, "untouched"),
            0),
        explain,
        "3b7f".repeat(16),
        "3b7f",
        "9c0d1e2f".repeat(8),
        Situations.risk(),
        "canary 5 → 25 → 50 → 100 %, 15 min each",
        "medium risk: a part of the users sees it first",
        List.of(
            new PlanView.Stage(1, 5, 1, Duration.ofMinutes(15)),
            new PlanView.Stage(2, 25, 2, Duration.ofMinutes(15)),
            new PlanView.Stage(3, 100, 6, Duration.ofMinutes(15))),
        List.of(
            new PlanView.Step(
                1,
                "migrate",
                "apply V58 (expand)",
                "",
                "not needed: old code runs on it",
                "stop, nothing visible"),
            new PlanView.Step(
                2,
                "deploy",
                "2 instances of v2.4.1, sha256:9f1c27…e2",
                "about 40 s",
                "remove the instances",
                "stop, nothing visible"),
            new PlanView.Step(
                3,
                "traffic",
                "5 % → 25 % → 50 % → 100 %",
                "about 1 h 5 min",
                "switch to v2.4.0",
                "automatic rollback"),
            new PlanView.Step(
                4, "verify", "6 checks after deploy", "", "switch to v2.4.0", "automatic rollback"),
            new PlanView.Step(
                5,
                "observe",
                "everybody on v2.4.1, shop closed to other releases",
                "30 min",
                "switch to v2.4.0",
                "automatic rollback")),
        List.of(
            new PlanView.LimitLine("error-rate", "error rate above 2 % and 1 point above v2.4.0"),
            new PlanView.LimitLine("latency-p95", "latency p95 above 250 ms"),
            new PlanView.LimitLine("orders", "orders below 70 % of v2.4.0")),
        2,
        Duration.ofSeconds(5),
        Duration.ofSeconds(60),
        400,
        5,
        Duration.ofMinutes(30),
        List.of("1 on-call", "1 service-owner"),
        List.of("error rate above 2 %"),
        "traffic switch to v2.4.0",
        Duration.ofSeconds(10),
        explain
            ? Optional.of(new PlanView.Rehearsed("rehearsed 3 d ago in staging, 12 s", true))
            : Optional.empty(),
        losesData
            ? "v2.4.0 cannot read orders.coupon; what was written there is lost"
            : "v2.4.0 reads everything v2.4.1 writes",
        losesData,
        losesData ? Optional.of("migrate-V60") : Optional.empty(),
        Optional.of("coupon_ui off"),
        List.of("mails that were sent", "payments that were made"),
        Situations.migrations(),
        List.of("health", "journey-checkout"),
        explain
            ? Optional.of("registry.example/team/shop@sha256:9f1c27…e2, built from 4be1c22")
            : Optional.empty(),
        List.of("error rate of v2.4.1", "orders per request"),
        losesData ? Optional.of("mail to 14 people, status-page") : Optional.empty(),
        approvals,
        Situations.before(),
        blocks,
        losesData ? List.of("Friday afternoon: few people are here to help") : List.of(),
        blocks.isEmpty() ? "slipway start shop/42 --watch" : "slipway approve shop/42");
  }
}
