package dev.slipway.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What the launcher tells the server's JVM. */
@Tag("T2")
@DisabledOnOs(OS.WINDOWS)
class LaunchedServerTest {
  @TempDir Path folder;

  /** Stands for the server, and says where it would look for a store below ~. */
  public static final class SaysItsHome {
    public static void main(String[] args) {
      System.out.println(System.getProperty("user.home"));
    }
  }

  @Test
  void theServerMeansTheSameHomeAsEveryOtherCommand() throws Exception {
    Path root = launcher();
    Path built = Files.createDirectories(root.resolve("bot/target/quick"));
    jar(built.resolve("slipway-bot.jar"));
    Files.writeString(built.resolve("built"), "");
    ProcessBuilder server = new ProcessBuilder(root.resolve("slipway").toString(), "server");
    server.environment().put("HOME", folder.toString());
    server.environment().put("SLIPWAY_JAVA", System.getProperty("java.home"));
    Process process = server.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor());
    assertEquals(folder.toString(), said.strip());
  }

  /** Slipway is built; only its server is not. The Maven that is found here builds nothing. */
  @Test
  void itIsTheServerThatIsSaidToBeBuilt() throws Exception {
    Path root = launcher();
    Path shell = Files.createDirectories(root.resolve("shell/target/quick"));
    Files.writeString(shell.resolve("built"), "");
    Files.createDirectories(root.resolve("bot"));
    Path maven = Files.createDirectories(folder.resolve("bin")).resolve("mvn");
    Files.writeString(maven, "#!/bin/sh\nexit 1\n");
    Files.setPosixFilePermissions(maven, PosixFilePermissions.fromString("rwx------"));
    ProcessBuilder server = new ProcessBuilder(root.resolve("slipway").toString(), "server");
    server.environment().put("SLIPWAY_JAVA", System.getProperty("java.home"));
    server.environment().merge("PATH", maven.getParent() + ":", (old, own) -> own + old);
    Process process = server.redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(1, process.waitFor());
    assertTrue(said.startsWith("Building Slipway's server once ("), said);
  }

  /** The launcher alone, in a folder of its own. */
  private Path launcher() throws Exception {
    Path root = folder.resolve("root");
    Files.createDirectories(root.resolve(".ci"));
    for (String script : List.of("slipway", ".ci/jdk.sh")) {
      Files.copy(Path.of("..", script), root.resolve(script));
    }
    return root;
  }

  private static void jar(Path file) throws Exception {
    String name = SaysItsHome.class.getName();
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, name);
    String entry = name.replace('.', '/') + ".class";
    try (OutputStream out = Files.newOutputStream(file);
        JarOutputStream jar = new JarOutputStream(out, manifest);
        var code = SaysItsHome.class.getClassLoader().getResourceAsStream(entry)) {
      jar.putNextEntry(new ZipEntry(entry));
      code.transferTo(jar);
      jar.closeEntry();
    }
  }
}
