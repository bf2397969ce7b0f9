package dev.slipway.shell.render;

import static dev.slipway.shell.render.Situations.NOW;
import static dev.slipway.shell.render.Situations.at;

import dev.slipway.view.Event;
import dev.slipway.view.Headline;
import dev.slipway.view.Role;
import dev.slipway.view.StateWords;
import dev.slipway.view.View;
import dev.slipway.view.WatchView;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

final class WatchSituations {
  private WatchSituations() {}

  static Map<String, View> all() {
    return Map.of(
        "watch-shifting", shifting(),
        "watch-broken", broken(),
        "watch-nothing-measured", nothing());
  }

  private static List<WatchView.Stage> stages(Role second, String words, double done) {
    return List.of(
        new WatchView.Stage(1, 5, Role.GOOD, "held", 1),
        new WatchView.Stage(2, 25, second, words, done),
        new WatchView.Stage(3, 50, Role.LATER, "not yet", 0),
        new WatchView.Stage(4, 100, Role.LATER, "not yet", 0));
  }

  private static WatchView.Signal signal(
      String key,
      String name,
      double old,
      double now,
      String oldText,
      String text,
      double limit,
      String limitText,
      Role role,
      String verdict,
      List<Double> recent) {
    return new WatchView.Signal(
        key,
        name,
        "share",
        OptionalDouble.of(old),
        OptionalDouble.of(now),
        OptionalDouble.of(limit),
        oldText,
        text,
        limitText,
        role,
        verdict,
        recent);
  }

  private static View shifting() {
    return new WatchView(
        NOW,
        Situations.rollingOut(),
        stages(Role.MOVING, "being watched", 0.4),
        Optional.of("stage 2"),
        Optional.of(Duration.ofSeconds(536)),
        List.of(
            signal(
                "error-rate",
                "error rate",
                0.0021,
                0.0034,
                "0.21 %",
                "0.34 %",
                0.02,
                "< 2 %",
                Role.GOOD,
                "within",
                List.of(0.001, 0.002, 0.003, Double.NaN, 0.0034)),
            signal(
                "latency-p95",
                "latency p95",
                188,
                231,
                "188 ms",
                "231 ms",
                250,
                "< 250 ms",
                Role.WAITING,
                "near",
                List.of(190.0, 200.0, 215.0, 222.0, 231.0)),
            new WatchView.Signal(
                "orders",
                "orders",
                "per request",
                OptionalDouble.of(0.33),
                OptionalDouble.of(0.34),
                OptionalDouble.empty(),
                "0.330",
                "0.340",
                "",
                Role.NONE,
                "no limit",
                List.of())),
        Optional.of(
            new WatchView.Evidence(
                Role.GOOD,
                "pass",
                "v2.4.1",
                3566,
                400,
                0,
                2,
                Duration.ofMinutes(6),
                Duration.ofMinutes(15),
                at("14:53:05"),
                "all signals within their limits")),
        Situations.events(),
        "If a limit is broken 2 times in a row: back to v2.4.0, nobody is asked.",
        false,
        false);
  }

  private static View broken() {
    return new WatchView(
        NOW,
        Situations.headline(
            "shop/42",
            new StateWords(Role.BAD, "rolling back, limit broken"),
            Situations.harmed(),
            25),
        stages(Role.BAD, "broken", 0.4),
        Optional.of("stage 2"),
        Optional.empty(),
        List.of(
            signal(
                "error-rate",
                "error rate",
                0.0022,
                0.118,
                "0.22 %",
                "11.8 %",
                0.02,
                "< 2 %",
                Role.BAD,
                "broken 2 of 2",
                List.of(0.001, 0.002, 0.05, 0.09, 0.118))),
        Optional.of(
            new WatchView.Evidence(
                Role.BAD,
                "fail",
                "v2.4.1",
                593,
                400,
                2,
                2,
                Duration.ofMinutes(9),
                Duration.ofMinutes(15),
                at("14:53:07"),
                "error rate 11.8 %")),
        List.of(
            new Event(
                at("14:53:07"),
                "slipway",
                Role.BAD,
                "limit broken 2 of 2: error rate 11.80 %, limit 2 %; rolling back")),
        "Everybody goes back to v2.4.0.",
        false,
        false);
  }

  private static View nothing() {
    Headline headline =
        Situations.headline(
            "shop/42", new StateWords(Role.LATER, "planned"), Situations.healthy(), 0);
    return new WatchView(
        NOW,
        headline,
        List.of(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        List.of(),
        "Nothing moves before it is started.",
        false,
        true);
  }
}
