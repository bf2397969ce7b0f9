package dev.slipway.control;

import dev.slipway.control.port.Deployment;
import dev.slipway.control.port.Documents;
import dev.slipway.journal.Fact;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.plan.Plan;
import dev.slipway.release.ArtifactDigest;
import dev.slipway.release.Version;
import dev.slipway.release.Weight;
import dev.slipway.rollout.Happening;
import dev.slipway.rollout.Observing;
import dev.slipway.rollout.Paused;
import dev.slipway.rollout.Phase;
import dev.slipway.rollout.Shifting;
import dev.slipway.rollout.State;
import dev.slipway.rollout.Verifying;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;

/**
 * Looks every few seconds, beside the traffic lane, at what others may have done: which versions
 * run, and whether the break-glass script left its mark beside itself. Who does not answer has
 * nothing to tell.
 */
final class Lookout {
  static final Duration EVERY = Duration.ofSeconds(5);

  /**
   * @param foreign what runs that this release did not put there
   * @param down what is said of a new version of which no instance was ready at two looks in a row
   */
  record Seen(Optional<String> foreign, Optional<String> down, Optional<Documents.Mark> mark) {}

  private static final int LOOKS_DOWN = 2;

  /** An answer that is older says nothing about now. */
  static final Duration OLD_NEWS = Duration.ofSeconds(30);

  /** When the old version was last seen unable to carry everybody; empty: it was not. */
  private volatile Optional<Instant> goneAt = Optional.empty();

  /** Looks in a row at which no instance of the new version was ready, after one had been. */
  private volatile int looksDown;

  private volatile boolean seenReady;

  /** Looks in a row at which the balancer found none of the new version up. */
  private volatile int looksUnserved;

  private final Plan plan;
  private final Deployment deployment;
  private final Documents documents;
  private final Executor executor;
  private Optional<Instant> last = Optional.empty();
  private Optional<CompletableFuture<Seen>> asked = Optional.empty();

  Lookout(Plan plan, Deployment deployment, Documents documents, Executor executor) {
    this.plan = plan;
    this.deployment = deployment;
    this.documents = documents;
    this.executor = executor;
  }

  /** What came of the newest look; empty when none is due, or it has not answered yet. */
  Optional<Seen> look(ReleaseRecord release, Instant now) {
    boolean due =
        last.map(at -> Duration.between(at, now).abs().compareTo(EVERY) >= 0).orElse(true);
    if (asked.isEmpty() && due) {
      last = Optional.of(now);
      asked =
          Optional.of(
              CompletableFuture.supplyAsync(
                  () -> {
                    Optional<String> foreign = silentWhenBroken(() -> foreign(now));
                    return new Seen(foreign, down().or(this::unserved), mark(release));
                  },
                  executor));
    }
    if (asked.isEmpty() || !asked.get().isDone()) {
      return Optional.empty();
    }
    CompletableFuture<Seen> ended = asked.get();
    asked = Optional.empty();
    return ended.handle((seen, thrown) -> Optional.ofNullable(seen)).join();
  }

  private Optional<String> foreign(Instant now) {
    Deployment.Running running = deployment.running();
    goneAt = isOldGone(plan, running) ? Optional.of(now) : Optional.empty();
    seenReady |= running.ready(plan.to()) > 0;
    looksDown = seenReady && running.ready(plan.to()) == 0 ? looksDown + 1 : 0;
    return foreign(plan, deployment, running);
  }

  private Optional<String> down() {
    return looksDown < LOOKS_DOWN
        ? Optional.empty()
        : Optional.of("service-down: no instance of " + plan.to() + " is ready");
  }

  /** A server that is down by the balancer's own checks keeps its share, and answers nobody. */
  private Optional<String> unserved() {
    Optional<String> words = silentWhenBroken(deployment::turnedAway);
    looksUnserved = words.isPresent() ? looksUnserved + 1 : 0;
    return words.filter(said -> looksUnserved >= LOOKS_DOWN).map(said -> "service-down: " + said);
  }

  /** Whether users meet it, and it is not written down yet. */
  static boolean isNews(ReleaseRecord release, String down) {
    return isServed(release.state())
        && release.story().stream()
            .noneMatch(told ->
                told.fact() instanceof Fact.Happened happened
                    && happened.happening() instanceof Happening.AlertFired before
                    && before.alert().equals(down));
  }

  /**
   * Whether users are on the new version and no step of this release is at its instances, so that
   * one which is not ready is down.
   */
  private static boolean isServed(State state) {
    return switch (state) {
      case Shifting shifting ->
          shifting.phase() instanceof Phase.Baking && !shifting.held().equals(Weight.NONE);
      case Verifying verifying -> true;
      case Observing observing -> true;
      case Paused paused -> isServed(paused.inside());
      default -> false;
    };
  }

  /** Whether everybody would be sent to instances that are not there. */
  boolean isOldGone(Instant now) {
    return goneAt.filter(at -> Duration.between(at, now).abs().compareTo(OLD_NEWS) < 0).isPresent();
  }

  private static boolean isOldGone(Plan plan, Deployment.Running running) {
    return plan.from()
        .map(running::ready)
        .filter(ready -> ready == 0 || ready * running.perInstance() < running.load())
        .isPresent();
  }

  private Optional<Documents.Mark> mark(ReleaseRecord release) {
    return silentWhenBroken(() -> documents.mark(release));
  }

  private static <T> Optional<T> silentWhenBroken(
      java.util.function.Supplier<Optional<T>> question) {
    try {
      return question.get();
    } catch (RuntimeException silent) {
      return Optional.empty();
    }
  }

  /**
   * Instances that are of neither version of this release, or say that they run another artifact
   * under its label. One that does not answer says nothing, and so does one without users that an
   * earlier release left where the new version is going to be.
   */
  static Optional<String> foreign(Plan plan, Deployment deployment, Deployment.Running running) {
    List<Deployment.Instance> others =
        running.instances().stream().filter(instance -> isForeign(plan, instance)).toList();
    if (others.isEmpty()) {
      return Optional.empty();
    }
    Set<String> left = deployment.standingBy();
    String words =
        others.stream()
            .filter(instance -> !left.contains(instance.name()))
            .map(instance ->
                instance.name()
                    + " runs "
                    + instance.version()
                    + instance.artifact().map(a -> " (" + a.brief() + ")").orElse(""))
            .sorted()
            .collect(Collectors.joining(", "));
    return words.isEmpty()
        ? Optional.empty()
        : Optional.of("this release did not put it there: " + words);
  }

  private static boolean isForeign(Plan plan, Deployment.Instance instance) {
    Version version = instance.version();
    if (version.equals(plan.to())) {
      return isAnother(instance, Optional.of(plan.artifact()));
    }
    return plan.from().filter(version::equals).isEmpty()
        || isAnother(instance, plan.fromArtifact());
  }

  private static boolean isAnother(
      Deployment.Instance instance, Optional<ArtifactDigest> expected) {
    return instance.artifact().isPresent()
        && expected.isPresent()
        && !instance.artifact().equals(expected);
  }
}
