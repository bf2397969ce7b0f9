package dev.slipway.shell.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.shell.render.Palette;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The demo itself: real processes, real HTTP traffic, a real fault. It asserts the story, not how
 * fast the machine is. Both stories are told at the same time: they wait for traffic mostly.
 */
class DemonstrationTest {
  private static final List<Told> STORIES = new ArrayList<>();

  /** One telling, and what it wrote. */
  private static final class Told {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream trouble = new ByteArrayOutputStream();
    private final FutureTask<List<String>> wrong;

    Told(boolean healthy) {
      wrong = new FutureTask<>(() -> tell(healthy));
      Thread.ofPlatform().name("demonstration").daemon(true).start(wrong);
    }

    private List<String> tell(boolean healthy) throws Exception {
      Demonstration.Wish wish = new Demonstration.Wish(true, healthy, true, "test");
      try (Demonstration demonstration =
          Demonstration.prepare(
              wish,
              Palette.PLAIN,
              new PrintStream(out, true, StandardCharsets.UTF_8),
              new PrintStream(trouble, true, StandardCharsets.UTF_8))) {
        return demonstration.tell();
      }
    }

    /** To its end, and right. */
    List<JsonNode> events() throws Exception {
      assertEquals(
          List.of(),
          wrong.get(),
          () -> out.toString(StandardCharsets.UTF_8) + trouble.toString(StandardCharsets.UTF_8));
      JsonMapper mapper = JsonMapper.shared();
      return out.toString(StandardCharsets.UTF_8).lines().map(mapper::readTree).toList();
    }
  }

  @BeforeAll
  static void begins() {
    STORIES.add(new Told(false));
    STORIES.add(new Told(true));
  }

  @Test
  @Tag("X1")
  @Tag("X5")
  @Tag("X7")
  @Tag("X9")
  @Tag("V1")
  @Tag("R7")
  void takesABrokenVersionBackByItselfAndLeavesItsDocuments() throws Exception {
    List<JsonNode> events = STORIES.getFirst().events();

    JsonNode summary = events.getLast();
    assertEquals("summary", summary.path("event").asString());
    assertEquals("rolled-back", summary.path("outcome").asString());
    Instant fault = Instant.parse(summary.path("faultAt").asString());
    Instant broken = Instant.parse(summary.path("limitBrokenAt").asString());
    Instant restored = Instant.parse(summary.path("trafficRestoredAt").asString());
    Instant verified = Instant.parse(summary.path("verifiedAt").asString());
    assertTrue(
        fault.isBefore(broken) && !broken.isAfter(restored) && restored.isBefore(verified),
        summary.toString());
    long apart = Duration.between(fault, restored).toMillis();
    assertTrue(
        Math.abs(apart - summary.path("faultToRestoredMs").asLong()) <= 1, summary.toString());
    assertTrue(summary.path("failedRequests").asLong() > 0, summary.toString());
    assertEquals(
        List.of(5, 10, 25, 0),
        events.stream()
            .filter(e -> e.path("kind").asString("").equals("TrafficIntended"))
            .map(e -> e.path("percent").asInt())
            .toList());
    List<Path> documents =
        summary.path("documents").valueStream().map(node -> Path.of(node.asString())).toList();
    for (String kind :
        List.of(
            "release-plan", "rollback-plan", "change-record", "incident-draft", "rollback.sh")) {
      assertTrue(
          documents.stream().anyMatch(file -> file.toString().contains(kind)),
          kind + " in " + documents);
    }
    assertOnlyDocumentsRemain(documents.getFirst().resolveSibling("..").normalize());
  }

  @Test
  void letsAHealthyVersionFinish() throws Exception {
    JsonNode summary = STORIES.getLast().events().getLast();

    assertEquals("finished", summary.path("outcome").asString());
    for (String time :
        List.of(
            "faultAt", "limitBrokenAt", "trafficRestoredAt", "verifiedAt", "faultToRestoredMs")) {
      assertTrue(summary.has(time) && summary.path(time).isNull(), time);
    }
  }

  private static void assertOnlyDocumentsRemain(Path folder) throws IOException {
    try (Stream<Path> left = Files.list(folder)) {
      assertEquals(List.of("documents"), left.map(path -> path.getFileName().toString()).toList());
    }
    assertFalse(Files.exists(folder.resolve("slipway.db")));
  }
}
