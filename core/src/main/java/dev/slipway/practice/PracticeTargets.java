package dev.slipway.practice;

import dev.slipway.control.port.Target;
import dev.slipway.control.port.Targets;
import dev.slipway.plan.ExecSpec;
import dev.slipway.plan.Service;
import dev.slipway.plan.TargetSpec;
import dev.slipway.release.ArtifactDigest;
import dev.slipway.release.Version;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Opens practice fleets. Nothing is cached: each call reads the fleet's file and asks the fleet
 * that runs now.
 */
public final class PracticeTargets implements Targets {
  @Override
  public Target open(Service service, Service.Environment environment, Versions versions) {
    return new PracticeTarget(link(environment), versions);
  }

  @Override
  public Optional<ArtifactDigest> artifact(
      Service service, Service.Environment environment, Version label) {
    String digest =
        link(environment).get("look up an artifact", "/artifacts").path(label.label()).asString("");
    return digest.isEmpty() ? Optional.empty() : Optional.of(new ArtifactDigest(digest));
  }

  /**
   * The version with the largest share of traffic and a ready instance; of equal ones the older.
   */
  @Override
  public Optional<Version> live(Service service, Service.Environment environment) {
    ObjectNode state = link(environment).get("read what runs", "/state");
    Optional<Version> live = Optional.empty();
    int largest = 0;
    for (Map.Entry<String, JsonNode> version : state.path("versions").properties()) {
      int share = version.getValue().path("share").asInt(0);
      if (share > largest && version.getValue().path("ready").asInt(0) > 0) {
        largest = share;
        live = Optional.of(new Version(version.getKey()));
      }
    }
    return live;
  }

  private static FleetLink link(Service.Environment environment) {
    return switch (environment.target()) {
      case TargetSpec.Practice practice -> new FleetLink(practice.fleetFile());
      case ExecSpec exec ->
          throw new IllegalArgumentException("a target of kind exec is no practice fleet");
    };
  }
}
