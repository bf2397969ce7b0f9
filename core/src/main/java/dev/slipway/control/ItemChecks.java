package dev.slipway.control;

import dev.slipway.control.port.Alerts;
import dev.slipway.control.port.Deployment;
import dev.slipway.control.port.OutsideFailure;
import dev.slipway.gate.Item;
import dev.slipway.health.Reading;
import dev.slipway.health.Side;
import dev.slipway.health.Snapshot;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.migration.Migration;
import dev.slipway.migration.Phase;
import dev.slipway.plan.Batches;
import dev.slipway.plan.Plan;
import dev.slipway.plan.Stage;
import dev.slipway.release.Version;
import dev.slipway.release.Weight;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The checklist items that the tool checks by itself: each looks at the real thing and says what it
 * saw.
 */
final class ItemChecks {
  /** Asked only where an environment demands it. */
  static final String REHEARSED = "rehearsed";

  private final Books books;
  private final World world;
  private final AfterItems after;

  ItemChecks(Books books, World world) {
    this.books = books;
    this.world = world;
    this.after = new AfterItems(world);
  }

  /**
   * @param words evidence, or why not
   */
  record Finding(boolean fulfilled, String words) {}

  /**
   * @throws dev.slipway.control.port.OutsideFailure when the target does not answer
   */
  Finding check(ReleaseRecord release, Plan plan, Item item) {
    return switch (item.id()) {
      case "change-read" -> changeRead(release);
      case "artifact-known" -> new ArtifactCheck(world).of(release, plan);
      case "migration-safe" -> migrations(plan);
      case Promotion.ITEM -> new Promotion(books, world).of(plan);
      case Saving.ITEM -> new Saving(world).of(plan);
      case "rollback-plan" -> wayBack(plan);
      case REHEARSED -> rehearsed(plan);
      case "old-version-ready" -> oldReady(plan);
      case "capacity" -> capacity(plan);
      case "metrics-alive" -> metrics(plan);
      default -> after.check(release, plan, item);
    };
  }

  private static Finding changeRead(ReleaseRecord release) {
    int commits = release.change().commits().size();
    int files = release.change().files().size();
    boolean read = commits > 0 || release.change().from().isEmpty();
    return new Finding(
        read,
        read
            ? Reading.count(commits, "commit")
                + ", "
                + Reading.count(files, "file")
                + " up to "
                + release.change().toCommit().brief()
            : "the range is empty");
  }

  private static Finding migrations(Plan plan) {
    List<Migration> unproven =
        plan.migrations().stream().filter(m -> m.phase() != Phase.EXPAND).toList();
    if (unproven.isEmpty()) {
      return new Finding(
          true,
          plan.migrations().isEmpty()
              ? "there is no migration"
              : plan.migrations().stream().map(Migration::id).collect(Collectors.joining(", "))
                  + " only adds");
    }
    Migration first = unproven.getFirst();
    return new Finding(
        false,
        first.id()
            + " is not proven to only add: "
            + (first.reasons().isEmpty() ? "cannot be judged" : first.reasons().getFirst()));
  }

  private Finding wayBack(Plan plan) {
    Duration computed = plan.rollback().computed();
    if (computed.compareTo(Rehearsal.OBJECTIVE) >= 0) {
      return new Finding(
          false, "the way back would take " + computed.toSeconds() + " s, more than five minutes");
    }
    List<String> missing =
        world.target(plan).breakGlass().needs().stream()
            .filter(program -> !isOnPath(program))
            .toList();
    return missing.isEmpty()
        ? new Finding(
            true,
            plan.rollback().method()
                + ", about "
                + computed.toSeconds()
                + " s; rollback.sh can run here")
        : new Finding(false, "rollback.sh needs " + String.join(", ", missing) + " on this host");
  }

  private Finding rehearsed(Plan plan) {
    Duration most =
        world
            .place(plan.release().service(), plan.environment())
            .flatMap(place -> place.environment().rehearsing().atLeastEvery())
            .orElse(ChronoUnit.FOREVER.getDuration());
    Optional<Rehearsal> last =
        books.store().read(reader -> Rehearsal.last(reader, plan.release().service()));
    if (last.isEmpty()) {
      return new Finding(
          false,
          "it was never rehearsed; where it is allowed: slipway rollback <release> --rehearse");
    }
    Duration age = Duration.between(last.get().at(), world.clock().now());
    String words =
        last.get().release()
            + " rehearsed it in "
            + last.get().environment()
            + " in "
            + last.get().took().toSeconds()
            + " s, "
            + Reading.count(age.toDays(), "day")
            + " ago";
    if (!last.get().good()) {
      return new Finding(
          false,
          words
              + (last.get().proven()
                  ? ", and that is more than five minutes"
                  : ", and it was not seen that users were well after it"));
    }
    boolean recent = age.compareTo(most) <= 0;
    return new Finding(
        recent,
        words + (recent ? "" : "; it is asked for every " + Reading.count(most.toDays(), "day")));
  }

