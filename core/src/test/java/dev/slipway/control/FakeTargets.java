package dev.slipway.control;

import dev.slipway.control.port.OutsideFailure;
import dev.slipway.control.port.Target;
import dev.slipway.control.port.Targets;
import dev.slipway.health.Side;
import dev.slipway.plan.Service;
import dev.slipway.release.ArtifactDigest;
import dev.slipway.release.Version;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Opens the one fake target there is; labels mean what a test says. */
public final class FakeTargets implements Targets {
  static final Version V1 = new Version("v1");
  static final Version V2 = new Version("v2");
  static final Version V3 = new Version("v3");

  private final FakeTarget target;
  private final Map<String, ArtifactDigest> artifacts =
      new ConcurrentHashMap<>(Map.of("v1", digest('a'), "v2", digest('b'), "v3", digest('c')));
  Optional<Version> live = Optional.of(V1);
  volatile Optional<OutsideFailure> away = Optional.empty();
  final AtomicInteger opened = new AtomicInteger();

  FakeTargets(FakeTarget target) {
    this.target = target;
  }

  static ArtifactDigest digest(char of) {
    return new ArtifactDigest("sha256:" + String.valueOf(of).repeat(64));
  }

  /** In every story the shop goes from v1 to v2. */
  static Version version(Side side) {
    return side == Side.CANARY ? V2 : V1;
  }

  static ArtifactDigest digest(Side side) {
    return side == Side.CANARY ? digest('b') : digest('a');
  }

  void means(String label, ArtifactDigest artifact) {
    artifacts.put(label, artifact);
  }

  @Override
  public Target open(Service service, Service.Environment environment, Versions versions) {
    int unused = opened.incrementAndGet();
    away.ifPresent(failure -> {
      throw failure;
    });
    target.compares = versions.group();
    return target;
  }

  @Override
  public Optional<ArtifactDigest> artifact(
      Service service, Service.Environment environment, Version label) {
    return Optional.ofNullable(artifacts.get(label.label()));
  }

  @Override
  public Optional<Version> live(Service service, Service.Environment environment) {
    return live;
  }
}
