package dev.slipway.practice;

import dev.slipway.control.port.OutsideFailure;
import dev.slipway.release.ArtifactDigest;
import dev.slipway.release.Version;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.node.ObjectNode;

/**
 * A practice fleet's process, as the demo's commands need it: start, attach, break, heal, stop.
 * Every call throws {@link OutsideFailure} when the fleet does not run, does not answer or says no.
 */
public final class FleetProcess {
  /** Where a fleet is. */
  public record Addresses(Path file, URI control, URI router, Optional<URI> page, long pid) {}

  /**
   * How a fleet is started.
   *
   * @param folder for its files; made when it is not there
   * @param rate requests per second of its load
   * @param parent process after whose end it ends too; empty: it runs until it is stopped
   */
  public record Settings(Path folder, int rate, Optional<Long> seed, Optional<Long> parent) {}

  /** A name only: the rest of Slipway reaches the fleet's code over HTTP, never as classes. */
  private static final String PROGRAM = "dev.slipway.practice.fleet.FleetMain";

  private static final String FILE = "fleet.json";
  private static final Duration START = Duration.ofSeconds(60);
  private static final Set<String> ENVIRONMENT =
      Set.of("PATH", "HOME", "TMPDIR", "LANG", "LC_ALL", "TZ");

  /**
   * Ctrl-C and a closed terminal reach every process of a terminal's group; the users of the shop
   * must outlive both. A signal that is ignored stays so for what is executed. The line is fixed:
   * the command comes as its arguments.
   */
  private static final List<String> DEAF =
      List.of("/bin/sh", "-c", "trap '' INT HUP; exec \"$0\" \"$@\"");

  /**
   * A small machine that starts fast. The fleet writes its own log; a logging library on the class
   * path has no part in it.
   */
  private static final List<String> VIRTUAL_MACHINE =
      List.of(
          "-Xmx192m",
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "--enable-native-access=ALL-UNNAMED",
          "-Dslf4j.provider=org.slf4j.helpers.NOP_FallbackServiceProvider",
          "-Dslf4j.internal.verbosity=ERROR");

  private final FleetLink link;

  private FleetProcess(Path file) {
    this.link = new FleetLink(file);
  }

  /** Starts a fleet and waits until it answers; attaches when one already runs in that folder. */
  public static FleetProcess start(Settings settings) {
    Path folder = settings.folder().toAbsolutePath();
    Path file = folder.resolve(FILE);
    Optional<FleetProcess> running = attach(file);
    if (running.isPresent()) {
      return running.get();
    }
    Path log = folder.resolve("fleet.log");
    try {
      FleetFile.makeFolder(folder);
      Files.deleteIfExists(file);
      ProcessBuilder builder = new ProcessBuilder(command(settings, folder));
      builder.environment().keySet().retainAll(ENVIRONMENT);
      builder.redirectInput(new File("/dev/null"));
      builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
      builder.redirectErrorStream(true);
      return awaited(builder.start(), file, log);
    } catch (IOException failed) {
      throw new OutsideFailure(FleetLink.SYSTEM, "start", failed);
    }
  }

  /** The fleet of a file, when it answers. */
  public static Optional<FleetProcess> attach(Path fleetFile) {
    FleetProcess fleet = new FleetProcess(fleetFile);
    try {
      var unused = fleet.state();
      return Optional.of(fleet);
    } catch (OutsideFailure notRunning) {
      return Optional.empty();
    }
  }

  public Addresses addresses() {
    FleetFile fleet = FleetFile.read(link.file());
    return new Addresses(link.file(), fleet.control(), fleet.router(), fleet.page(), fleet.pid());
  }

  public FleetState state() {
    return FleetState.read(link.get("read its state", "/state"));
  }

  public void registerArtifact(Version version, ArtifactDigest digest) {
    ObjectNode body =
        FleetLink.object().put("version", version.label()).put("digest", digest.value());
    post("register an artifact", "/artifacts", body, FleetLink.SHORT);
  }

  /**
   * Brings up instances without a release: what ran before Slipway came. The first version gets all
   * traffic.
   */
  public void bringUp(Version version, int total) {
    ObjectNode body = FleetLink.object();
    body.put("version", version.label())
        .put("total", total)
        .put("key", "bring-up-" + UUID.randomUUID());
    ObjectNode answer = post("bring up " + version, "/instances", body, Duration.ofSeconds(60));
    if (!answer.path("done").asBoolean(false)) {
      throw new OutsideFailure(
          FleetLink.SYSTEM, "bring up " + version, answer.path("words").asString(""));
    }
  }

