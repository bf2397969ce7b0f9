package dev.slipway.practice;

import dev.slipway.release.ArtifactDigest;
import dev.slipway.release.Version;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/**
 * What a practice fleet says about itself.
 *
 * @param rate requests per second its load is set to
 * @param load requests per second its router really gets
 * @param orders orders booked since the database was made
 * @param flags percent of its users to whom it shows what is behind each, by name
 * @param stays whether it outlives the process that started it
 */
public record FleetState(
    String incarnation,
    int rate,
    double load,
    long orders,
    boolean stays,
    Optional<String> mark,
    Map<String, Integer> flags,
    List<OfVersion> versions) {
  /**
   * @param share whole percent of the traffic
   */
  public record OfVersion(
      Version version,
      ArtifactDigest artifact,
      int share,
      int instances,
      int ready,
      List<Fault> faults) {
    public OfVersion {
      faults = List.copyOf(faults);
    }
  }

  public FleetState {
    versions = List.copyOf(versions);
    flags = Collections.unmodifiableMap(new TreeMap<>(flags));
  }

  public Optional<OfVersion> of(Version version) {
    return versions.stream().filter(one -> one.version().equals(version)).findFirst();
  }

  static FleetState read(JsonNode tree) {
    List<OfVersion> versions = new ArrayList<>();
    for (Map.Entry<String, JsonNode> entry : tree.path("versions").properties()) {
      JsonNode one = entry.getValue();
      versions.add(
          new OfVersion(
              new Version(entry.getKey()),
              new ArtifactDigest(one.path("digest").asString("")),
              one.path("share").asInt(0),
              one.path("instances").asInt(0),
              one.path("ready").asInt(0),
              FaultShape.read(one.path("faults"))));
    }
    TreeMap<String, Integer> flags = new TreeMap<>();
    tree.path("flags")
        .properties()
        .forEach(flag -> flags.put(flag.getKey(), flag.getValue().asInt(0)));
    String mark = tree.path("mark").asString("");
    return new FleetState(
        tree.path("incarnation").asString(""),
        tree.path("rate").asInt(0),
        tree.path("load").asDouble(0),
        tree.path("orders").asLong(0),
        tree.path("stay").asBoolean(false),
        mark.isEmpty() ? Optional.empty() : Optional.of(mark),
        flags,
        versions);
  }
}
