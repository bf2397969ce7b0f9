package dev.slipway.shell.render;

import dev.slipway.view.ApprovalPart;
import dev.slipway.view.Block;
import dev.slipway.view.Event;
import dev.slipway.view.Headline;
import dev.slipway.view.HealthWords;
import dev.slipway.view.ItemCounts;
import dev.slipway.view.MigrationPart;
import dev.slipway.view.RiskPart;
import dev.slipway.view.Role;
import dev.slipway.view.ShowView;
import dev.slipway.view.StateWords;
import dev.slipway.view.View;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The catalogue of situations that every form of every screen is drawn for. */
final class Situations {
  static final Instant NOW = Instant.parse("2026-11-17T14:53:07Z");
  static final String LONG = "a-service-with-a-name-that-nobody-would-choose-but-somebody-has";
  static final String HOSTILE = "\u001b[2Jdrop\u202e <b>table</b>\n| `x` 中文字";

  private Situations() {}

  static Map<String, View> all() {
    Map<String, View> all = new LinkedHashMap<>();
    all.putAll(ListSituations.all());
    all.putAll(ReleaseSituations.all());
    all.putAll(CheckSituations.all());
    all.putAll(ProofSituations.all());
    all.putAll(LifeSituations.all());
    all.putAll(PlanSituations.all());
    all.putAll(WatchSituations.all());
    all.putAll(WordSituations.all());
    all.putAll(DoctorSituations.all());
    all.putAll(ParitySituations.all());
    return all;
  }

  static Instant at(String time) {
    return Instant.parse("2026-11-17T" + time + "Z");
  }

  static Headline headline(String release, StateWords state, HealthWords health, int percent) {
    List<Headline.Share> shares =
        percent == 0
            ? List.of(new Headline.Share("v2.4.0", 100))
            : List.of(
                new Headline.Share("v2.4.0", 100 - percent), new Headline.Share("v2.4.1", percent));
    String users =
        percent == 0
            ? "100 % on v2.4.0, " + health.words()
            : (100 - percent) + " % on v2.4.0, " + percent + " % on v2.4.1, " + health.words();
    return new Headline(
        release,
        release.substring(0, release.indexOf('/')),
        "prod",
        Optional.of("v2.4.0"),
        "v2.4.1",
        state,
        health,
        at("14:47:03"),
        shares,
        users);
  }

  static Headline rollingOut() {
    return headline(
        "shop/42", new StateWords(Role.MOVING, "rolling out, stage 2 of 4"), healthy(), 25);
  }

  static HealthWords healthy() {
    return new HealthWords(Role.GOOD, "healthy");
  }

  static HealthWords harmed() {
    return new HealthWords(Role.BAD, "error rate 11.80 % of v2.4.1, above 2 %");
  }

  static RiskPart risk() {
    return new RiskPart(
        "medium",
        "medium",
        5,
        3,
        6,
        List.of(
            new RiskPart.Finding(
                2, "R1", "schema change", "db/V58__add_coupon.sql", "adds a column, nothing else"),
            new RiskPart.Finding(
                2,
                "R7",
                "high-traffic path",
                "src/checkout/Basket.java and 3 more",
                "41 lines on the way of most requests"),
            new RiskPart.Finding(1, "R9", "large batch", "7 commits", "the oldest is 9 days old")),
        List.of("R3 permissions: no file matches", "R8 data that cannot go back: nothing found"),
        Optional.empty());
  }

  static ApprovalPart approved() {
    return new ApprovalPart(
        2,
        List.of(
            new ApprovalPart.Given("Ben Adler", "service-owner", at("13:58:00"), "slack"),
            new ApprovalPart.Given("Chi Tan", "on-call", at("14:02:40"), "shell")),
        List.of(),
        List.of());
  }

  static ApprovalPart waiting() {
    return new ApprovalPart(
        2,
        List.of(new ApprovalPart.Given("Ben Adler", "service-owner", at("13:58:00"), "slack")),
        List.of(new ApprovalPart.Missing("on-call", 1, List.of("Chi Tan", "Dora Lind"))),
        List.of("Ada Okafor: wrote the change"));
  }

  static List<MigrationPart> migrations() {
    return List.of(
        new MigrationPart(
            "V58",
            "db/V58__add_coupon.sql",
            "add coupon",
            "expand",
            Role.GOOD,
            "applied",
            List.of("adds a nullable column")),
        new MigrationPart(
            "V59",
            "db/V59__fill_coupon.sql",
            "fill coupon",
            "migrate",
            Role.LATER,
            "not yet",
            List.of()),
        new MigrationPart(
            "V60",
            "db/V60__drop_old.sql",
            "drop old",
            "contract",
            Role.NONE,
            "not part of this release",
            List.of("drops orders.coupon_old")));
  }

  static List<Block> blocks() {
    return List.of(
        new Block(
            "E-GATE-01",
            "approval",
            "missing: on-call (Chi Tan, Dora Lind)",
            "slipway approve shop/42"),
        new Block(
            "E-GATE-02",
            "checklist",
            "dashboards: needs a person with evidence",
            "slipway check confirm shop/42 dashboards --evidence <url>"));
  }

  static List<Event> events() {
    return List.of(
        new Event(
            at("14:53:05"),
            "slipway",
            Role.WAITING,
            "latency p95 231 ms, near its limit of 250 ms"),
        new Event(at("14:47:03"), "slipway", Role.MOVING, "stage 2 started: 25 %"),
        new Event(
            at("14:47:01"),
            "slipway",
            Role.GOOD,
            "stage 1 held: 1,812 requests, all signals within their limits for the whole of the time that was watched"),
        new Event(
            at("14:31:58"),
            "Ada Okafor",
            Role.MOVING,
            "Ada Okafor started the release (plan 3b7f)"),
        new Event(
            Instant.parse("2026-11-16T17:40:00Z"),
            "Ada Okafor",
            Role.MOVING,
            "opened: v2.4.0 → v2.4.1"));
  }

  static List<ShowView.Group> groups() {
    return List.of(
        new ShowView.Group("code", new ItemCounts(3, 3, 0, 0)),
        new ShowView.Group("tests", new ItemCounts(2, 2, 1, 0)),
        new ShowView.Group("data", new ItemCounts(3, 3, 0, 0)),
        new ShowView.Group("observability", new ItemCounts(1, 2, 0, 0)),
        new ShowView.Group("people", new ItemCounts(0, 1, 0, 1)));
  }

  static ItemCounts before() {
    return new ItemCounts(11, 11, 1, 0);
  }

  static ItemCounts after() {
    return new ItemCounts(0, 6, 0, 0);
  }
}
