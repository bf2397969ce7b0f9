package dev.slipway.evidence;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.health.Judgement;
import dev.slipway.health.Measure;
import dev.slipway.health.Side;
import dev.slipway.health.Signal;
import dev.slipway.health.Verdict;
import dev.slipway.journal.Chain;
import dev.slipway.journal.Entry;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.journal.Store;
import dev.slipway.journal.StreamName;
import dev.slipway.release.Actor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** V3: the evidence of a release in one file, which anybody can check without Slipway. */
@Tag("V3")
class ArchiveTest {
  private static final Map<String, String> DOCUMENTS =
      Map.of("a-change-record.md", "# Ärger \u2028 mit \"v2\"\n");

  private static Map<String, byte[]> unpacked(byte[] zip) throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        files.put(entry.getName(), in.readAllBytes());
      }
    }
    return files;
  }

  private static String text(Map<String, byte[]> files, String name) {
    return new String(Objects.requireNonNull(files.get(name), name), StandardCharsets.UTF_8);
  }

  @Test
  void everyFileHasItsHash() throws Exception {
    Map<String, byte[]> files =
        unpacked(Archive.of(AStory.opened().record(), DOCUMENTS, List.of()));
    List<String> sums = text(files, Archive.SUMS).lines().toList();
    assertEquals(files.size() - 1, sums.size());
    for (String sum : sums) {
      String[] parts = sum.split("  ", 2);
      byte[] content = Objects.requireNonNull(files.get(parts[1]), parts[1]);
      assertEquals(
          HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content)), parts[0]);
    }
    assertEquals(DOCUMENTS.get("a-change-record.md"), text(files, "a-change-record.md"));
  }

  /** With nothing but what stands there the chain can be followed to its end. */
  @Test
  void theJournalIsAsItIsStored() throws Exception {
    ReleaseRecord record =
        AStory.opened(42, AStory.commit("Quote \" and \\ and \t \uD83D\uDE80")).record();
    Map<String, byte[]> files = unpacked(Archive.of(record, DOCUMENTS, List.of()));
    List<Entry> read = new ArrayList<>();
    JsonMapper json = JsonMapper.builder().build();
    for (String line : text(files, Archive.JOURNAL).lines().toList()) {
      JsonNode node = json.readTree(line);
      Instant at = Instant.parse(node.get("at").asString());
      assertEquals(Chain.micros(at), node.get("microseconds").asLong());
      read.add(
          new Entry(
              new StreamName(node.get("stream").asString()),
              node.get("version").asLong(),
              node.get("kind").asString(),
              node.get("shape").asInt(),
              at,
              new Actor(
                  node.get("actor").asString(),
                  Actor.Kind.valueOf(node.get("actor-kind").asString()),
                  node.get("surface").asString()),
              node.get("node").asString(),
              node.get("body").asString(),
              node.get("previous-hash").asString(),
              node.get("hash").asString()));
    }
    assertEquals(record.story().stream().map(ReleaseRecord.Told::entry).toList(), read);
    String before = Chain.BEGINNING;
    for (Entry entry : read) {
      assertEquals(before, entry.previousHash());
      assertEquals(Chain.hash(entry), entry.hash());
      before = entry.hash();
    }
    assertTrue(text(files, "READ-ME.txt").contains(before));
  }

  /** What was judged can be judged again by whoever reads it. */
  @Test
  void holdsEveryMeasurement() throws Exception {
    Judgement judgement =
        new Judgement(Verdict.PASS, 120, 1, List.of(), "within limits, says \"prod\"");
    Store.Check check =
        new Store.Check(
            "observing",
            Instant.parse("2026-11-21T10:00:00Z"),
            Duration.ofSeconds(5),
            40,
            judgement,
            List.of(
                new Measure(Signal.ERROR_RATE, Side.CANARY, OptionalDouble.of(0.0125), 1, 80),
                new Measure(Signal.LATENCY_P95, Side.BASELINE, OptionalDouble.empty(), 0, 0)));
    Map<String, byte[]> files =
        unpacked(Archive.of(AStory.opened().record(), DOCUMENTS, List.of(check)));
    List<String> lines = text(files, Archive.MEASUREMENTS).lines().toList();
    JsonNode line = JsonMapper.builder().build().readTree(lines.getFirst());
    assertEquals(1, lines.size());
    assertEquals("observing", line.get("stretch").asString());
    assertEquals(5000, line.get("covered-ms").asLong());
    assertEquals("within limits, says \"prod\"", line.at("/judgement/words").asString());
    assertEquals(0.0125, line.at("/measures/0/value").asDouble());
    assertEquals("new", line.at("/measures/0/version").asString());
    assertTrue(line.at("/measures/1/value").isMissingNode(), "nobody measured it");
  }

  @Test
  void theSameEvidenceGivesTheSameBytes() throws Exception {
    ReleaseRecord record = AStory.opened().record();
    assertArrayEquals(
        Archive.of(record, DOCUMENTS, List.of()), Archive.of(record, DOCUMENTS, List.of()));
  }
}
