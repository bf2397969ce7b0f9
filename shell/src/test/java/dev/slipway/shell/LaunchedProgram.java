package dev.slipway.shell;

import dev.slipway.Slipway;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.spi.ToolProvider;

/**
 * The program as its launcher starts it, in a folder of its own: the launcher as it is, and a build
 * made of the classes that are tested.
 */
final class LaunchedProgram {
  private static final String NO_OLDER_JDK = "\"$jdk_rank\" -ge 25000000";

  private final Path root;
  private final Path place;
  private final Map<String, String> environment;

  /** What one line came to. */
  record Said(int exit, String out, String err) {}

  private LaunchedProgram(Path root, Path place, Map<String, String> environment) {
    this.root = root;
    this.place = place;
    this.environment = Map.copyOf(environment);
  }

  static LaunchedProgram in(Path folder) throws IOException {
    Path root = folder.resolve("root");
    Path sources = sources();
    Path library = Files.createDirectories(root.resolve("shell/target/quick/lib"));
    Files.createDirectories(root.resolve(".ci"));
    for (String script : List.of("slipway", ".ci/jdk.sh")) {
      Files.copy(sources.resolve(script), root.resolve(script));
    }
    jar(Path.of(StartupBenchmark.whereIs(Main.class)), library.resolve("slipway-shell.jar"));
    jar(Path.of(StartupBenchmark.whereIs(Slipway.class)), library.resolve("slipway-core.jar"));
    Path built = library.resolveSibling("built");
    Files.writeString(
        library.resolveSibling("class-path"),
        "lib/slipway-core.jar:" + String.join(":", libraries(library)));
    Files.writeString(built, "");
    Path place = Files.createDirectories(folder.resolve("place"));
    Path unused = Training.place(place);
    return new LaunchedProgram(
        root,
        place,
        Map.of(
            "SLIPWAY_JAVA",
            System.getProperty("java.home"),
            "PATH",
            System.getenv("PATH"),
            "HOME",
            folder.toString(),
            "LC_ALL",
            "C.UTF-8"));
  }

  /** Tests run in their module's folder. */
  private static Path sources() {
    return Path.of("..").toAbsolutePath().normalize();
  }

  /** Names below the build's folder. Of several log libraries the one that is silent counts. */
  private static List<String> libraries(Path library) throws IOException {
    List<String> names = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      Path jar = Path.of(entry);
      String name = jar.getFileName().toString();
      if (name.endsWith(".jar")
          && !name.startsWith("slipway-")
          && !name.startsWith("logback-")
          && !Files.exists(library.resolve(name))) {
        Files.copy(jar, library.resolve(name));
        names.add("lib/" + name);
      }
    }
    return names;
  }

  private static void jar(Path classes, Path jar) throws IOException {
    if (!Files.isDirectory(classes)) {
      Files.copy(classes, jar);
      return;
    }
    int exit =
        ToolProvider.findFirst("jar")
            .orElseThrow()
            .run(System.out, System.err, "-cf", jar.toString(), "-C", classes.toString(), ".");
    if (exit != 0) {
      throw new IOException("no jar of " + classes);
    }
  }

  /** The launcher believes that no JDK is new enough for an AOT cache. */
  LaunchedProgram takenForAnOlderJdk() throws IOException {
    Path launcher = root.resolve("slipway");
    String script = Files.readString(launcher, StandardCharsets.UTF_8);
    if (!script.contains(NO_OLDER_JDK)) {
      throw new IllegalStateException("the launcher decides otherwise now");
    }
    Files.writeString(launcher, script.replace(NO_OLDER_JDK, "\"$jdk_rank\" -lt 0"));
    return this;
  }

  LaunchedProgram withoutCache() {
    return with("SLIPWAY_START_CACHE", "off");
  }

  private LaunchedProgram with(String name, String value) {
    Map<String, String> more = new HashMap<>(environment);
    more.put(name, value);
    return new LaunchedProgram(root, place, more);
  }

  /**
   * Starts it once, and waits for what is learnt of that.
   *
   * @param kind of the cache: "aot", "jsa"
   */
  Path learns(String kind) throws IOException, InterruptedException {
    Said unused = run(List.of("--version"));
    while (true) {
      try (var caches =
          Files.newDirectoryStream(root.resolve("shell/target/quick"), "start-*-lines." + kind)) {
        for (Path cache : caches) {
          return cache;
        }
      }
      Thread.sleep(200);
    }
  }

  /** The same classes in a jar that is not the one the cache was made with. */
  void isBuiltAgain() throws IOException {
    Path unused =
        Files.setLastModifiedTime(
            root.resolve("shell/target/quick/lib/slipway-core.jar"),
            FileTime.from(Instant.now().minusSeconds(3600)));
  }

  List<Said> runs(List<List<String>> lines) throws IOException, InterruptedException {
    List<Said> all = new ArrayList<>();
    for (List<String> line : lines) {
      all.add(run(line));
    }
    return all;
  }

  Said run(List<String> line) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("sh", root.resolve("slipway").toString()));
    command.addAll(line);
    Path out = Files.createTempFile(root, "out", "");
    Path err = Files.createTempFile(root, "err", "");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(place.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    return new Said(process.waitFor(), Files.readString(out), Files.readString(err));
  }
}
