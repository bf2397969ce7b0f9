package dev.slipway.outside.exec;

import dev.slipway.control.SystemClock;
import dev.slipway.control.port.Target;
import dev.slipway.control.port.Targets;
import dev.slipway.health.Limits;
import dev.slipway.outside.alertmanager.AlertmanagerSources;
import dev.slipway.outside.git.GitChangeSource;
import dev.slipway.outside.haproxy.HaproxyBalancer;
import dev.slipway.outside.http.HttpCalls;
import dev.slipway.outside.http.HttpProbes;
import dev.slipway.outside.prometheus.PrometheusSources;
import dev.slipway.outside.registry.OciRegistry;
import dev.slipway.outside.smoke.SmokeChecks;
import dev.slipway.plan.CheckpointSpec;
import dev.slipway.plan.ExecSpec;
import dev.slipway.plan.Service;
import dev.slipway.release.ArtifactDigest;
import dev.slipway.release.EnvironmentName;
import dev.slipway.release.ServiceName;
import dev.slipway.release.Version;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** A service of one's own as Slipway opens it, from v1 to v2, without a release around it. */
record ATarget(Path folder, ExecSpec spec, List<String> flags) {
  static final Version V1 = new Version("v1");
  static final Version V2 = new Version("v2");
  private static final ArtifactDigest DIGEST_1 = new ArtifactDigest("sha256:" + "1".repeat(64));
  private static final ArtifactDigest DIGEST_2 = new ArtifactDigest("sha256:" + "2".repeat(64));
  private static final Duration LONG = Duration.ofSeconds(60);

  ATarget(Path folder, ExecSpec spec) {
    this(folder, spec, List.of());
  }

  /** In a dark launch of what is behind coupon_ui. */
  ATarget turningFlags() {
    return turningFlags("coupon_ui");
  }

  ATarget turningFlags(String... names) {
    ExecSpec.Command set =
        new ExecSpec.Command(List.of("./flag.sh", "{flag}", "{percent}"), Duration.ofSeconds(4));
    ExecSpec.Command read =
        new ExecSpec.Command(List.of("./flag-read.sh", "{flag}"), Duration.ofSeconds(4));
    return new ATarget(folder, spec.with(new ExecSpec.FlagCommands(set, read)), List.of(names));
  }

  static ATarget inPlace(AService service, String... instances) {
    Map<String, String> addresses = new LinkedHashMap<>();
    for (String instance : instances) {
      addresses.put(instance, service.address(instance));
    }
    return inPlace(service.folder, addresses);
  }

  static ATarget inPlace(Path folder, Map<String, String> addresses) {
    return new ATarget(
        folder,
        spec(
            folder,
            List.of(new ExecSpec.Group("", List.copyOf(addresses.keySet()))),
            addresses,
            Optional.empty()));
  }

  static ATarget twoSides(AService service, String blue, String green) {
    return twoSides(
        service,
        blue,
        green,
        new ExecSpec.Traffic.Commands(
            command("./traffic.sh", "{side}", "{weight}"), command("./traffic-read.sh"), false));
  }

  static ATarget twoSides(AService service, String blue, String green, ExecSpec.Traffic traffic) {
    return new ATarget(
        service.folder,
        spec(
            service.folder,
            List.of(
                new ExecSpec.Group("blue", List.of(blue)),
                new ExecSpec.Group("green", List.of(green))),
            Map.of(blue, service.address(blue), green, service.address(green)),
            Optional.of(traffic)));
  }

  private static ExecSpec spec(
      Path folder,
      List<ExecSpec.Group> groups,
      Map<String, String> addresses,
      Optional<ExecSpec.Traffic> traffic) {
    return new ExecSpec(
        folder,
        Map.of(),
        groups,
        addresses,
        command("./deploy.sh", "{instance}", "{version}", "{digest}"),
        LONG,
        Duration.ofSeconds(2),
        command("./running.sh", "{instance}"),
        Optional.of(command("./stop.sh", "{instance}")),
        Optional.empty(),
        traffic,
        new ExecSpec.Probe(
            new ExecSpec.Question.Http("http://{address}/health", 200),
            Duration.ofMillis(100),
            Duration.ofSeconds(5)),
        List.of(),
        Optional.empty());
  }

  /** The same, asked by a command instead of over HTTP. */
  ATarget probedBy(String... words) {
    return new ATarget(
        folder,
        new ExecSpec(
            spec.directory(),
            spec.environment(),
            spec.groups(),
            spec.addresses(),
            spec.deploy(),
            spec.healthyWithin(),
            spec.usually(),
            spec.running(),
            spec.stop(),
            spec.artifact(),
            spec.traffic(),
            new ExecSpec.Probe(
                new ExecSpec.Question.Run(List.of(words)), spec.probe().every(), LONG),
            spec.checks(),
            spec.capacity()));
  }

  /** The same, where an instance has so long to run what was deployed. */
  ATarget healthyWithin(Duration within) {
    return new ATarget(
        folder,
        new ExecSpec(
            spec.directory(),
            spec.environment(),
            spec.groups(),
            spec.addresses(),
            spec.deploy(),
            within,
            spec.usually(),
            spec.running(),
            spec.stop(),
            spec.artifact(),
            spec.traffic(),
            spec.probe(),
            spec.checks(),
            spec.capacity()));
  }

  /** The same, with something put aside before the first change. */
  ATarget checkpoint(CheckpointSpec checkpoint) {
    return new ATarget(folder, spec.with(checkpoint));
  }

  private static ExecSpec.Command command(String... words) {
    return new ExecSpec.Command(List.of(words), LONG);
  }

  /** As another process would open it: nothing is remembered from the last time. */
  Target opened() {
    return opened(OptionalInt.empty());
  }

  /** The same, where a plan says how many instances are out at once. */
  Target opened(OptionalInt together) {
    Service.Environment environment = environment();
    return new ExecTargets(
            new ExecTargets.Neighbours(
                new HttpProbes(),
                new GitChangeSource(),
                HaproxyBalancer::new,
                new OciRegistry(System.getenv()),
                new SmokeChecks(System.getenv(), Instant::now),
                new PrometheusSources(new HttpCalls(), new SystemClock()),
                new AlertmanagerSources(new HttpCalls(), new SystemClock())),
            marks(),
            new SystemClock())
        .open(
            new Service(
                new ServiceName("search"),
                folder,
                "{version}",
                Map.of(),
                Optional.empty(),
                Map.of(environment.name(), environment)),
            environment,
            new Targets.Versions(
                Optional.of(V1), Optional.of(DIGEST_1), V2, DIGEST_2, together, flags));
  }

  private Service.Environment environment() {
    return new Service.Environment(
        new EnvironmentName("prod"),
        "default",
        spec,
        new Limits(
            3,
            Duration.ofSeconds(1),
            Duration.ofSeconds(10),
            40,
            5,
            Duration.ofSeconds(60),
            Duration.ofSeconds(600),
            List.of()),
        Duration.ofSeconds(10),
        Duration.ofSeconds(60),
        List.of());
  }

  Path marks() {
    return folder.resolve("marks");
  }
}
