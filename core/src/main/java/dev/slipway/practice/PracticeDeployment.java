package dev.slipway.practice;

import dev.slipway.control.port.Deployment;
import dev.slipway.control.port.Outcome;
import dev.slipway.control.port.Targets.Versions;
import dev.slipway.health.Side;
import dev.slipway.release.ArtifactDigest;
import dev.slipway.release.Version;
import dev.slipway.rollout.Happening.Changed;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Instances of the practice shop. */
record PracticeDeployment(FleetLink link, Versions versions) implements Deployment {
  private static final Duration DEPLOY = Duration.ofSeconds(60);
  private static final Duration FLEET_GIVES_UP = Duration.ofSeconds(55);

  @Override
  public Running running() {
    ObjectNode answer = link.get("read the instances", "/instances");
    List<Instance> instances = new ArrayList<>();
    List<Instance> group = new ArrayList<>();
    try (ExecutorService asking = Executors.newVirtualThreadPerTaskExecutor()) {
      Map<JsonNode, Future<Instance>> asked = new LinkedHashMap<>();
      answer
          .path("instances")
          .forEach(one -> asked.put(one, asking.submit(() -> asFoundItself(one))));
      for (Map.Entry<JsonNode, Future<Instance>> one : asked.entrySet()) {
        boolean apart = Pools.isGroup(one.getKey().path("version").asString(""));
        (apart ? group : instances).add(one.getValue().get());
      }
    } catch (ExecutionException broken) {
      throw new IllegalStateException(
          "asking the practice shop's instances broke", broken.getCause());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    return new Running(
        instances,
        answer.path("per-instance").asDouble(0),
        answer.path("load").asDouble(0),
        answer.path("room").asInt(0),
        group);
  }

  @Override
  public Outcome deploy(Side side, int total, String key) {
    Optional<String> pool = Pools.of(versions, side);
    if (pool.isEmpty()) {
      return new Outcome.Failed("there is no old version to deploy", Changed.NO);
    }
    ObjectNode body = FleetLink.object();
    body.put("version", pool.get());
    body.put("total", total);
    body.put("key", key);
    body.put("limit-millis", FLEET_GIVES_UP.toMillis());
    versions.artifactOf(side).ifPresent(digest -> body.put("digest", digest.value()));
    return work("POST", "/instances", body.toString());
  }

  @Override
  public Outcome remove(Side side, int keep, String key) {
    Optional<String> pool = Pools.of(versions, side);
    if (pool.isEmpty()) {
      return new Outcome.Done("there is no old version, nothing to remove");
    }
    return work(
        "DELETE",
        "/instances?version="
            + FleetLink.encoded(pool.get())
            + "&keep="
            + keep
            + "&key="
            + FleetLink.encoded(key),
        "");
  }

  private Outcome work(String method, String target, String body) {
    try {
      FleetLink.Reply reply = link.exchange(method, target, body, DEPLOY);
      if (!reply.isAgreed()) {
        return new Outcome.Failed(
            reply.refusal(), reply.status() < 500 ? Changed.NO : Changed.UNKNOWN);
      }
      String words = reply.body().path("words").asString("");
      boolean changed = reply.body().path("changed").asBoolean(true);
      return reply.body().path("done").asBoolean(false)
          ? new Outcome.Done(words)
          : new Outcome.Failed(words, changed ? Changed.YES : Changed.NO);
    } catch (FleetLink.NotReached notRunning) {
      // A fleet that does not run has no instances: nothing that was ever asked of it stands.
      return new Outcome.Failed(FleetLink.reason(notRunning), Changed.NO);
    } catch (IOException noAnswer) {
      return new Outcome.Failed(
          "the practice fleet did not answer: " + FleetLink.reason(noAnswer), Changed.UNKNOWN);
    }
  }

  /** The fleet says which instances there are; what each runs it must say itself. */
  private static Instance asFoundItself(JsonNode listed) {
    String address = listed.path("address").asString("");
    Optional<ArtifactDigest> artifact = Optional.empty();
    Version version = Pools.version(listed.path("version").asString("unknown"));
    try {
      JsonNode itself =
          FleetLink.parsed(FleetLink.ask("GET", address, "/whoami", FleetLink.SHORT).body());
      artifact = Optional.of(new ArtifactDigest(itself.path("digest").asString("")));
      version = new Version(itself.path("version").asString(""));
    } catch (IOException | IllegalArgumentException noAnswer) {
      artifact = Optional.empty();
    }
    boolean ready = listed.path("ready").asBoolean(false) && artifact.isPresent();
    return new Instance(listed.path("name").asString(""), address, version, artifact, ready);
  }
}
