package dev.slipway.control;

import dev.slipway.control.ItemChecks.Finding;
import dev.slipway.control.port.Checks;
import dev.slipway.control.port.Deployment;
import dev.slipway.control.port.Markers;
import dev.slipway.control.port.Migrator;
import dev.slipway.gate.Item;
import dev.slipway.health.Judge.Question;
import dev.slipway.health.Judgement;
import dev.slipway.health.Limit;
import dev.slipway.health.Limits;
import dev.slipway.health.Reading;
import dev.slipway.health.Side;
import dev.slipway.health.Signal;
import dev.slipway.health.Snapshot;
import dev.slipway.health.Verdict;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.migration.Migration;
import dev.slipway.plan.ExecSpec;
import dev.slipway.plan.Plan;
import dev.slipway.plan.Service;
import dev.slipway.release.ReleaseId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;

/** The items that the tool checks once the new version has its users. */
final class AfterItems {
  private static final String JOURNEYS = "journeys";
  private static final String ALERTS = "alerts-alive";
  private static final String SATURATION = "saturation";
  private static final String MARKERS = "markers-visible";

  private final World world;

  AfterItems(World world) {
    this.world = world;
  }

  /**
   * Whether there is anything to look at: what nobody has configured can be neither well nor ill.
   */
  static boolean isAsked(World world, Service.Environment environment, Item item) {
    return switch (item.id()) {
      case JOURNEYS -> !(environment.target() instanceof ExecSpec exec && exec.checks().isEmpty());
      case ALERTS -> environment.target() instanceof ExecSpec exec && exec.alerts().isPresent();
      case SATURATION -> !beyondRequests(environment.limits()).isEmpty();
      case MARKERS -> !world.markers().places().isEmpty();
      default -> true;
    };
  }

  Finding check(ReleaseRecord release, Plan plan, Item item) {
    return switch (item.id()) {
      case "health" -> health(plan);
      case JOURNEYS -> checks(plan, "");
      case "errors" -> judged(plan, plan.limits());
      case "telemetry" -> telemetry(plan);
      case ALERTS -> alerts(plan);
      case SATURATION -> judged(plan, plan.limits().with(beyondRequests(plan.limits())));
      case MARKERS -> markers(release.id());
      case "migration-applied" -> applied(plan);
      default -> new Finding(false, "nothing checks this yet");
    };
  }

  /** Limits about other things than how requests are answered. */
  private static List<Limit> beyondRequests(Limits limits) {
    return limits.limits().stream()
        .filter(limit -> !limit.signal().isLatency())
        .filter(limit -> !limit.signal().equals(Signal.ERROR_RATE))
        .toList();
  }

  private Finding health(Plan plan) {
    Deployment.Running running = world.target(plan).deployment().running();
    List<Deployment.Instance> there =
        running.instances().stream().filter(one -> one.version().equals(plan.to())).toList();
    Optional<Deployment.Instance> other =
        there.stream()
            .filter(one -> one.artifact().filter(plan.artifact()::equals).isEmpty())
            .findFirst();
    long ready = running.ready(plan.to());
    String words =
        ready + " of " + Reading.count(there.size(), "instance") + " of " + plan.to() + " ready";
    if (there.isEmpty() || ready < there.size()) {
      return new Finding(false, words);
    }
    if (other.isPresent()) {
      return new Finding(
          false, other.get().name() + " does not say that it runs " + plan.artifact().brief());
    }
    Finding named = checks(plan, "health");
    return new Finding(
        named.fulfilled() || isNone(named),
        words + " with " + plan.artifact().brief() + (isNone(named) ? "" : "; " + named.words()));
  }

  private static boolean isNone(Finding checks) {
    return checks.words().equals(NONE);
  }

  private static final String NONE = "no check of this kind is configured";

