package dev.slipway.shell;

import dev.slipway.ProgramVersion;
import dev.slipway.Slipway;
import dev.slipway.catalog.CatalogueReader;
import dev.slipway.catalog.Reading;
import dev.slipway.control.SystemClock;
import dev.slipway.journal.Fact;
import dev.slipway.journal.Store;
import dev.slipway.journal.StreamName;
import dev.slipway.release.Actor;
import dev.slipway.release.ArtifactDigest;
import dev.slipway.release.ChangeRecord;
import dev.slipway.release.CommitId;
import dev.slipway.release.EnvironmentName;
import dev.slipway.release.ReleaseId;
import dev.slipway.release.ServiceName;
import dev.slipway.release.Version;
import dev.slipway.shell.repl.Repl;
import dev.slipway.shell.watch.LiveTerminal;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sqlite.SQLiteJDBCLoader;
import org.sqlite.util.LibraryLoaderUtil;

/**
 * What the launcher runs once for each build, so that later starts are quick: it is no command.
 *
 * <pre>
 * prepare LIBRARY PLACE   unpacks SQLite's library for this system, as the driver would at every start, and makes a
 *                         place with a configuration and a store of a few releases
 * lines PLACE             runs a few command lines there, for the virtual machine to remember
 * shell PLACE             the same with a session of the shell
 * </pre>
 */
public final class Training {
  private static final List<List<String>> LINES =
      List.of(
          List.of("list"),
          List.of("list", "--json"),
          List.of("history", "shop"),
          List.of("show", "shop/1"),
          List.of("plan", "shop/1"),
          List.of("check", "list", "shop/1"),
          List.of("lst"),
          List.of("help"));

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private Training() {}

  public static void main(String[] arguments) throws IOException {
    Thread.ofPlatform().daemon().name("patience").start(Training::runOutOfPatience);
    Path place = Path.of(arguments[arguments.length - 1]).toAbsolutePath();
    switch (arguments[0]) {
      case "prepare" -> {
        unpack(Path.of(arguments[1]));
        Reading.Read read = read(place(place));
        try (Slipway slipway = Slipway.open(Slipway.Settings.of(read, ProgramVersion.text()))) {
          fill(slipway.store(), 20);
        }
      }
      case "lines" -> lines(place);
      case "shell" -> shell(place);
      default -> throw new IllegalArgumentException(arguments[0]);
    }
    System.exit(0);
  }

  /** Nobody waits for this process, so it ends itself, without a cache, when something hangs. */
  private static void runOutOfPatience() {
    try {
      Thread.sleep(PATIENCE);
      Runtime.getRuntime().halt(1);
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  private static void unpack(Path folder) throws IOException {
    String name = LibraryLoaderUtil.getNativeLibName();
    String resource = LibraryLoaderUtil.getNativeLibResourcePath() + "/" + name;
    try (InputStream library = SQLiteJDBCLoader.class.getResourceAsStream(resource)) {
      if (library == null) {
        throw new IOException("SQLite brings no library for this system: " + resource);
      }
      Files.createDirectories(folder);
      // Whole or not at all: another start may look for it now.
      Path draft = Files.createTempFile(folder, name, ".new");
      Files.copy(library, draft, StandardCopyOption.REPLACE_EXISTING);
      Files.move(draft, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }
  }

  private static void lines(Path place) {
    for (boolean terminal : List.of(false, true)) {
      for (List<String> line : LINES) {
        var unused = Main.run(here(place, terminal), line);
      }
    }
  }

  private static void shell(Path place) {
    Surroundings here = here(place, true);
    try (Workplace workplace = new Workplace(here)) {
      Slipway core = workplace.slipway();
      LocalHost host =
          new LocalHost(
              () -> core,
              new StreamOutput(here),
              Asker.at(here),
              DemoDoor.none(),
              new SetupDoor(here),
              WorkerDoor.none(),
              LiveTerminal.ofThisProcess(here),
              new SystemClock());
      Repl.rehearse(core, new ShellSession(core, workplace.actor("shell"), host), here);
    }
  }

  /** A place with a configuration of one service. */
  static Path place(Path folder) throws IOException {
    Files.createDirectories(folder.resolve("shop"));
    String user =
        ProcessHandle.current().info().user().orElse("you").replaceAll("[^A-Za-z0-9._-]", "_");
    return Files.writeString(
        folder.resolve("slipway.yaml"),
        """
        version: 1
        store: { kind: sqlite, path: slipway.db }
        people:
          you: { name: You, emails: [you@example.org], os-users: [%s], roles: [developer, service-owner] }
          chi: { name: Chi Tan, emails: [chi@example.org], roles: [on-call] }
        policies:
          usual:
            low:    { strategy: rolling, stages: [5, 100], bake: 15s, observe: 15s, approvals: [] }
            medium: { strategy: canary, stages: [5, 100], bake: 15s, observe: 15s, approvals: [{ role: on-call, count: 1 }] }
            high:   { strategy: canary, stages: [1, 100], bake: 15s, observe: 15s, approvals: [{ role: on-call, count: 1 }] }
        services:
          shop:
            repository: { path: shop, versions: tags, tag-pattern: "{version}" }
            environments:
              prod:
                policy: usual
                target: { kind: practice, fleet: fleet/fleet.json }
        """
            .formatted(user),
        StandardCharsets.UTF_8);
  }

  static Reading.Read read(Path configuration) {
    return switch (CatalogueReader.ofThisUser().read(configuration)) {
      case Reading.Read read -> read;
      case Reading.Problems problems -> throw new IllegalStateException(problems.toString());
    };
  }

  /** So many releases that were opened and not planned yet, each with its journal and its row. */
  static void fill(Store store, int count) {
    Instant begin = Instant.now().minusSeconds(count * 600L);
    for (int number = 1; number <= count; number++) {
      Instant at = begin.plusSeconds(number * 600L);
      ReleaseId id = new ReleaseId(new ServiceName("shop"), number);
      String version = "v2." + number + ".0";
      Fact.Opened opened =
          new Fact.Opened(
              id,
              new EnvironmentName("prod"),
              "you",
              "Speed up checkout",
              "",
              Optional.empty(),
              change(version));
      Store.Summary row =
          new Store.Summary(
              id,
              new EnvironmentName("prod"),
              version,
              Optional.empty(),
              "Draft",
              "untouched",
              0,
              0,
              0,
              Optional.empty(),
              "you",
              Optional.empty(),
              Optional.empty(),
              at,
              at,
              1);
      store.write(writer -> {
        var unused =
            writer.append(StreamName.of(id), 0, opened, at, Actor.person("you", "command line"));
        writer.summarize(row);
        return id;
      });
    }
  }

  private static ChangeRecord change(String version) {
    return new ChangeRecord(
        Optional.empty(),
        new Version(version),
        Optional.empty(),
        new CommitId("2".repeat(40)),
        new ArtifactDigest("sha256:" + "b".repeat(64)),
        List.of(),
        List.of(),
        List.of());
  }

  private static Surroundings here(Path folder, boolean terminal) {
    return new Surroundings(
        Map.of("LC_ALL", "C.UTF-8", "TERM", "xterm-256color"),
        folder,
        folder.resolve("home"),
        new BufferedReader(new StringReader("")),
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8),
        new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8),
        terminal,
        terminal,
        terminal,
        () -> 100,
        ZoneOffset.UTC);
  }
}
