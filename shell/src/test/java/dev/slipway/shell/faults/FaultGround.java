package dev.slipway.shell.faults;

import dev.slipway.Slipway;
import dev.slipway.SteadyUsers;
import dev.slipway.catalog.CatalogueReader;
import dev.slipway.catalog.Reading;
import dev.slipway.command.ExitCode;
import dev.slipway.control.Answer;
import dev.slipway.health.Verdict;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.outside.exec.AService;
import dev.slipway.release.ArtifactDigest;
import dev.slipway.rig.Pusher;
import dev.slipway.rig.RealAlertmanager;
import dev.slipway.rig.RealHaProxy;
import dev.slipway.rig.RealPrometheus;
import dev.slipway.rig.RealRegistry;
import dev.slipway.rollout.Hold;
import dev.slipway.rollout.Paused;
import dev.slipway.rollout.State;
import dev.slipway.shell.GivenPlace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A service on four instances behind a real HAProxy, measured by a real Prometheus whose alerts a
 * real Alertmanager has, with users who come all the time; released through the commands, by worker
 * processes of its own.
 */
final class FaultGround implements AutoCloseable {
  private static final String RELEASE = "search/2";
  private static final int USERS_A_SECOND = 60;
  private static final String RESUME = "slipway rollout resume " + RELEASE;

  /** A release that waits for somebody is gone on with, each time for as long as this. */
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  /**
   * Lines of sh that wait until they are let go; not for ever, so that a slow computer has a
   * release and no fault of another kind.
   */
  static final String HELD =
      """
      looks=0
      while [ ! -f let-go ] && [ $looks -lt 100 ]; do sleep 0.05; looks=$((looks + 1)); done
      """;

  private static final List<String> INSTANCES = List.of("b1", "b2", "g1", "g2");
  final AService service;
  final RealHaProxy haproxy;
  final RealPrometheus prometheus;
  final RealAlertmanager alertmanager;
  final SteadyUsers users;
  final List<Hands> workers = new ArrayList<>();
  private final Optional<RealRegistry> registry;
  private final List<String> asides = new CopyOnWriteArrayList<>();
  private boolean anotherClock;
  private volatile boolean over;
  private final Path admin;
  private final Watcher watcher;
  private final Slipway look;
  private int resumed;

  FaultGround(Path folder, Row row) throws IOException {
    registry = row.images ? Optional.of(registry(folder)) : Optional.empty();
    service = new AService(folder, INSTANCES.toArray(String[]::new)).runs("v1", "b1", "b2");
    StringBuilder rules = new StringBuilder(FaultSettings.RULES);
    for (String name : INSTANCES) {
      rules.append(
          "  server %s %s weight %s\n"
              .formatted(name, service.address(name), name.startsWith("b") ? "100" : "0"));
    }
    haproxy = new RealHaProxy(folder.resolve("haproxy"), rules.toString());
    admin = folder.resolve("admin");
    isAdministeredAt(haproxy.adminSocket());
    alertmanager = new RealAlertmanager(folder.resolve("alertmanager"), "", "");
    prometheus =
        new RealPrometheus(
            folder.resolve("prometheus"),
            INSTANCES.stream().map(service::address).toList(),
            "",
            alertmanager.address());
    StringBuilder addresses = new StringBuilder();
    for (String name : INSTANCES) {
      addresses.append(addresses.isEmpty() ? "" : ", ").append(name).append(": ");
      addresses.append(service.address(name));
    }
    service.write(
        "slipway.yaml",
        FaultSettings.CONFIGURATION
            .replace("OWNER", ProcessHandle.current().info().user().orElse("nobody"))
            .replace("ADDRESSES", addresses)
            .replace("BLIND", row.blindLimit.toSeconds() + "s")
            .replace("ADMIN", admin.toString())
            .replace("PROMETHEUS", prometheus.url())
            .replace("ALERTMANAGER", alertmanager.url())
            .replace("ARTIFACT", registry.map(FaultGround::artifact).orElse("")));
    look = Slipway.open(Slipway.Settings.of(read(folder.resolve("slipway.yaml")), "faults"));
    watcher = new Watcher(folder, RELEASE);
    users = new SteadyUsers(haproxy.port(), USERS_A_SECOND);
    prometheus.awaitScrape();
    // Limits are relative to nothing, but metrics must be there for the gate.
    AService.await(() -> users.since(System.nanoTime() - 3_000_000_000L).size() > 100, "users");
  }

  private static RealRegistry registry(Path folder) throws IOException {
    RealRegistry registry = RealRegistry.open(Files.createDirectories(folder.resolve("registry")));
    for (String version : List.of("v1", "v2")) {
      ArtifactDigest unused =
          new Pusher(registry.host(), "team/search").image(version, "amd64", "");
    }
    return registry;
  }

  private static String artifact(RealRegistry registry) {
    return "artifact: { image: \"" + registry.host() + "/team/search\", insecure: yes }";
  }

  RealRegistry registry() {
    return registry.orElseThrow(() -> new IllegalStateException("this row has no registry"));
  }

  private static Reading.Read read(Path file) {
    return switch (CatalogueReader.ofThisUser().read(file)) {
      case Reading.Read read -> read;
      case Reading.Problems problems -> throw new AssertionError(problems.all().toString());
    };
  }

