package dev.slipway.outside.exec;

import dev.slipway.control.port.Balancer;
import dev.slipway.control.port.Target.BreakGlass;
import dev.slipway.control.port.Targets.Versions;
import dev.slipway.health.Side;
import dev.slipway.plan.ExecSpec;
import dev.slipway.release.ArtifactDigest;
import dev.slipway.release.Version;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The way back without Slipway, as POSIX sh lines that run the same commands. Every word is quoted;
 * a secret is read where it lives when they run, and stands nowhere in them.
 */
final class ExecBreakGlass {
  private static final String ENSURED =
      """
      if [ @now@ = @old@ ]; then
        printf '%s runs %s already\\n' @name@ @old@
        return 0
      fi
      @deploy@ >&2 || :
      tries=0
      while [ @now@ != @old@ ] && [ "$tries" -lt @most@ ]; do
        sleep 1
        tries=$((tries + 1))
      done
      if [ @now@ != @old@ ]; then
        printf '%s does not run %s\\n' @name@ @old@
        return 1
      fi
      printf '%s runs %s again\\n' @name@ @old@
      """;
  private static final String STOPPED =
      """
      if @stop@ >&2; then
        printf '%s is stopped\\n' @name@
      else
        printf '%s could not be stopped\\n' @name@
        return 1
      fi
      """;

  private static final Pattern PART = Pattern.compile("@([a-z]+)@");

  private final Place place;
  private final ExecSpec spec;
  private final Versions versions;
  private final Sides sides;
  private final Mark mark;
  private final Balancer.Lines balancer;
  private final List<CommandFlag> flags;

  ExecBreakGlass(Place place, Versions versions, Sides sides, Mark mark, List<CommandFlag> flags) {
    this.flags = List.copyOf(flags);
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
    Stream.of(
            commands.stream().map(command -> command.words().getFirst()),
            balancer.needs().stream(),
            flags.stream().flatMap(flag -> flag.needs().stream()))
        .flatMap(names -> names)
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
    flags.forEach(flag -> lines.append(flag.off()));
    if (versions.old().isPresent()) {
      Version old = versions.old().get();
      List<String> instances = sides.of(Side.BASELINE).instances();
      lines.append(inBatches(instances, instance -> ensured(instance, old)));
    } else if (spec.isInPlace()) {
      lines.append(inBatches(sides.of(Side.CANARY).instances(), this::stopped));
    }
    balancer.ready().forEach(ready -> lines.append(ready).append(" || failed=yes\n"));
    if (!spec.isInPlace()) {
      lines.append(balancer.away()).append(" || failed=yes\n");
    }
    Path answer = mark.file().resolveSibling(mark.file().getFileName() + ".flag");
    flags.forEach(flag -> lines.append(flag.seenOff(answer)));
    lines
        .append("printf '%s\\n' ")
        .append(
            InPlaceLine.quoted("taken back from " + versions.fresh() + " by hand, without Slipway"))
        .append(" > ")
        .append(file)
        .append("\n[ \"$failed\" = no ]\n");
    return lines.toString();
  }

  /**
   * A function for each instance; those of a batch at once, and the next batch when every one of
   * them has ended, however. Who ends the script by a signal does not leave deploys behind that
   * nobody knows of: what has begun comes to its end first.
   */
  private String inBatches(List<String> instances, Function<String, String> work) {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < instances.size(); i++) {
      lines
          .append("back_")
          .append(i + 1)
          .append("() {\n")
          .append(work.apply(instances.get(i)))
          .append("}\n");
    }
    lines.append("trap 'wait; exit 1' INT TERM\n");
    int size = together(instances.size());
    for (int from = 0; from < instances.size(); from += size) {
      int until = Math.min(instances.size(), from + size);
      for (int i = from + 1; i <= until; i++) {
        lines.append("back_").append(i).append(" & job_").append(i).append("=$!\n");
      }
      for (int i = from + 1; i <= until; i++) {
        lines.append("wait \"$job_").append(i).append("\" || failed=yes\n");
      }
    }
    return lines.append("trap - INT TERM\n").toString();
  }

  /** As many as the plan takes out at once. Who serves nobody is missed by nobody. */
  private int together(int instances) {
    return spec.isInPlace() && versions.old().isPresent()
        ? Math.max(1, versions.together().orElse(ExecDeployment.usuallyTogether(instances)))
        : Math.max(1, instances);
  }

  /** An instance that runs the old version is left alone; a command that lies is found out. */
  private String ensured(String instance, Version old) {
    Map<String, String> words = new HashMap<>(place.at(instance));
    words.put("version", old.label());
    words.put("digest", versions.oldArtifact().map(ArtifactDigest::value).orElse(""));
    return filled(
        ENSURED,
        Map.of(
            "now", "\"$(version_of " + running(instance) + " || :)\"",
            "old", InPlaceLine.quoted(old.label()),
            "most", Long.toString(Math.max(1, spec.healthyWithin().toSeconds())),
            "name", InPlaceLine.quoted(instance),
            "deploy", InPlaceLine.of(spec.deploy().words(), words)));
  }

  private String stopped(String instance) {
    String name = InPlaceLine.quoted(instance);
    return spec.stop()
        .map(stop ->
            filled(
                STOPPED,
                Map.of("name", name, "stop", InPlaceLine.of(stop.words(), place.at(instance)))))
        .orElse("printf '%s: no command stops it\\n' " + name + "\nreturn 1\n");
  }

  /** In one pass: what is put in is never taken for something to be replaced. */
  private static String filled(String lines, Map<String, String> parts) {
    return PART.matcher(lines)
        .replaceAll(
            part -> Matcher.quoteReplacement(parts.getOrDefault(part.group(1), part.group())));
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