  private static boolean isOnPath(String program) {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Pattern.compile(Pattern.quote(File.pathSeparator))
        .splitAsStream(path)
        .filter(folder -> !folder.isEmpty())
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  private Finding oldReady(Plan plan) {
    if (plan.from().isEmpty()) {
      return new Finding(true, "nothing runs yet: the way back is out of service");
    }
    Version old = plan.from().get();
    Deployment.Running running = world.target(plan).deployment().running();
    long ready = running.ready(old);
    boolean right =
        running.instances().stream()
            .filter(i -> i.version().equals(old) && i.ready())
            .allMatch(i -> i.artifact().equals(plan.fromArtifact()));
    if (!right) {
      return new Finding(
          false, "an instance of " + old + " runs another artifact than was recorded");
    }
    boolean enough =
        ready >= plan.fromInstances() && ready * running.perInstance() >= running.load();
    return new Finding(
        enough, ready + " of " + plan.fromInstances() + " instances of " + old + " are ready");
  }

  private Finding capacity(Plan plan) {
    List<Weight> shares = plan.stages().stream().map(Stage::weight).distinct().toList();
    Optional<String> unable = world.target(plan).traffic().unable(shares);
    if (unable.isPresent()) {
      return new Finding(false, unable.get());
    }
    Deployment.Running running = world.target(plan).deployment().running();
    if (plan.isInPlace()) {
      return rest(plan, running);
    }
    long others = running.instances().stream().filter(i -> !i.version().equals(plan.to())).count();
    int most = plan.stages().stream().mapToInt(Stage::instances).max().orElse(0);
    boolean room = others + most <= running.maximum();
    return new Finding(
        room,
        "needs "
            + Reading.count(most, "instance")
            + " beside "
            + others
            + ", there is room for "
            + running.maximum());
  }

  /** In place nothing needs room, but the rest has to carry everybody while a batch is out. */
  private static Finding rest(Plan plan, Deployment.Running running) {
    int most = plan.batches().map(Batches::largest).orElse(0);
    long rest = plan.from().map(running::ready).orElse(0L) - most;
    boolean enough = plan.from().isEmpty() || rest * running.perInstance() >= running.load();
    return new Finding(
        enough,
        "while a batch of "
            + most
            + " is out, "
            + Reading.count(Math.max(0, rest), "instance")
            + (rest == 1 ? " serves" : " serve"));
  }

  private Snapshot snapshot(Plan plan) {
    Instant now = world.clock().now();
    return world.target(plan).metrics().read(now, plan.limits().window());
  }

  /** What limits are about can be seen today, and nothing is on fire already. */
  private Finding metrics(Plan plan) {
    Optional<Finding> noise = world.target(plan).alerts().flatMap(ItemChecks::onFire);
    if (noise.isPresent()) {
      return noise.get();
    }
    if (plan.from().isEmpty()) {
      return new Finding(true, "nothing runs yet that could be measured");
    }
    Snapshot snapshot = snapshot(plan);
    if (snapshot.provider() instanceof Snapshot.Provider.Silent silent) {
      return new Finding(false, silent.why());
    }
    Optional<String> blind =
        plan.limits().limits().stream()
            .flatMap(limit ->
                snapshot
                    .gap(limit.signal(), Side.BASELINE)
                    .map(why -> limit.signal().words() + " is not measured: " + why)
                    .stream())
            .findFirst();
    if (blind.isPresent()) {
      return new Finding(false, blind.get());
    }
    long requests = snapshot.requests(Side.BASELINE);
    return new Finding(
        requests > 0,
        Reading.count(requests, "request")
            + " of "
            + plan.from().get()
            + " in the last "
            + plan.limits().window().toSeconds()
            + " s");
  }

  static Optional<Finding> onFire(Alerts alerts) {
    try {
      String firing =
          alerts.firing().stream().map(Alerts.Firing::words).collect(Collectors.joining("; "));
      return firing.isEmpty() ? Optional.empty() : Optional.of(new Finding(false, firing));
    } catch (OutsideFailure silent) {
      return Optional.of(
          new Finding(false, "nobody sees whether alerts fire: " + silent.getMessage()));
    }
  }
}
