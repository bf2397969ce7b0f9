package dev.slipway.shell.render;

import static dev.slipway.shell.render.Situations.NOW;

import dev.slipway.view.Event;
import dev.slipway.view.Headline;
import dev.slipway.view.HealthWords;
import dev.slipway.view.MigrationPart;
import dev.slipway.view.Role;
import dev.slipway.view.StateWords;
import dev.slipway.view.WatchView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** A frame of shop/42 in the making; five stages, three breaks to go back. */
final class GivenFrame {
  private String release = "shop/42";
  private Optional<String> from = Optional.of("v2.4.0");
  private String to = "v2.4.1";
  private String owner = "Ada Okafor";
  private StateWords state = new StateWords(Role.MOVING, "rolling out, stage 3 of 5");
  private HealthWords health = Situations.healthy();
  private int percent = 25;
  private Optional<String> cause = Optional.empty();
  private List<WatchView.Stage> stages = List.of();
  private Optional<String> watching = Optional.empty();
  private Optional<Duration> left = Optional.empty();
  private Optional<Duration> inAll = Optional.empty();
  private final List<WatchView.Signal> signals = new ArrayList<>();
  private Optional<WatchView.Evidence> evidence = Optional.empty();
  private Optional<WatchView.Difference> difference = Optional.empty();
  private List<MigrationPart> migrations = List.of();
  private List<WatchView.Instances> fleet = List.of();
  private final List<Event> events = new ArrayList<>();
  private String next = "";
  private List<WatchView.Action> actions = List.of(WatchView.Action.ROLL_BACK);
  private boolean lastSeen;
  private boolean ended;

  GivenFrame replacingNothing() {
    from = Optional.empty();
    return this;
  }

  GivenFrame named(String service, String old, String fresh, String who) {
    release = service;
    from = Optional.of(old);
    to = fresh;
    owner = who;
    return this;
  }

  GivenFrame state(Role role, String words) {
    state = new StateWords(role, words);
    return this;
  }

  GivenFrame health(Role role, String words) {
    health = new HealthWords(role, words);
    return this;
  }

  GivenFrame at(int share) {
    percent = share;
    return this;
  }

  GivenFrame because(String words) {
    cause = Optional.of(words);
    return this;
  }

  /** Shares in percent; the one with this number, from 1, is current and so far done. */
  GivenFrame stages(int current, Role role, String words, double done, int... percents) {
    List<WatchView.Stage> all = new ArrayList<>();
    for (int i = 0; i < percents.length; i++) {
      boolean over = i + 1 < current;
      all.add(
          i + 1 == current
              ? new WatchView.Stage(i + 1, percents[i], role, words, done)
              : new WatchView.Stage(
                  i + 1,
                  percents[i],
                  over ? Role.GOOD : Role.LATER,
                  over ? "done" : "later",
                  over ? 1 : 0));
    }
    stages = all;
    return this;
  }

  /** The stages before the one that was taken back held. */
  GivenFrame takenBackFrom(int reached, int... percents) {
    List<WatchView.Stage> all = new ArrayList<>();
    for (int i = 0; i < percents.length; i++) {
      boolean held = i + 1 < reached;
      boolean was = i + 1 == reached;
      all.add(
          new WatchView.Stage(
              i + 1,
              percents[i],
              held ? Role.GOOD : was ? Role.BAD : Role.NONE,
              held ? "held" : was ? "taken back" : "not reached",
              held ? 1 : 0));
    }
    stages = all;
    return this;
  }

  GivenFrame watching(String what, Duration rest, Duration whole) {
    watching = Optional.of(what);
    left = Optional.of(rest);
    inAll = Optional.of(whole);
    return this;
  }

  GivenFrame doing(String what) {
    watching = Optional.of(what);
    return this;
  }

  GivenFrame errorRate(double value, Role role, String brief, int breaks) {
    return signal(
        "error-rate",
        "error rate",
        0.0021,
        value,
        "0.21 %",
        value < 0.1
            ? String.format(java.util.Locale.ROOT, "%.2f %%", value * 100)
            : String.format(java.util.Locale.ROOT, "%.1f %%", value * 100),
        OptionalDouble.of(0.01),
        "< 1 %",
        role,
        brief,
        breaks);
  }

