package dev.slipway.outside.exec;

import dev.slipway.control.port.Balancer;
import dev.slipway.control.port.Target.BreakGlass;
import dev.slipway.control.port.Targets.Versions;
import dev.slipway.health.Side;
import dev.slipway.plan.ExecSpec;
import dev.slipway.release.ArtifactDigest;
import dev.slipway.release.Version;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The way back without Slipway, as POSIX sh lines that run the same commands. Every word is quoted;
 * a secret is read where it lives when they run, and stands nowhere in them.
 */
final class ExecBreakGlass {
  private final Place place;
  private final ExecSpec spec;
  private final Versions versions;
  private final Sides sides;
  private final Mark mark;
  private final Balancer.Lines balancer;

  ExecBreakGlass(Place place, Versions versions, Sides sides, Mark mark) {
    this.place = place;
    this.spec = place.spec;
    this.versions = versions;
    this.sides = sides;
    this.mark = mark;
    this.balancer = place.balancer.lines(sides.of(Side.CANARY).name());
  }

  BreakGlass lines() {
    String fresh = InPlaceLine.quoted(versions.fresh().label());
    return new BreakGlass(needs(), frame() + show(fresh), frame() + takeBack(), frame() + verify());
  }

  /** Programs that are looked up; a path of the configuration is the team's own. */
  private List<String> needs() {
    List<ExecSpec.Command> commands = List.of(spec.deploy(), spec.running());
    List<String> needs = new ArrayList<>(List.of("env"));
    Stream.concat(
            commands.stream().map(command -> command.words().getFirst()), balancer.needs().stream())
        .filter(name -> !name.contains("/") && !name.contains("{") && !needs.contains(name))
        .forEach(needs::add);
    return needs;
  }

  /** {@code in_place word…} runs a command where Slipway would, with the same environment. */
  private String frame() {
    StringBuilder lines = new StringBuilder("set -f\nin_place() {\n  (\n");
    lines.append("    cd ").append(InPlaceLine.quoted(spec.directory().toString())).append('\n');
    lines.append("    exec env -i");
    for (String name : Surroundings.KEPT) {
      lines
          .append(" ${")
          .append(name)
          .append("+\"")
          .append(name)
          .append("=$")
          .append(name)
          .append("\"}");
    }
    new TreeMap<>(spec.environment())
        .forEach((name, value) -> lines.append(" ").append(name).append('=').append(word(value)));
    lines.append(" \"$@\"\n  ) < /dev/null\n}\n");
    lines.append("version_of() {\n  set -- $(\"$@\")\n  printf '%s' \"${1:-}\"\n}\n");
    return lines + balancer.frame();
  }

  private static String word(ExecSpec.Value value) {
    return switch (value) {
      case ExecSpec.Value.Text text -> InPlaceLine.quoted(text.text());
      case ExecSpec.Value.FromEnvironment from -> "\"${" + from.name() + "?is not set}\"";
      case ExecSpec.Value.FromFile from ->
          "\"$(cat " + InPlaceLine.quoted(from.file().toString()) + ")\"";
    };
  }

  private String show(String fresh) {
    StringBuilder lines = new StringBuilder();
    if (!spec.isInPlace()) {
      return balancer.read() + "[ \"$share\" -eq 0 ] || printf '%s\\n' " + fresh + "\n";
    }
    lines.append("found=no\n");
    for (String instance : sides.of(Side.CANARY).instances()) {
      lines
          .append("version=$(version_of ")
          .append(running(instance))
          .append(")\n[ \"$version\" != ")
          .append(fresh)
          .append(" ] || found=yes\n");
    }
    return lines + "[ \"$found\" = no ] || printf '%s\\n' " + fresh + "\n";
  }

  private String takeBack() {
    String file = InPlaceLine.quoted(mark.file().toString());
    StringBuilder lines = new StringBuilder();
    lines.append("mkdir -p \"$(dirname ").append(file).append(")\"\n");
    lines
        .append("printf '%s%s\\n' ")
        .append(InPlaceLine.quoted(Mark.BEGUN))
        .append(" \"$$\" > ")
        .append(file)
        .append("\nfailed=no\n");
    if (versions.old().isPresent()) {
      Version old = versions.old().get();
      sides.of(Side.BASELINE).instances().forEach(instance -> lines.append(ensured(instance, old)));
    } else if (spec.isInPlace()) {
      sides.of(Side.CANARY).instances().forEach(instance -> lines.append(stopped(instance)));
    }
    balancer.ready().forEach(ready -> lines.append(ready).append(" || failed=yes\n"));
    if (!spec.isInPlace()) {
      lines.append(balancer.away()).append(" || failed=yes\n");
    }
    lines
        .append("printf '%s\\n' ")
        .append(
            InPlaceLine.quoted("taken back from " + versions.fresh() + " by hand, without Slipway"))
        .append(" > ")
        .append(file)
        .append("\n[ \"$failed\" = no ]\n");
    return lines.toString();
  }

  /** An instance that runs the old version is left alone; a command that lies is found out. */
  private String ensured(String instance, Version old) {
    Map<String, String> words = new HashMap<>(place.at(instance));
    words.put("version", old.label());
    words.put("digest", versions.oldArtifact().map(ArtifactDigest::value).orElse(""));
    String version = "$(version_of " + running(instance) + " || :)";
    String wanted = InPlaceLine.quoted(old.label());
    return "if [ \""
        + version
        + "\" != "
        + wanted
        + " ]; then\n  "
        + InPlaceLine.of(spec.deploy().words(), words)
        + " >&2 || :\n  tries=0\n  while [ \""
        + version
        + "\" != "
        + wanted
        + " ] && [ \"$tries\" -lt "
        + Math.max(1, spec.healthyWithin().toSeconds())
        + " ]; do\n    sleep 1\n    tries=$((tries + 1))\n  done\n  [ \""
        + version
        + "\" = "
        + wanted
        + " ] || failed=yes\nfi\n";
  }

  private String stopped(String instance) {
    return spec.stop()
        .map(stop -> InPlaceLine.of(stop.words(), place.at(instance)) + " >&2 || failed=yes\n")
        .orElse("failed=yes\n");
  }

  private String verify() {
    if (!spec.isInPlace()) {
      return balancer.read() + "[ \"$share\" -eq 0 ]\n";
    }
    StringBuilder lines = new StringBuilder();
    for (String instance : sides.of(Side.CANARY).instances()) {
      lines
          .append("version=$(version_of ")
          .append(running(instance))
          .append(")\n[ \"$version\" = ")
          .append(InPlaceLine.quoted(versions.old().map(Version::label).orElse("")))
          .append(" ]\n");
    }
    return lines.toString();
  }

  private String running(String instance) {
    return InPlaceLine.of(spec.running().words(), place.at(instance));
  }
}
