package dev.slipway.shell.demo;

import dev.slipway.ProgramVersion;
import dev.slipway.Slipway;
import dev.slipway.catalog.CatalogueReader;
import dev.slipway.catalog.Reading;
import dev.slipway.command.DemoWish;
import dev.slipway.command.Outcome;
import dev.slipway.journal.Store;
import dev.slipway.plan.Service;
import dev.slipway.plan.TargetSpec;
import dev.slipway.practice.FleetProcess;
import dev.slipway.shell.StateFolder;
import dev.slipway.shell.Surroundings;
import dev.slipway.view.Plain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The practice ground that stays: made or found by {@code demo start}, left by {@code demo stop}.
 */
final class KeptGround {
  private static final Duration BAKE = Duration.ofSeconds(15);
  private final Surroundings here;
  private final Supplier<Slipway> slipway;

  KeptGround(Surroundings here, Supplier<Slipway> slipway) {
    this.here = here;
    this.slipway = slipway;
  }

  private Path home() {
    return StateFolder.ready(here).orElse(here.folder()).resolve("practice");
  }

  Outcome start() {
    Path file = home().resolve("slipway.yaml");
    boolean kept = Files.exists(file);
    boolean ran = FleetProcess.attach(home().resolve("fleet").resolve("fleet.json")).isPresent();
    try {
      PracticeGround ground =
          PracticeGround.prepare(new PracticeGround.Wish(home(), BAKE, BAKE, false));
      return kept ? found(ground, ran) : made(ground);
    } catch (IOException missing) {
      return PracticeDoor.refused(
          "E-DEMO-02",
          "The practice ground could not be made.",
          String.valueOf(missing.getMessage()),
          "slipway demo start");
    }
  }

  private static Outcome made(PracticeGround ground) {
    return PracticeDoor.notice(
        "the practice ground is ready, and its fleet runs on its own",
        List.of(
            "look at it: " + ground.page(),
            "cd " + Plain.line(ground.folder().toString()),
            "slipway new shop v2; slipway plan shop/2; slipway demo approve shop/2",
            "slipway start shop/2    (a worker in the background carries it out)"),
        "slipway demo stop",
        "slipway demo state");
  }

  /** What was practised before is kept; nobody should wonder where shop/2 comes from. */
  private Outcome found(PracticeGround ground, boolean ran) {
    String folder = Plain.line(ground.folder().toString());
    List<String> details = new ArrayList<>();
    details.add("kept in " + folder + ": its configuration and every release");
    details.addAll(PracticeDoor.state(ground.fleet()).lines());
    List<String> moving = moving();
    if (!moving.isEmpty()) {
      details.add(moves(moving));
    }
    details.add("cd " + folder);
    details.add("for an empty one: slipway demo stop, delete the folder, slipway demo start");
    return PracticeDoor.notice(
        ran
            ? "the practice ground is there already, and its fleet runs; nothing was changed"
            : "the practice ground of before is kept, and its fleet runs again",
        details,
        "slipway demo stop",
        "slipway list");
  }

  private static String moves(List<String> moving) {
    return String.join(", ", moving) + (moving.size() == 1 ? " moves" : " move");
  }

  Outcome stop(DemoWish.Stop wish) {
    Optional<FleetProcess> running = FleetProcess.attach(fleetFile());
    if (running.isEmpty()) {
      return PracticeDoor.notice(
          "no practice fleet is running", List.of(), "slipway demo start", "slipway demo");
    }
    List<String> moving = moving();
    if (!moving.isEmpty()) {
      wish.consent()
          .accept(
              moves(moving)
                  + "; without the fleet nobody can watch users or bring them back to the old version.");
    }
    running.get().stop();
    return PracticeDoor.notice(
        "the practice fleet has ended; what was practised is kept",
        List.of(),
        "slipway demo start",
        "slipway demo");
  }

  /** Releases on their way whose users are those of the practice fleet. */
  private List<String> moving() {
    try {
      Slipway core = slipway.get();
      if (practiceFleet(core).isPresent()) {
        return moving(core);
      }
    } catch (RuntimeException noConfiguration) {
      // Typed somewhere else: it is about the ground that demo start made.
    }
    Path file = home().resolve("slipway.yaml");
    if (!Files.exists(file)
        || !(new CatalogueReader(here.home()).read(file) instanceof Reading.Read read)) {
      return List.of();
    }
    try (Slipway core = Slipway.open(Slipway.Settings.of(read, ProgramVersion.text()))) {
      return moving(core);
    } catch (Store.Unavailable unknown) {
      // The fleet can be stopped and started all the same.
      return List.of();
    }
  }

  private static List<String> moving(Slipway core) {
    return core.desk().lookup().list(Store.Query.moving()).stream()
        .filter(summary -> isPractised(core, summary))
        .map(summary -> summary.id().toString())
        .toList();
  }

  private static boolean isPractised(Slipway core, Store.Summary summary) {
    return Optional.ofNullable(core.desk().catalogue().services().get(summary.id().service()))
        .map(service -> service.environments().get(summary.environment()))
        .filter(environment -> environment.target() instanceof TargetSpec.Practice)
        .isPresent();
  }

  /** The fleet of the configuration that holds here, or the one that {@code demo start} made. */
  Path fleetFile() {
    Path own = home().resolve("fleet").resolve("fleet.json");
    try {
      return practiceFleet(slipway.get()).orElse(own);
    } catch (RuntimeException noConfiguration) {
      return own;
    }
  }

  static Optional<Path> practiceFleet(Slipway core) {
    return core.desk().catalogue().services().values().stream()
        .flatMap(service -> service.environments().values().stream())
        .map(Service.Environment::target)
        .filter(TargetSpec.Practice.class::isInstance)
        .map(target -> ((TargetSpec.Practice) target).fleetFile())
        .findFirst();
  }
}