  /** Which socket of HAProxy is behind the name that the configuration says. */
  void isAdministeredAt(Path socket) {
    try {
      Path fresh = admin.resolveSibling("admin.new");
      Path unused = Files.createSymbolicLink(fresh, socket);
      Path unusedToo = Files.move(fresh, admin, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException failed) {
      throw new java.io.UncheckedIOException(failed);
    }
  }

  /** What a line at a terminal without colours comes to. */
  Said runs(String... words) {
    GivenPlace place = GivenPlace.in(service.folder);
    int exit = place.runs(words);
    return new Said(exit, place.out() + place.err());
  }

  record Said(int exit, String text) {
    /** In one line: where it was wrapped tells nothing. */
    String words() {
      return text.replaceAll("\\s+", " ");
    }
  }

  /** What {@code show} says now to a program or a file, in one line. */
  String shown() {
    return runs("show", RELEASE).words();
  }

  /** Whether that is shown as what a person does next. */
  boolean isNext(String command) {
    return runs("show", RELEASE, "--plain").words().contains(command);
  }

  /** Every line that {@code rollout watch} has written so far. */
  List<String> watched() {
    return Stream.concat(watcher.lines().stream(), asides.stream()).toList();
  }

  void works() {
    Hands hands =
        anotherClock ? Hands.withAnotherClock(service.folder) : Hands.process(service.folder);
    workers.add(hands);
    AService.await(() -> look.desk().course().isWorkerAlive(), "a worker");
  }

  void released(String version) {
    Said opened = runs("new", "search", version);
    if (opened.exit() != 0) {
      throw new AssertionError(opened.text());
    }
  }

  void started() {
    Said started = runs("start", RELEASE, "--yes");
    if (started.exit() != 0) {
      throw new AssertionError(started.text());
    }
    watches();
  }

  void watches() {
    watcher.begins();
  }

  void hasAnotherClock() {
    anotherClock = true;
  }

  void runsWell(String... words) {
    Said said = runs(words);
    if (said.exit() != 0) {
      throw new AssertionError(String.join(" ", words) + " said " + said.text());
    }
  }

  /** Somebody else opens another version and wants it out now. */
  void alsoStarts(String version) {
    released(version);
    Said said = runs("start", "search/3", "--yes");
    if (said.exit() != ExitCode.CONFLICT.code()) {
      throw new AssertionError(said.exit() + " " + said.text());
    }
    asides.add(said.words());
  }

  /** From now on Prometheus reads these instances and no others. */
  void scrapes(String... instances) {
    prometheus.scrape(List.of(instances).stream().map(service::address).toList());
  }

  /** Stopping an instance takes long enough to be met. */
  void stopsWhenToldTo() {
    // A deploy begins with it too, where nothing is up yet.
    String held = "if [ -f \"$1.up\" ]; then\n" + HELD + "fi\n";
    service.write(
        "stop.sh", service.read("stop.sh").replace("set -eu\n", "set -eu\n" + held) + "\n");
  }

  /** From now on nothing waits to be let go. */
  void isNotHeld() {
    service.write("let-go", "");
  }

  /** Waits for something of a release; where it waits for data, somebody does what is shown. */
  void await(AService.Condition condition, String what) {
    AService.await(
        () -> {
          goesOnWithoutData();
          return condition.holds();
        },
        what,
        PATIENCE);
  }

  /**
   * On a computer that is too busy for its users a release stops for too little data, and is right:
   * the command that is shown goes on, as a person would.
   */
  private void goesOnWithoutData() {
    if (state() instanceof Paused paused
        && paused.holds().equals(Set.of(Hold.TOO_LITTLE_DATA))
        && isNext(RESUME)) {
      Said said = runs("rollout", "resume", RELEASE, "--reason", "users are back");
      // It may have gone on, or back, by itself in that moment.
      resumed += said.exit() == 0 ? 1 : 0;
    }
  }

  /** The command that was typed because data were missing; empty where none was. */
  Optional<String> typed() {
    return resumed == 0 ? Optional.empty() : Optional.of(RESUME);
  }

  /** Whether whoever watches has been told the end. */
  boolean isWatchedToTheEnd() {
    return watcher.hasEnded();
  }

  /** Its process is gone without a word. */
  void crashes(String... instances) {
    for (String instance : instances) {
      String unused =
          service.run("sh", "-c", "kill -9 $(cat " + instance + ".pid); rm " + instance + ".up");
    }
  }

  /** Until the end of the ground it crashes and comes again, all the time. */
  void flaps(String instance) {
    Thread unused =
        Thread.ofVirtual()
            .start(() -> {
              while (!over) {
                crashes(instance);
                service.runs("v2", instance);
              }
            });
  }

  /** The one that all is about; version v1 was adopted as the first. */
  ReleaseRecord release() {
    return switch (look.desk().lookup().find(RELEASE, Optional.empty())) {
      case Answer.Yes<ReleaseRecord> yes -> yes.value();
      case Answer.No<ReleaseRecord> no -> throw new AssertionError(no.refusal().toString());
    };
  }

  /** Whether its newest check was passed. */
  boolean isFoundWell() {
    return look.desk()
        .course()
        .assessment(release())
        .filter(one -> one.verdict() == Verdict.PASS)
        .isPresent();
  }

  State state() {
    return release().state();
  }

  void until(Predicate<State> so, String what) {
    try {
      await(
          () -> {
            State state = state();
            if (state.isEnd() && !so.test(state)) {
              throw new AssertionError("ended otherwise");
            }
            return so.test(state);
          },
          what);
    } catch (AssertionError never) {
      throw new AssertionError(
          what
              + ", but is "
              + state()
              + "\n"
              + shown()
              + "\n"
              + String.join("\n", watched())
              + "\n"
              + service.read("work.log"),
          never);
    }
  }

  Slipway slipway() {
    return look;
  }

  @Override
  public void close() {
    over = true;
    isNotHeld();
    workers.forEach(Hands::close);
    watcher.close();
    users.close();
    look.close();
    prometheus.close();
    alertmanager.close();
    haproxy.close();
    service.close();
    registry.ifPresent(RealRegistry::close);
  }
}