  private Finding checks(Plan plan, String only) {
    Checks checks = world.target(plan).checks();
    List<String> names =
        checks.names().stream().filter(name -> only.isEmpty() || name.contains(only)).toList();
    if (names.isEmpty()) {
      return new Finding(false, NONE);
    }
    List<Checks.Result> results = checks.run(names);
    Optional<Checks.Result> failed =
        results.stream().filter(result -> !result.passed()).findFirst();
    return failed
        .map(result -> new Finding(false, result.name() + ": " + result.detail()))
        .orElseGet(() ->
            new Finding(
                !results.isEmpty(),
                Reading.count(results.size(), "check") + " passed" + Checks.Result.each(results)));
  }

  private Finding judged(Plan plan, Limits limits) {
    Judgement judgement = world.judge().judge(limits, Question.CANARY_ALONE, snapshot(plan));
    String values =
        judgement.signals().stream()
            .filter(signal -> signal.canary().isPresent())
            .map(signal -> signal.signal().words() + " " + value(signal))
            .collect(Collectors.joining(", "));
    return new Finding(
        judgement.verdict() == Verdict.PASS,
        judgement.words() + (values.isEmpty() ? "" : ": " + values));
  }

  private static String value(Judgement.OfSignal signal) {
    OptionalDouble value = signal.canary();
    double of = value.orElse(Double.NaN);
    return signal.signal().isLatency()
        ? Math.round(of) + " ms"
        : String.format(Locale.ROOT, Math.abs(of) < 1 ? "%.4f" : "%.1f", of);
  }

  private Snapshot snapshot(Plan plan) {
    return world.target(plan).metrics().read(world.clock().now(), plan.limits().window());
  }

  private Finding telemetry(Plan plan) {
    Snapshot snapshot = snapshot(plan);
    if (snapshot.provider() instanceof Snapshot.Provider.Silent silent) {
      return new Finding(false, silent.why());
    }
    long requests = snapshot.requests(Side.CANARY);
    return new Finding(
        requests > 0,
        Reading.count(requests, "request")
            + " of "
            + plan.to()
            + " measured in the last "
            + plan.limits().window().toSeconds()
            + " s");
  }

  private Finding alerts(Plan plan) {
    return world
        .target(plan)
        .alerts()
        .map(alerts ->
            ItemChecks.onFire(alerts)
                .orElseGet(() -> new Finding(true, "the source answers, and nothing fires")))
        .orElseGet(() -> new Finding(false, "no alert is named for this target"));
  }

  private Finding markers(ReleaseId release) {
    List<String> places = world.markers().places();
    List<Markers.Stand> stands = world.markers().of(release);
    List<String> missing =
        places.stream()
            .filter(place ->
                stands.stream().noneMatch(stand -> stand.there() && stand.place().equals(place)))
            .map(place ->
                stands.stream()
                    .filter(stand -> stand.place().equals(place))
                    .map(stand -> place + ": " + stand.words())
                    .findFirst()
                    .orElse(place + ": not told yet; a server does that"))
            .toList();
    return missing.isEmpty()
        ? new Finding(
            true,
            stands.stream()
                .filter(stand -> places.contains(stand.place()))
                .map(stand -> stand.place() + ": " + stand.words())
                .collect(Collectors.joining(", ")))
        : new Finding(false, String.join("; ", missing));
  }

  private Finding applied(Plan plan) {
    Set<String> there =
        world.target(plan).migrator().applied().stream()
            .map(Migrator.Applied::id)
            .collect(Collectors.toSet());
    List<String> missing =
        plan.migrations().stream().map(Migration::id).filter(id -> !there.contains(id)).toList();
    return new Finding(
        missing.isEmpty(),
        missing.isEmpty()
            ? plan.migrations().isEmpty()
                ? "the change has no migration"
                : "applied: "
                    + plan.migrations().stream()
                        .map(Migration::id)
                        .collect(Collectors.joining(", "))
            : "missing: " + String.join(", ", missing));
  }
}