  /** Latencies, traffic and orders as on a good day. */
  GivenFrame usualSignals() {
    return latency("p95", 188, 205, OptionalDouble.of(250), Role.GOOD, "within")
        .signal(
            "orders",
            "orders",
            0.33,
            0.34,
            "0.330",
            "0.340",
            OptionalDouble.of(0.231),
            "> 0.231",
            Role.GOOD,
            "within",
            0)
        .latency("p50", 41, 43, OptionalDouble.empty(), Role.NONE, "no limit")
        .latency("p99", 402, 455, OptionalDouble.empty(), Role.NONE, "no limit")
        .signal(
            "traffic",
            "traffic",
            29.6,
            9.8,
            "29.6 per s",
            "9.8 per s",
            OptionalDouble.empty(),
            "–",
            Role.NONE,
            "no limit",
            0);
  }

  GivenFrame latency(
      String which, double old, double now, OptionalDouble limit, Role role, String brief) {
    return signal(
        "latency-" + which,
        "latency " + which,
        old,
        now,
        Math.round(old) + " ms",
        Math.round(now) + " ms",
        limit,
        limit.isPresent() ? "< " + Math.round(limit.getAsDouble()) + " ms" : "–",
        role,
        brief,
        0);
  }

  GivenFrame signal(
      String key,
      String name,
      double old,
      double now,
      String oldText,
      String text,
      OptionalDouble limit,
      String limitText,
      Role role,
      String brief,
      int breaks) {
    signals.add(
        new WatchView.Signal(
            key,
            name,
            "share",
            OptionalDouble.of(old),
            OptionalDouble.of(now),
            limit,
            oldText,
            text,
            limitText,
            role,
            brief,
            brief,
            breaks,
            towards(old * 0.9, old),
            towards(old, now)));
    return this;
  }

  private static List<Double> towards(double begin, double end) {
    List<Double> values = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      values.add(i == 12 ? Double.NaN : begin + (end - begin) * Math.pow(i / 19.0, 3));
    }
    return values;
  }

  GivenFrame evidence(Role role, String judged, long requests, int breaks) {
    evidence =
        Optional.of(
            new WatchView.Evidence(
                role,
                "",
                judged,
                requests,
                400,
                breaks,
                3,
                Duration.ofMinutes(6),
                Duration.ofMinutes(15),
                Situations.at("14:53:05"),
                ""));
    return this;
  }

  GivenFrame apart(double points, double chance, String words) {
    difference = Optional.of(new WatchView.Difference(points, chance, words));
    return this;
  }

  GivenFrame migrations() {
    migrations = Situations.migrations();
    return this;
  }

  GivenFrame fleet(int old, int ready, int total) {
    fleet =
        List.of(
            new WatchView.Instances(from.orElse("none"), old, old),
            new WatchView.Instances(to, ready, total));
    return this;
  }

  GivenFrame event(String time, Role role, String words) {
    events.add(new Event(Situations.at(time), "slipway", role, words));
    return this;
  }

  GivenFrame next(String words) {
    next = words;
    return this;
  }

  GivenFrame may(WatchView.Action... some) {
    actions = List.of(some);
    return this;
  }

  /** Nobody can see who gets which version. */
  GivenFrame lastSeen() {
    lastSeen = true;
    return this;
  }

  GivenFrame over() {
    ended = true;
    actions = List.of();
    return this;
  }

  WatchView make() {
    List<Headline.Share> shares = new ArrayList<>();
    if (percent < 100) {
      from.ifPresent(old -> shares.add(new Headline.Share(old, 100 - percent, lastSeen)));
    }
    if (percent > 0) {
      shares.add(new Headline.Share(to, percent, lastSeen));
    }
    StringBuilder users = new StringBuilder();
    shares.forEach(
        one -> users.append(one.percent()).append(" % on ").append(one.version()).append(", "));
    return new WatchView(
        NOW,
        new Headline(
            release,
            release.substring(0, release.indexOf('/')),
            "prod",
            from,
            to,
            state,
            health,
            Situations.at("14:47:03"),
            shares,
            users + health.words()),
        owner,
        cause,
        stages,
        watching,
        left,
        inAll,
        Duration.ofSeconds(15),
        signals,
        evidence,
        difference,
        migrations,
        fleet,
        events,
        next,
        actions,
        ended,
        state.role() == Role.WAITING);
  }
}