  public FleetState breakVersion(Version version, List<Fault> faults) {
    ObjectNode body = FleetLink.object().put("version", version.label());
    FaultShape.write(faults, body);
    return FleetState.read(post("break " + version, "/break", body, FleetLink.SHORT));
  }

  /**
   * @param version empty: every version
   */
  public FleetState heal(Optional<Version> version) {
    ObjectNode body = FleetLink.object();
    version.ifPresent(one -> body.put("version", one.label()));
    return FleetState.read(post("heal", "/heal", body, FleetLink.SHORT));
  }

  /**
   * @param rate requests per second; 0 stops the load
   */
  public FleetState load(int rate) {
    return FleetState.read(
        post("change the load", "/load", FleetLink.object().put("rate", rate), FleetLink.SHORT));
  }

  /** Tells who looks at the page what moves the release. Times and order are the fleet's own. */
  public void tell(Moment moment) {
    ObjectNode body = FleetLink.object();
    body.put("words", moment.words());
    body.put("tone", moment.tone().word());
    body.put("headline", moment.headline());
    moment.errorLimit().ifPresent(limit -> body.put("error-limit", limit));
    post("tell the page", "/moments", body, FleetLink.SHORT);
  }

  /** Whether the fleet outlives the process that started it: asked for while a release moves. */
  public void stay(boolean stays) {
    post("stay", "/stay", FleetLink.object().put("stay", stays), FleetLink.SHORT);
  }

  /**
   * Restarts the router: it loses its shares and everything goes to the oldest version that runs.
   */
  public void restartRouter() {
    post("restart the router", "/router/restart", FleetLink.object(), FleetLink.SHORT);
  }

  /**
   * Stops the fleet and waits, at most five seconds, until its process is gone; nothing to do when
   * it does not run.
   */
  public void stop() {
    Optional<ProcessHandle> process;
    try {
      process = ProcessHandle.of(addresses().pid());
      post("stop", "/stop", FleetLink.object(), FleetLink.SHORT);
    } catch (OutsideFailure gone) {
      return;
    }
    if (process.isPresent() && process.get().pid() != ProcessHandle.current().pid()) {
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
      while (process.get().isAlive() && System.nanoTime() < deadline && waited()) {
        // looks again
      }
    }
  }

  private ObjectNode post(String doing, String target, ObjectNode body, Duration limit) {
    return link.call(doing, "POST", target, body.toString(), limit);
  }

  private static FleetProcess awaited(Process process, Path file, Path log) throws IOException {
    long deadline = System.nanoTime() + START.toNanos();
    while (process.isAlive() && System.nanoTime() < deadline) {
      if (Files.exists(file) && FleetFile.read(file).pid() == process.pid()) {
        return new FleetProcess(file);
      }
      if (!waited()) {
        break;
      }
    }
    String how =
        process.isAlive()
            ? "it was not ready after " + START.toSeconds() + " s"
            : "it ended at once";
    process.destroyForcibly();
    throw new OutsideFailure(
        FleetLink.SYSTEM, "start", how + "; the end of " + log + ":\n" + endOf(log));
  }

  private static boolean waited() {
    try {
      Thread.sleep(15);
      return true;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static String endOf(Path log) throws IOException {
    if (!Files.exists(log)) {
      return "(no log)";
    }
    List<String> lines = Files.readAllLines(log, StandardCharsets.UTF_8);
    return String.join("\n", lines.subList(Math.max(0, lines.size() - 12), lines.size()));
  }

  private static List<String> command(Settings settings, Path folder) {
    List<String> command = new ArrayList<>();
    if (Files.isExecutable(Path.of(DEAF.getFirst()))) {
      command.addAll(DEAF);
    }
    command.add(
        ProcessHandle.current()
            .info()
            .command()
            .orElseGet(() -> Path.of(System.getProperty("java.home"), "bin", "java").toString()));
    command.addAll(VIRTUAL_MACHINE);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), PROGRAM));
    command.addAll(
        List.of("--folder", folder.toString(), "--rate", Integer.toString(settings.rate())));
    settings.seed().ifPresent(seed -> command.addAll(List.of("--seed", Long.toString(seed))));
    settings.parent().ifPresent(pid -> command.addAll(List.of("--parent", Long.toString(pid))));
    return command;
  }
}
