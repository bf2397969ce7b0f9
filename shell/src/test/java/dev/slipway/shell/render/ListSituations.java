package dev.slipway.shell.render;

import static dev.slipway.shell.render.Situations.NOW;
import static dev.slipway.shell.render.Situations.at;

import dev.slipway.view.AuditView;
import dev.slipway.view.Delivery;
import dev.slipway.view.HealthWords;
import dev.slipway.view.HistoryView;
import dev.slipway.view.ListView;
import dev.slipway.view.Role;
import dev.slipway.view.StateWords;
import dev.slipway.view.View;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

final class ListSituations {
  private static final Delivery FEW = new Delivery(90, 2, List.of(), "");

  private static final HealthWords UNTOUCHED = new HealthWords(Role.NONE, "untouched");

  private ListSituations() {}

  static Map<String, View> all() {
    Map<String, View> all = new LinkedHashMap<>();
    all.put("list-empty", new ListView(NOW, "", List.of(), 0));
    all.put("list-nothing-fits", new ListView(NOW, "service pay, moving", List.of(), 0));
    all.put("list", new ListView(NOW, "", List.of(moving(), waiting(), backAgain()), 7));
    all.put("list-by-flag", new ListView(NOW, "", List.of(byFlag()), 0));
    all.put("list-long-names", new ListView(NOW, "", List.of(moving(), longNames()), 0));
    all.put("history", history());
    all.put(
        "history-empty", new HistoryView(NOW, "shop", "prod", 0, Optional.empty(), List.of(), FEW));
    all.put("audit", audit(Optional.empty()));
    all.put(
        "audit-intact",
        audit(
            Optional.of(
                new AuditView.Verified(
                    true, 4, 1214, 31, Optional.of("9f1c27a0e2"), Optional.of(NOW), List.of()))));
    all.put(
        "audit-changed",
        new AuditView(
            NOW,
            List.of(),
            0,
            Optional.of(
                new AuditView.Verified(
                    false,
                    4,
                    1214,
                    31,
                    Optional.empty(),
                    Optional.empty(),
                    List.of(
                        "release/shop/42 entry 17: the hash does not fit what is stored",
                        "release/shop/43 is missing")))));
    return all;
  }

  private static ListView.Row moving() {
    return new ListView.Row(
        "shop/42",
        "shop",
        "prod",
        Optional.of("v2.4.0"),
        "v2.4.1",
        new StateWords(Role.MOVING, "rolling out, stage 2 of 4"),
        Situations.healthy(),
        25,
        25,
        Optional.of("medium"),
        "Ada Okafor",
        at("12:10:00"),
        at("14:47:03"),
        Optional.empty());
  }

  private static ListView.Row byFlag() {
    return new ListView.Row(
        "shop/43",
        "shop",
        "prod",
        Optional.of("v2.4.1"),
        "v2.5.0",
        new StateWords(Role.MOVING, "rolling out 10 % by flag"),
        Situations.healthy(),
        100,
        100,
        Optional.of("medium"),
        "Ada Okafor",
        at("12:10:00"),
        at("14:47:03"),
        Optional.empty());
  }

  private static ListView.Row waiting() {
    return new ListView.Row(
        "pay/7",
        "pay",
        "prod",
        Optional.of("v9"),
        "v10",
        new StateWords(Role.WAITING, "waiting for approval"),
        UNTOUCHED,
        0,
        0,
        Optional.of("high"),
        "Ben Adler",
        at("09:10:00"),
        at("11:47:03"),
        Optional.of("on-call is missing"));
  }

  private static ListView.Row backAgain() {
    return new ListView.Row(
        "search/12",
        "search",
        "staging",
        Optional.empty(),
        "v0.9.12-rc.3",
        new StateWords(Role.BAD, "rolled back"),
        Situations.healthy(),
        0,
        50,
        Optional.of("low"),
        "Chi Tan",
        Instant.parse("2026-11-08T09:00:00Z"),
        Instant.parse("2026-11-08T09:31:00Z"),
        Optional.of("error rate 6.10 %, limit 2 %"));
  }

  private static ListView.Row longNames() {
    return new ListView.Row(
        Situations.LONG.substring(0, 60) + "/1234",
        Situations.LONG,
        "production-europe",
        Optional.of("v1"),
        "2026.11.17-build.88123+9f1c27",
        new StateWords(Role.UNKNOWN, "paused, metrics are silent"),
        new HealthWords(Role.UNKNOWN, "cannot be told"),
        5,
        5,
        Optional.empty(),
        "Somebody With A Very Long Name",
        at("14:00:00"),
        at("14:53:05"),
        Optional.of(Situations.HOSTILE));
  }

  private static HistoryView history() {
    return new HistoryView(
        NOW,
        "shop",
        "prod",
        42,
        Optional.of("v2.4.0"),
        List.of(
            row(
                42,
                "v2.4.1",
                "14:31:58",
                new StateWords(Role.BAD, "rolled back by itself"),
                25,
                Optional.of("error rate 11.80 %, limit 2 %"),
                Optional.empty()),
            row(
                41,
                "v2.4.0",
                "09:30:00",
                new StateWords(Role.GOOD, "live"),
                100,
                Optional.empty(),
                Optional.of("shop/40")),
            row(
                40,
                "v2.3.9",
                "08:30:00",
                new StateWords(Role.NONE, "replaced"),
                100,
                Optional.empty(),
                Optional.empty())),
        delivery());
  }

  private static Delivery delivery() {
    return new Delivery(
        90,
        31,
        List.of(
            new Delivery.Measure(
                "Deployment frequency",
                "2.4 per week",
                Optional.of("1.9 per week"),
                List.of(2.0, 3.0, 3.0, 5.0, 4.0, 8.0, 6.0)),
            new Delivery.Measure("Change lead time", "26 h median", Optional.of("41 h"), List.of()),
            new Delivery.Measure(
                "Change fail rate", "9.7 % (3)", Optional.of("12.5 % (3)"), List.of()),
            new Delivery.Measure(
                "Failed deployment recovery", "4 min median", Optional.empty(), List.of()),
            new Delivery.Measure(
                "Deployment rework rate", "6.5 % (2)", Optional.empty(), List.of())),
        "2 deployments without commit times left out");
  }

  private static HistoryView.Row row(
      long number,
      String version,
      String when,
      StateWords result,
      int reached,
      Optional<String> why,
      Optional<String> follows) {
    return new HistoryView.Row(
        number,
        "shop/" + number,
        version,
        at(when),
        result,
        Situations.healthy(),
        reached,
        "Ada Okafor",
        Optional.of("medium"),
        Optional.of(Duration.ofMinutes(25)),
        why,
        follows);
  }

  private static AuditView audit(Optional<AuditView.Verified> verified) {
    return new AuditView(
        NOW,
        List.of(
            new AuditView.Entry(
                "shop/42",
                18,
                at("14:47:03"),
                "slipway",
                "slipway",
                "driver",
                "host:12",
                "Happened",
                Role.MOVING,
                "stage 2 started: 25 %",
                "9f1c27a0e2d44b1c8d",
                List.of()),
            new AuditView.Entry(
                "shop/42",
                3,
                at("14:02:40"),
                "chi",
                "Chi Tan",
                "slack",
                "host:12",
                "Gated",
                Role.GOOD,
                "Chi Tan approved as on-call",
                "77b0d1aa3e52aa0011",
                List.of("b1: copied", "b1: started"))),
        16,
        verified);
  }
}
