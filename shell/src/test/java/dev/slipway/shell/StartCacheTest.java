package dev.slipway.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the virtual machine has learnt of a start makes it quicker, and changes nothing that anybody
 * reads: with it, without it, and with one that is of no use any more.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@Tag("T1")
class StartCacheTest {
  private static final List<List<String>> LINES =
      List.of(
          List.of("--version"),
          List.of("help"),
          List.of("rolback", "shop/1"),
          List.of("list"),
          List.of("show", "shop/99"));

  @TempDir Path folder;

  @Test
  void saysTheSameWithItsCacheWithoutAndWithOneOfNoUse() throws Exception {
    assumeTrue(Runtime.version().feature() >= 25, "older JDKs have no AOT cache");
    saysTheSame(LaunchedProgram.in(folder), "aot");
  }

  /** The launcher's branch for JDK 21 to 24, on whatever JDK runs this test. */
  @Test
  void saysTheSameWithTheArchiveOfOlderJdksForcedOnThisOne() throws Exception {
    saysTheSame(LaunchedProgram.in(folder).takenForAnOlderJdk(), "jsa");
  }

  private static void saysTheSame(LaunchedProgram program, String kind)
      throws IOException, InterruptedException {
    List<LaunchedProgram.Said> without = program.withoutCache().runs(LINES);
    assertEquals(
        List.of(0, 0, 2, 0, 5),
        without.stream().map(LaunchedProgram.Said::exit).toList(),
        without.toString());

    Path cache = program.learns(kind);
    assertEquals(without, program.runs(LINES), "with the cache");

    byte[] learnt = Files.readAllBytes(cache);
    Files.write(cache, Arrays.copyOf(learnt, learnt.length / 2));
    assertEquals(without, program.runs(LINES), "with half of it");
    Files.writeString(cache, "no cache at all");
    assertEquals(without, program.runs(LINES), "with something else in its place");

    Files.write(cache, learnt);
    program.isBuiltAgain();
    assertEquals(without, program.runs(LINES), "with the cache of another build");
    assertTrue(Files.exists(cache), "what is of no use does no harm");
  }
}
