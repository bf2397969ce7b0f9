package dev.slipway.shell.render;

import dev.slipway.view.DocumentsView;
import dev.slipway.view.HelpView;
import dev.slipway.view.MessageView;
import dev.slipway.view.NewsView;
import dev.slipway.view.NoticeView;
import dev.slipway.view.RefusalView;
import dev.slipway.view.Role;
import dev.slipway.view.TextView;
import dev.slipway.view.TokensView;
import dev.slipway.view.View;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

final class WordSituations {
  private WordSituations() {}

  static Map<String, View> all() {
    Map<String, View> all = new LinkedHashMap<>();
    all.put("notice", notice(false));
    all.put("notice-would", notice(true));
    all.put(
        "documents",
        new DocumentsView(
            "shop/42",
            false,
            List.of(
                "docs/releases/2026-11-17-shop-v2.4.1-release-plan.md",
                "docs/releases/2026-11-17-shop-v2.4.1-rollback-plan.md")));
    all.put(
        "refusal",
        new RefusalView(
            "E-GATE-01",
            "gate",
            "shop/42 cannot start: 2 gates are closed.",
            List.of(
                "approval: missing on-call (can approve: Chi Tan, Dora Lind)",
                "checklist: open dashboards"),
            List.of(
                "slipway approve shop/42",
                "slipway check confirm shop/42 dashboards --evidence <url>")));
    all.put(
        "refusal-many",
        new RefusalView(
            "E-GATE-02",
            "gate",
            "shop/42 cannot start: 7 gates are closed.",
            List.of("one", "two", "three", "four", "five", "six", "seven"),
            List.of("slipway check list shop/42", "slipway plan shop/42", "slipway show shop/42")));
    all.put(
        "refusal-long",
        new RefusalView(
            "E-BACK-03",
            "conflict",
            "Rollback would lose data: V60 dropped column orders.coupon_old, and 1,908 rows that were written since 14:47 cannot be read by v2.4.0.",
            List.of(Situations.HOSTILE),
            List.of()));
    all.put(
        "configuration-faults",
        new RefusalView(
            "E-CONFIG-02",
            "usage",
            "slipway.yaml has 5 problems; nothing was opened.",
            List.of(
                "slipway.yaml:3: a. Fix: b",
                "slipway.yaml:7: c. Fix: d",
                "slipway.yaml:8: e. Fix: f",
                "slipway.yaml:9: g. Fix: h",
                "slipway.yaml:19: i. Fix: j"),
            List.of()));
    all.put(
        "help",
        new HelpView(
            "slipway rollout advance",
            "slipway rollout advance <release> [options]",
            List.of(
                "Goes to the next stage before its time.",
                "Enough requests must have been seen; --skip-watching goes on without."),
            List.of(
                new HelpView.Section(
                    "Options",
                    List.of(
                        new HelpView.Row("--to <stage>", "the stage to go to"),
                        new HelpView.Row(
                            "--skip-watching",
                            "go on without the minimum of data; the release's name has to be typed, since nobody has watched what users get"),
                        new HelpView.Row(
                            "-n, --dry-run", "say what would happen, and change nothing")))),
            List.of(
                new HelpView.Example("slipway rollout advance shop/42", "the next stage now"))));
    all.put("tokens", TokenSituations.some());
    all.put("tokens-made", TokenSituations.made());
    all.put("tokens-none", new TokensView(TokenSituations.NOW, List.of()));
    all.put("news", NewsSituations.some());
    all.put("news-none", new NewsView(NewsSituations.NOW, List.of()));
    all.put("text", new TextView("Exit codes", List.of("0  done", "", "7  bad verdict")));
    all.put(
        "message",
        new MessageView(
            Role.GOOD,
            "shop/42 is already rolled back: nothing to do.",
            List.of("slipway show shop/42")));
    return all;
  }

  private static NoticeView notice(boolean would) {
    return new NoticeView(
        Optional.of("shop/42"),
        would,
        Role.GOOD,
        would ? "Would start shop/42." : "shop/42 started: v2.4.1 goes to prod",
        List.of("first stage: 5 % for 15 min", "plan 3b7f, unchanged since it was approved"),
        List.of("#shop-deploys", "14 stakeholders"),
        Optional.of("slipway rollback shop/42"),
        Optional.of("slipway rollout watch shop/42"),
        Optional.of(Situations.rollingOut()));
  }
}
