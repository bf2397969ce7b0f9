package dev.slipway.outside.exec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The way back without Slipway over many instances, run by sh: as many at once as the plan says.
 */
@Tag("X9")
@Tag("X3")
class BreakGlassBatchesTest {
  private static final List<String> INSTANCES = List.of("a", "b", "c", "d", "e");
  @TempDir private Path folder;

  /** An instance is a file; a deploy waits until its partner has begun, so that one alone fails. */
  @BeforeEach
  void fiveRunV2() throws IOException {
    script(
        "deploy.sh",
        """
        echo "begin $1" >> log
        case $1 in a) with=b ;; b) with=a ;; c) with=d ;; d) with=c ;; *) with= ;; esac
        tries=0
        while [ -n "$with" ] && ! grep -q "begin $with" log; do
          tries=$((tries + 1))
          [ "$tries" -lt 200 ] || exit 1
          sleep 0.05
        done
        [ ! -f "refuses-$1" ] || exit 1
        echo "$2" > "$1"
        echo "end $1" >> log
        """);
    script("running.sh", "cat \"$1\"\n");
    for (String instance : INSTANCES) {
      Files.writeString(folder.resolve(instance), "v2\n");
    }
  }

  private void script(String name, String lines) throws IOException {
    Path file = Files.writeString(folder.resolve(name), "#!/bin/sh\nset -eu\n" + lines);
    assertTrue(file.toFile().setExecutable(true));
  }

  private record Said(int status, String words) {}

  private Said takenBack(OptionalInt together) throws IOException, InterruptedException {
    Map<String, String> addresses = new LinkedHashMap<>();
    INSTANCES.forEach(name -> addresses.put(name, "127.0.0.1:1"));
    String lines =
        ATarget.inPlace(folder, addresses)
            .healthyWithin(Duration.ofSeconds(1))
            .opened(together)
            .breakGlass()
            .takeBack();
    Path output = folder.resolve("said");
    Process sh =
        new ProcessBuilder("sh", "-c", "set -eu\n" + lines)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    assertTrue(sh.waitFor(60, TimeUnit.SECONDS), "it ends");
    return new Said(sh.exitValue(), Files.readString(output));
  }

  private List<String> log() throws IOException {
    return Files.readAllLines(folder.resolve("log"));
  }

  @Test
  void aBatchIsDeployedAtOnceAndTheNextOneAfterIt() throws IOException, InterruptedException {
    Said said = takenBack(OptionalInt.of(2));

    assertEquals(0, said.status(), said::words);
    for (String instance : INSTANCES) {
      assertEquals("v1", Files.readString(folder.resolve(instance)).strip());
      assertTrue(said.words().contains(instance + " runs v1 again"), said::words);
    }
    List<String> log = log();
    assertTrue(log.indexOf("begin c") > log.indexOf("end a"), log::toString);
    assertTrue(log.indexOf("begin c") > log.indexOf("end b"), log::toString);
    assertTrue(log.indexOf("begin e") > log.indexOf("end d"), log::toString);
  }

  @Test
  void oneThatFailsIsNamedAndKeepsNobodyElse() throws IOException, InterruptedException {
    Files.writeString(folder.resolve("refuses-b"), "");
    Files.writeString(folder.resolve("e"), "v1\n");

    Said said = takenBack(OptionalInt.of(2));

    assertEquals(1, said.status(), said::words);
    assertTrue(said.words().contains("b does not run v1"), said::words);
    assertTrue(said.words().contains("d runs v1 again"), said::words);
    assertTrue(said.words().contains("e runs v1 already"), said::words);
    assertFalse(log().contains("begin e"), "what is well is left alone");
  }
}
