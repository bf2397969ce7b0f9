package dev.slipway.parity;

import dev.slipway.health.Reading;
import dev.slipway.plan.CheckpointSpec;
import dev.slipway.plan.ExecSpec;
import dev.slipway.plan.HaproxySpec;
import dev.slipway.plan.Reach;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a release is done with: programs, how users get to a version, and who measures. Of the words
 * of a command only the program is told; the others may hold what nobody should read.
 */
final class TargetParity {
  private static final String NONE = "none";

  private TargetParity() {}

  static List<Difference> of(ExecSpec before, ExecSpec after) {
    List<Difference> all = new ArrayList<>();
    command("deploy", Optional.of(before.deploy()), Optional.of(after.deploy()), all);
    command("running", Optional.of(before.running()), Optional.of(after.running()), all);
    command("stop", before.stop(), after.stop(), all);
    kind(
        "traffic",
        traffic(before),
        traffic(after),
        "users get to a new version in a way that was not tried before",
        before.traffic().equals(after.traffic()),
        all);
    kind(
        "artifact",
        artifact(before),
        artifact(after),
        "digests of two kinds are never the same, so nothing can be promoted",
        before.artifact().equals(after.artifact()),
        all);
    kind(
        "probe",
        probe(before),
        probe(after),
        "an instance that is well there may not be well here",
        before.probe().equals(after.probe()),
        all);
    part("metrics of Prometheus", before.metrics(), after.metrics(), all);
    part("alerts of Alertmanager", before.alerts(), after.alerts(), all);
    part("flags", before.flags(), after.flags(), all);
    part("backup", before.checkpoint().backup(), after.checkpoint().backup(), all);
    login(
        "login at Prometheus",
        before.metrics().map(spec -> spec.reach()),
        after.metrics().map(spec -> spec.reach()),
        all);
    login(
        "login at Alertmanager",
        before.alerts().map(spec -> spec.reach()),
        after.alerts().map(spec -> spec.reach()),
        all);
    settings(before.checkpoint(), after.checkpoint(), all);
    resources(before, after, all);
    return all;
  }

  private static void command(
      String name,
      Optional<ExecSpec.Command> before,
      Optional<ExecSpec.Command> after,
      List<Difference> all) {
    String what = "command " + name;
    if (before.isEmpty() || after.isEmpty()) {
      part(what, before, after, all);
      return;
    }
    String earlier = before.get().words().getFirst();
    String later = after.get().words().getFirst();
    if (!earlier.equals(later)) {
      all.add(
          Difference.unexpected(
              what, earlier, later, "another program than the one that was tried before"));
    } else if (!before.equals(after)) {
      all.add(Difference.expected(what, earlier, later + ", other words", "configuration differs"));
    }
  }

  /** What has to be of one kind; how it is configured may differ. */
  private static void kind(
      String what,
      String before,
      String after,
      String because,
      boolean same,
      List<Difference> all) {
    if (!before.equals(after)) {
      all.add(Difference.unexpected(what, before, after, because));
    } else if (!same) {
      all.add(
          Difference.expected(what, before, after + ", set otherwise", "configuration differs"));
    }
  }

  /** What may be added, and not left out. */
  private static <T> void part(
      String what, Optional<T> before, Optional<T> after, List<Difference> all) {
    if (before.isPresent() && after.isEmpty()) {
      all.add(Difference.unexpected(what, "there", NONE, "less care than before"));
    } else if (before.isEmpty() && after.isPresent()) {
      all.add(Difference.expected(what, NONE, "there", "more care than before"));
    } else if (!before.equals(after)) {
      all.add(Difference.expected(what, "there", "there, set otherwise", "configuration differs"));
    }
  }

  private static void login(
      String what, Optional<Reach> before, Optional<Reach> after, List<Difference> all) {
    if (before.isEmpty() || after.isEmpty()) {
      return;
    }
    String earlier = login(before.get());
    String later = login(after.get());
    if (!earlier.equals(later)) {
      all.add(Difference.expected(what, earlier, later, "secrets differ"));
    }
  }

  private static String login(Reach reach) {
    return reach
        .login()
        .map(login ->
            switch (login) {
              case Reach.Login.Bearer bearer -> "a token";
              case Reach.Login.Basic basic -> "a user and a password";
            })
        .orElse(NONE);
  }

  private static String traffic(ExecSpec exec) {
    String ways =
        exec.executable().stream()
            .sorted()
            .map(strategy -> strategy.words())
            .collect(Collectors.joining(", "));
    String how =
        exec.traffic()
            .map(traffic ->
                switch (traffic) {
                  case ExecSpec.Traffic.Commands commands -> "commands";
                  case HaproxySpec haproxy ->
                      switch (haproxy.layout()) {
                        case HaproxySpec.Layout.OneBackend one -> "HAProxy's servers";
                        case HaproxySpec.Layout.ShareMap map -> "HAProxy's map of shares";
                        case HaproxySpec.Layout.SwitchMap map -> "HAProxy's map of sides";
                      };
                })
            .orElse("nothing");
    return how + " (" + ways + ")";
  }

  private static String artifact(ExecSpec exec) {
    return exec.artifact()
        .map(artifact ->
            switch (artifact) {
              case ExecSpec.Artifact.Printed printed -> "a command's digest";
              case ExecSpec.Artifact.OfFile file -> "a file's digest";
              case ExecSpec.Artifact.OfRegistry registry -> "an image's digest";
            })
        .orElse("the commit");
  }

  private static String probe(ExecSpec exec) {
    return switch (exec.probe().question()) {
      case ExecSpec.Question.Http http -> "a request";
      case ExecSpec.Question.Run run -> "a command";
    };
  }

  /** Names alone; what they hold is configuration. */
  private static void settings(CheckpointSpec before, CheckpointSpec after, List<Difference> all) {
    Set<String> earlier = names(before);
    Set<String> later = names(after);
    earlier.stream()
        .filter(name -> !later.contains(name))
        .sorted()
        .forEach(name ->
            all.add(
                Difference.unexpected(
                    "configuration " + name,
                    "looked at",
                    "not looked at",
                    "nobody notices here when it changes")));
    later.stream()
        .filter(name -> !earlier.contains(name))
        .sorted()
        .forEach(name ->
            all.add(
                Difference.expected(
                    "configuration " + name,
                    "not looked at",
                    "looked at",
                    "more care than before")));
  }

  private static Set<String> names(CheckpointSpec spec) {
    return spec.configuration().stream()
        .map(CheckpointSpec.Setting::name)
        .collect(Collectors.toSet());
  }

  private static void resources(ExecSpec before, ExecSpec after, List<Difference> all) {
    if (before.serving() != after.serving()) {
      all.add(
          Difference.expected(
              "instances",
              Integer.toString(before.serving()),
              Integer.toString(after.serving()),
              "sizes differ"));
    }
    if (!before.capacity().equals(after.capacity())) {
      all.add(Difference.expected("capacity", capacity(before), capacity(after), "sizes differ"));
    }
  }

  private static String capacity(ExecSpec exec) {
    return exec.capacity()
        .map(capacity -> Reading.number(capacity.perInstance(), 1) + "/s an instance")
        .orElse("not told");
  }
}
