package dev.slipway.setup;

import dev.slipway.control.port.Alerts;
import dev.slipway.control.port.Metrics;
import dev.slipway.control.port.OutsideFailure;
import dev.slipway.control.port.Target;
import dev.slipway.control.port.Targets;
import dev.slipway.health.Limit;
import dev.slipway.health.Reading;
import dev.slipway.health.Side;
import dev.slipway.health.Snapshot;
import dev.slipway.plan.ExecSpec;
import dev.slipway.plan.PrometheusSpec;
import dev.slipway.plan.Service;
import dev.slipway.release.ArtifactDigest;
import dev.slipway.release.Version;
import dev.slipway.view.DoctorView.Check;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What watches a service: whether its metrics and alerts answer today, for the version that serves.
 */
record ObserverExamination(
    Targets targets, Service service, Service.Environment environment, ExecSpec exec) {

  /** What each limit would be judged by. */
  List<Check> metrics() {
    String name = "metrics " + place();
    PrometheusSpec spec = exec.metrics().orElseThrow();
    return asked(
        name,
        target -> {
          Duration window = environment.limits().window();
          Metrics metrics = target.metrics();
          // Samples carry the real time, whatever a demonstration or a test takes for now.
          Snapshot seen = metrics.read(Instant.now(), window);
          List<Check> checks = new ArrayList<>();
          metrics
              .remarks()
              .forEach(words ->
                  checks.add(
                      Check.look(
                          name,
                          words,
                          "times on screen differ by as much",
                          "timedatectl set-ntp true")));
          if (seen.provider() instanceof Snapshot.Provider.Silent silent) {
            checks.add(
                Check.mend(
                    name,
                    silent.why(),
                    "no release can start where nothing is measured",
                    mend(name, spec, silent.why())));
            return checks;
          }
          checks.addAll(limits(name, spec, seen));
          return checks;
        });
  }

  private List<Check> limits(String name, PrometheusSpec spec, Snapshot seen) {
    List<Check> checks = new ArrayList<>();
    List<String> well = new ArrayList<>();
    for (Limit limit : environment.limits().limits()) {
      Optional<String> gap = seen.gap(limit.signal(), Side.BASELINE);
      if (gap.isPresent()) {
        checks.add(
            Check.mend(
                name,
                limit.signal().words() + " is not measured: " + gap.get(),
                "its limit could never be checked",
                mend(name, spec, gap.get())));
      } else {
        seen.of(limit.signal(), Side.BASELINE)
            .ifPresent(measure ->
                well.add(
                    limit.signal().words()
                        + " "
                        + (measure.value().isPresent()
                            ? Reading.value(limit.signal(), measure.value().getAsDouble())
                            : "without a value yet")));
      }
    }
    long requests = seen.requests(Side.BASELINE);
    if (checks.isEmpty() && requests == 0) {
      checks.add(
          Check.look(
              name,
              "answers, and nobody used the service in the last " + window(),
              "no release can start before somebody does",
              series(spec)));
    } else if (checks.isEmpty()) {
      checks.add(
          Check.well(
              name,
              Reading.count(requests, "request")
                  + " in the last "
                  + window()
                  + ": "
                  + String.join(", ", well)));
    }
    return checks;
  }

  private String window() {
    return environment.limits().window().toSeconds() + " s";
  }

  /** Whether the named alerts can be asked for, and fire already. */
  List<Check> alerts() {
    String name = "alerts " + place();
    return asked(
        name,
        target -> {
          List<Alerts.Firing> firing = target.alerts().orElseThrow().firing();
          int watched = exec.alerts().orElseThrow().watch().size();
          return List.of(
              firing.isEmpty()
                  ? Check.well(name, Reading.count(watched, "alert") + " watched, and none fires")
                  : Check.look(
                      name,
                      String.join("; ", firing.stream().map(Alerts.Firing::words).toList()),
                      "no release can start while it fires",
                      "amtool alert query --alertmanager.url="
                          + Pasted.word(exec.alerts().orElseThrow().reach().url())));
        });
  }

  private interface Question {
    List<Check> of(Target target);
  }

  /** The running version stands for both sides: only what runs is asked about. */
  private List<Check> asked(String name, Question question) {
    try {
      Optional<Version> live = targets.live(service, environment);
      Optional<ArtifactDigest> artifact =
          live.flatMap(version -> targets.artifact(service, environment, version));
      if (live.isEmpty() || artifact.isEmpty()) {
        return List.of(Check.unknown(name, "cannot be told before a version serves"));
      }
      Targets.Versions versions = new Targets.Versions(live, artifact, live.get(), artifact.get());
      return question.of(targets.open(service, environment, versions));
    } catch (OutsideFailure silent) {
      String system = silent.system();
      return system.equals("commands")
          ? List.of(Check.unknown(name, "cannot be told before the target answers"))
          : List.of(
              Check.mend(
                  name,
                  String.valueOf(silent.getMessage()),
                  "no release can start where nobody sees that",
                  edit(name, "url, token-from, certificate and time-limit")));
    }
  }

  private static String mend(String name, PrometheusSpec spec, String why) {
    boolean query = why.contains("finds ") || why.contains("has the label") || why.contains(" old");
    return query ? series(spec) : edit(name, "metrics: prometheus");
  }

  /** Shows which series with which labels there are. */
  private static String series(PrometheusSpec spec) {
    return "curl -sG "
        + Pasted.word(spec.reach().url() + "/api/v1/series")
        + " --data-urlencode "
        + Pasted.word("match[]=" + spec.requests());
  }

  private static String edit(String name, String what) {
    return Pasted.edit("target of " + name.substring(name.indexOf(' ') + 1), what);
  }

  private String place() {
    return service.name() + " " + environment.name();
  }

  /** The parts of the examination, by name. */
  List<Part> parts() {
    List<Part> parts = new ArrayList<>();
    if (exec.metrics().isPresent()) {
      parts.add(new Part("metrics " + place(), this::metrics));
    }
    if (exec.alerts().isPresent()) {
      parts.add(new Part("alerts " + place(), this::alerts));
    }
    return parts;
  }

  record Part(String name, Supplier<List<Check>> examine) {}
}
