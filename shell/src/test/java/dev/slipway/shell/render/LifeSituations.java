package dev.slipway.shell.render;

import static dev.slipway.shell.render.Situations.NOW;
import static dev.slipway.shell.render.Situations.at;

import dev.slipway.view.Event;
import dev.slipway.view.Headline;
import dev.slipway.view.HealthWords;
import dev.slipway.view.Role;
import dev.slipway.view.ShowView;
import dev.slipway.view.StateWords;
import dev.slipway.view.View;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One release in the states of its life that {@link ReleaseSituations} has no story for. */
final class LifeSituations {
  private LifeSituations() {}

  static Map<String, View> all() {
    Map<String, View> all = new LinkedHashMap<>();
    all.put("show-ready", ready());
    all.put("show-starting", starting());
    all.put("show-observing", observing());
    all.put("show-rolling-back", rollingBack());
    all.put("show-rollback-failed", rollbackFailed());
    all.put("show-finished", finished());
    all.put("show-cancelled", cancelled());
    all.put("show-adopted", adopted());
    return all;
  }

  /** A release of which nothing is remarkable but where it is in its life. */
  private static ShowView plain(
      Headline headline,
      boolean planned,
      Optional<String> waiting,
      Optional<Instant> ended,
      List<Event> events,
      String next,
      Optional<String> hold,
      Optional<String> undo) {
    return new ShowView(
        NOW,
        headline,
        "",
        "",
        Optional.empty(),
        "Ada Okafor",
        planned
            ? ReleaseSituations.change()
            : new ShowView.ChangePart(
                0, 0, 0, 0, Optional.empty(), "none", "none", Optional.empty()),
        planned ? ReleaseSituations.plan(false) : Optional.empty(),
        Situations.before(),
        Situations.after(),
        planned ? Situations.approved() : ReleaseSituations.NONE,
        List.of(),
        List.of(),
        planned ? Situations.groups() : List.of(),
        waiting,
        Optional.empty(),
        ended,
        events,
        events.size(),
        List.of(),
        Optional.empty(),
        next,
        hold,
        undo);
  }

  private static Headline in(Role role, String state, HealthWords health, int percent) {
    return Situations.headline("shop/42", new StateWords(role, state), health, percent);
  }

  private static ShowView ready() {
    return plain(
        in(Role.GOOD, "ready to start", ReleaseSituations.UNTOUCHED, 0),
        true,
        Optional.of("starts by itself in 12 min"),
        Optional.empty(),
        List.of(),
        "slipway start shop/42 --watch",
        Optional.empty(),
        Optional.of("slipway cancel shop/42 --reason \"why\""));
  }

  private static ShowView starting() {
    return plain(
        in(Role.MOVING, "starting", ReleaseSituations.UNTOUCHED, 0),
        true,
        Optional.empty(),
        Optional.empty(),
        Situations.events().subList(3, 5),
        "slipway rollout watch shop/42",
        Optional.of("slipway rollout pause shop/42"),
        Optional.of("slipway rollback shop/42"));
  }

  private static ShowView observing() {
    return plain(
        in(Role.MOVING, "at 100 %, being observed", Situations.healthy(), 100),
        true,
        Optional.of("the old version is retired in 22 min if limits hold"),
        Optional.empty(),
        Situations.events().subList(1, 3),
        "slipway rollout watch shop/42",
        Optional.of("slipway rollout pause shop/42"),
        Optional.of("slipway rollback shop/42"));
  }

  private static ShowView rollingBack() {
    return plain(
        in(Role.BAD, "rolling back, checking the old version", Situations.harmed(), 0),
        true,
        Optional.of("When the old version is healthy the new one is removed."),
        Optional.empty(),
        Situations.events().subList(0, 1),
        "slipway rollout watch shop/42",
        Optional.empty(),
        Optional.empty());
  }

  private static ShowView rollbackFailed() {
    return plain(
        in(Role.BAD, "stuck on the way back: the router does not answer", Situations.harmed(), 25),
        true,
        Optional.of("It is tried again in 4 s; people were called."),
        Optional.empty(),
        Situations.events().subList(0, 1),
        "slipway rollback shop/42",
        Optional.empty(),
        Optional.empty());
  }

  private static ShowView finished() {
    return plain(
        in(Role.GOOD, "finished", Situations.healthy(), 100),
        true,
        Optional.empty(),
        Optional.of(at("14:50:00")),
        Situations.events().subList(1, 3),
        "slipway history shop",
        Optional.empty(),
        Optional.of("slipway new shop v2.4.0 --reason \"undo of shop/42\""));
  }

  private static ShowView cancelled() {
    return plain(
        in(Role.NONE, "cancelled", ReleaseSituations.UNTOUCHED, 0),
        true,
        Optional.empty(),
        Optional.of(Instant.parse("2026-11-16T17:40:00Z")),
        Situations.events().subList(4, 5),
        "slipway history shop",
        Optional.empty(),
        Optional.empty());
  }

  private static ShowView adopted() {
    return plain(
        in(Role.GOOD, "adopted as it was found", new HealthWords(Role.NONE, "as it was found"), 0),
        false,
        Optional.empty(),
        Optional.of(Instant.parse("2026-11-16T17:40:00Z")),
        List.of(),
        "slipway history shop",
        Optional.empty(),
        Optional.empty());
  }
}
