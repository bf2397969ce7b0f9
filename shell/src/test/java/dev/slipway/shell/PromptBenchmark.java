package dev.slipway.shell;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/**
 * From the start of {@code slipway} to its prompt on a real terminal, beside {@link BareShell} with
 * the same JVM flags, by turns. The bare one runs with a cache of its own, and without any. See
 * docs/benchmarks.md.
 */
final class PromptBenchmark {
  /** Stands in both prompts, and nowhere before them. */
  private static final String PROMPT = "▸";

  /** Written by the terminal's shell just before it becomes the program. */
  private static final String BEGIN = "@";

  private static final byte[] EXIT = "exit\r".getBytes(StandardCharsets.US_ASCII);

  private PromptBenchmark() {}

  /**
   * @param folder has a configuration and a store
   * @param built the launcher's build
   */
  static void run(int rounds, List<String> slipway, Path folder, Path built) throws IOException {
    List<String> bare = bare(built, folder);
    List<String> leaner = with("-Dspring.boot.enableautoconfiguration=false", bare);
    List<Shell> others = new ArrayList<>();
    if (Runtime.version().feature() >= 25) {
      others.add(
          learnt("a bare Spring Boot application", bare, folder.resolve("bare.aot"), folder));
      others.add(
          learnt(
              "the same without auto-configuration", leaner, folder.resolve("leaner.aot"), folder));
    }
    others.add(new Shell("a bare Spring Boot application without a cache", bare));
    Shell ours = new Shell("slipway", slipway);
    for (int round = 0; round < rounds; round++) {
      ours.millis().add(prompt(ours.command(), folder));
      for (Shell other : others) {
        other.millis().add(prompt(other.command(), folder));
      }
    }
    for (Shell other : others) {
      System.out.printf(
          Locale.ROOT,
          "%d rounds: slipway to its prompt %.0f ms, %s %.0f ms, ratio of medians %.2f%n",
          rounds,
          ours.median(),
          other.name(),
          other.median(),
          ours.median() / other.median());
    }
  }

  private record Shell(String name, List<String> command, List<Double> millis) {
    Shell(String name, List<String> command) {
      this(name, command, new ArrayList<>());
    }

    double median() {
      return StartupBenchmark.median(millis);
    }
  }

  /** With a cache of its own, made by one session of itself. */
  private static Shell learnt(String name, List<String> command, Path cache, Path folder)
      throws IOException {
    double unused = prompt(with("-XX:AOTCacheOutput=" + cache, command), folder);
    return new Shell(name, with("-XX:AOTCache=" + cache, command));
  }

  private static List<String> with(String flag, List<String> command) {
    List<String> longer = new ArrayList<>(command);
    longer.add(1, flag);
    return longer;
  }

  /** The class path is slipway's own, without what is ours and with auto-configuration. */
  private static List<String> bare(Path built, Path folder) throws IOException {
    List<String> command = new ArrayList<>(StartupBenchmark.java(built));
    command.add("-cp");
    command.add(
        String.join(
            ":",
            StartupBenchmark.jars(built, "[!s]*.jar"),
            StartupBenchmark.jars(built, "s[!l]*.jar"),
            StartupBenchmark.jars(built, "slf4j-*.jar"),
            StartupBenchmark.whereIs(SpringBootApplication.class),
            jar(folder.resolve("bare.jar")).toString()));
    command.add(BareShell.class.getName());
    return command;
  }

  /** The virtual machine learns nothing of classes that lie in a folder. */
  private static Path jar(Path file) throws IOException {
    String name = BareShell.class.getName().replace('.', '/') + ".class";
    try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(file));
        InputStream code = BareShell.class.getResourceAsStream("BareShell.class")) {
      if (code == null) {
        throw new IOException("no class file of " + name);
      }
      jar.putNextEntry(new JarEntry(name));
      code.transferTo(jar);
      jar.closeEntry();
    }
    return file;
  }

  /** Milliseconds until the prompt is there. The shell is left afterwards. */
  private static double prompt(List<String> command, Path folder) throws IOException {
    StringBuilder line = new StringBuilder("stty cols 100 rows 40; printf " + BEGIN + "; exec");
    command.forEach(word -> line.append(" '").append(word.replace("'", "'\\''")).append("'"));
    ProcessBuilder builder =
        new ProcessBuilder("script", "-qefc", line.toString(), "/dev/null")
            .directory(folder.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().put("TERM", "xterm-256color");
    builder.environment().put("LC_ALL", "C.UTF-8");
    builder.environment().put("XDG_STATE_HOME", folder.resolve("state").toString());
    Process process = builder.start();
    try (InputStream screen = process.getInputStream();
        OutputStream keys = process.getOutputStream()) {
      String seen = await(screen, BEGIN, "");
      long begin = System.nanoTime();
      String unused = await(screen, PROMPT, seen);
      double millis = (System.nanoTime() - begin) / 1e6;
      keys.write(EXIT);
      keys.flush();
      long rest = screen.transferTo(OutputStream.nullOutputStream());
      if (rest < 0 || process.waitFor() != 0) {
        throw new IOException(line + " ended with " + process.exitValue());
      }
      return millis;
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
      throw new IOException(ended);
    }
  }

  /**
   * @return all that was seen so far
   */
  private static String await(InputStream screen, String words, String before) throws IOException {
    StringBuilder seen = new StringBuilder(before);
    byte[] some = new byte[4096];
    // Bytes as characters: a cut through a letter is no trouble.
    String wanted = new String(words.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    while (seen.indexOf(wanted) < 0) {
      int count = screen.read(some);
      if (count < 0) {
        throw new IOException("the terminal ended with: " + seen);
      }
      seen.append(new String(some, 0, count, StandardCharsets.ISO_8859_1));
    }
    return seen.toString();
  }
}
