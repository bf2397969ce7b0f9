package dev.slipway.shell;

import dev.slipway.Slipway;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * One-shot {@code slipway list} over 1,000 releases beside a bare program that reads one row of the
 * same file with the same flags, by turns; then the shell's prompt beside a bare one ({@link
 * PromptBenchmark}). See docs/benchmarks.md.
 */
final class StartupBenchmark {
  private static final int RELEASES = 1_000;
  private static final Duration CACHE = Duration.ofMinutes(3);

  private StartupBenchmark() {}

  /**
   * @param arguments how many rounds; 20 when nothing is said
   */
  public static void main(String[] arguments) throws Exception {
    int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 20;
    Path root = Path.of("").toAbsolutePath();
    Path folder = Files.createTempDirectory("slipway-startup-");
    Path configuration = Training.place(folder);
    try (Slipway slipway =
        Slipway.open(Slipway.Settings.of(Training.read(configuration), "benchmark"))) {
      Training.fill(slipway.store(), RELEASES);
    }
    List<String> list = List.of(root.resolve("slipway").toString(), "list");
    run(list, folder);
    Path built = root.resolve("shell/target/quick");
    awaitCache(built, "lines");
    List<String> bare = bare(built, folder.resolve("slipway.db"));
    List<Double> slipways = new ArrayList<>();
    List<Double> bares = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      bares.add(run(bare, folder));
      slipways.add(run(list, folder));
    }
    System.out.printf(
        Locale.ROOT,
        "%d rounds: slipway list %.0f ms, bare program %.0f ms, ratio of medians %.2f%n",
        rounds,
        median(slipways),
        median(bares),
        median(slipways) / median(bares));
    // Without a terminal it says so at once, and learns the start of a shell all the same.
    List<String> shell = List.of(root.resolve("slipway").toString());
    int refused =
        new ProcessBuilder(shell)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor();
    if (refused == 0) {
      throw new IllegalStateException("a shell without a terminal");
    }
    awaitCache(built, "shell");
    PromptBenchmark.run(rounds, shell, folder, built);
  }

  private static void awaitCache(Path built, String kind) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + CACHE.toNanos();
    while (System.nanoTime() < deadline) {
      try (var files = Files.newDirectoryStream(built, "start-*-" + kind + ".{aot,jsa}")) {
        if (files.iterator().hasNext()) {
          return;
        }
      }
      Thread.sleep(500);
    }
    System.out.println("without a start-up cache: none was made in " + CACHE.toSeconds() + " s");
  }

  private static List<String> bare(Path built, Path store) throws IOException {
    List<String> command = new ArrayList<>(java(built));
    command.add("-cp");
    command.add(
        jars(built, "{sqlite-jdbc,slf4j-api,slf4j-nop}-*.jar") + ":" + whereIs(BareProgram.class));
    command.add(BareProgram.class.getName());
    command.add(store.toString());
    return command;
  }

  /** The launcher's own flags. */
  static List<String> java(Path built) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:TieredStopAtLevel=1",
        "-XX:+UseSerialGC",
        "-Xlog:disable",
        "-Xlog:all=error:stderr",
        "--enable-native-access=ALL-UNNAMED",
        "-Dslf4j.internal.verbosity=ERROR",
        "-Dorg.sqlite.lib.path=" + built.resolve("native"));
  }

  /** The jar, or the folder, that a class comes from. */
  static String whereIs(Class<?> some) {
    return Path.of(URI.create(some.getProtectionDomain().getCodeSource().getLocation().toString()))
        .toString();
  }

  static String jars(Path built, String names) throws IOException {
    List<String> jars = new ArrayList<>();
    try (var files = Files.newDirectoryStream(built.resolve("lib"), names)) {
      files.forEach(file -> jars.add(file.toString()));
    }
    return jars.stream().sorted().collect(Collectors.joining(":"));
  }

  /** Milliseconds from start to end. */
  private static double run(List<String> command, Path folder)
      throws IOException, InterruptedException {
    long begin = System.nanoTime();
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    int exit = process.waitFor();
    if (exit != 0) {
      throw new IllegalStateException(command + " ended with " + exit);
    }
    return (System.nanoTime() - begin) / 1e6;
  }

  static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    return sorted.get(sorted.size() / 2);
  }
}
