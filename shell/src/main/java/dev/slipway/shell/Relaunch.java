package dev.slipway.shell;

import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * This very program again, in a session of its own: the same Java, class path and flags, so that a
 * rebuild in between changes nothing. Arguments are handed on one by one; nothing is put into a
 * shell's line.
 */
final class Relaunch {
  private static final String IDLE = "5m";
  private static final long LONG_LOG = 1_000_000;

  private Relaunch() {}

  /** A worker that ends when nothing has been moving for a while, and is kept until then. */
  static Process inBackground(Path folder, Map<String, String> environment, Path log)
      throws IOException {
    prepare(log);
    List<String> command = new ArrayList<>();
    // Out of the terminal's session where that is possible; deaf to its end where it is not.
    command.add(found("setsid", environment) ? "setsid" : "nohup");
    command.addAll(List.of("sh", "-c", keeper(), "slipway-work"));
    command.addAll(thisProgram());
    command.addAll(
        List.of("work", "--until-idle", environment.getOrDefault("SLIPWAY_WORK_IDLE", IDLE)));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().putAll(environment);
    return builder.start();
  }

  /** For its owner's eyes, like the store; the one before the last is forgotten. */
  private static void prepare(Path log) throws IOException {
    if (Files.exists(log) && Files.size(log) > LONG_LOG) {
      Path unused = Files.move(log, Path.of(log + ".before"), StandardCopyOption.REPLACE_EXISTING);
    }
    if (!Files.exists(log)) {
      boolean posix = Files.getFileStore(log.getParent()).supportsFileAttributeView("posix");
      FileAttribute<?>[] mode =
          posix
              ? new FileAttribute<?>[] {
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
              }
              : new FileAttribute<?>[0];
      Path unused = Files.createFile(log, mode);
    }
  }

  private static List<String> thisProgram() {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(flag -> !flag.startsWith("-javaagent:") && !flag.startsWith("-agentlib:"))
        .forEach(words::add);
    words.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    return words;
  }

  private static boolean found(String program, Map<String, String> environment) {
    for (String folder : environment.getOrDefault("PATH", "/usr/bin:/bin").split(":", -1)) {
      if (!folder.isEmpty() && Files.isExecutable(Path.of(folder, program))) {
        return true;
      }
    }
    return false;
  }

  private static String keeper() throws IOException {
    try (InputStream text =
        Objects.requireNonNull(Relaunch.class.getResourceAsStream("keep-working.sh"))) {
      return new String(text.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
