package dev.slipway.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The unit that is copied into place says what docs/how-to/workers.md promises of it. */
class SystemdUnitTest {
  private static final Path ROOT =
      (Files.exists(Path.of("config", "systemd")) ? Path.of("") : Path.of(".."))
          .toAbsolutePath()
          .normalize();
  private static final Path UNIT = ROOT.resolve("config/systemd/slipway-work.service");
  private static final String PROGRAM = "/opt/slipway/slipway";

  @TempDir Path folder;

  /** "Section.Key" and its value; a key that stands twice is an error here. */
  private static Map<String, String> settings() throws IOException {
    Map<String, String> settings = new HashMap<>();
    String section = "";
    for (String line : Files.readAllLines(UNIT, StandardCharsets.UTF_8)) {
      if (line.startsWith("[")) {
        section = line.substring(1, line.indexOf(']')) + ".";
      } else if (!line.isBlank() && !line.startsWith("#")) {
        int sign = line.indexOf('=');
        String before = settings.put(section + line.substring(0, sign), line.substring(sign + 1));
        assertEquals(null, before, line);
      }
    }
    return settings;
  }

  @Test
  void startsAWorkerAgainWhateverHappens() throws IOException {
    Map<String, String> settings = settings();

    assertEquals(PROGRAM + " work", settings.get("Service.ExecStart"));
    assertEquals("always", settings.get("Service.Restart"));
    assertEquals("5", settings.get("Service.RestartSec"));
    assertEquals("0", settings.get("Unit.StartLimitIntervalSec"));
    assertEquals("multi-user.target", settings.get("Install.WantedBy"));
  }

  /** A deploy command may have started a service here; it outlives the worker. */
  @Test
  void endsNothingButTheWorker() throws IOException {
    assertEquals("process", settings().get("Service.KillMode"));
  }

  @Test
  void isAnOrdinaryUserWhoseFilesNobodyElseReads() throws IOException {
    Map<String, String> settings = settings();

    assertEquals("slipway", settings.get("Service.User"));
    assertEquals("0077", settings.get("Service.UMask"));
    assertEquals("yes", settings.get("Service.NoNewPrivileges"));
    assertTrue(settings.containsKey("Service.WorkingDirectory"));
  }

  @Test
  void isUnderstoodBySystemd() throws IOException, InterruptedException {
    Path analyze = Path.of("/usr/bin/systemd-analyze");
    assumeTrue(Files.isExecutable(analyze), "no systemd here");
    Path copy = folder.resolve("slipway-work.service");
    Files.writeString(
        copy,
        Files.readString(UNIT, StandardCharsets.UTF_8)
            .replace(PROGRAM, ROOT.resolve("slipway").toString()),
        StandardCharsets.UTF_8);

    Process process =
        new ProcessBuilder(analyze.toString(), "verify", copy.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int unused = process.waitFor();

    // It may have something to say about other units of this computer.
    List<String> ours = said.lines().filter(line -> line.contains("slipway-work.service")).toList();
    assertEquals(List.of(), ours);
  }
}
