package dev.slipway.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.slipway.release.Actor;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChainTest {
  private static final Entry ENTRY =
      Chain.link(
          new StreamName("release/shop/42"),
          3,
          "0".repeat(64),
          new Codec.Encoded("Paged", 1, "{\"why\":\"x\"}"),
          Instant.parse("2026-03-02T12:00:00.123456789Z"),
          new Actor("ada", Actor.Kind.PERSON, "shell"),
          "host:1");

  @Test
  void staysTheSameForEver() {
    // Stored journals depend on this very value: whoever changes it needs a new recipe beside the
    // old one.
    assertEquals("76274e23dfc76c66a65cc287c052f2861c867eebd05fe4b53602c6ffee7f3653", ENTRY.hash());
  }

  @Test
  void cutsTheTimeToWhatStoresKeep() {
    assertEquals(Instant.parse("2026-03-02T12:00:00.123456Z"), ENTRY.at());
    assertEquals(ENTRY.at(), Chain.instant(Chain.micros(ENTRY.at())));
    Instant before1970 = Instant.parse("1969-12-31T23:59:59.000001Z");
    assertEquals(before1970, Chain.instant(Chain.micros(before1970)));
  }

  @Test
  void changesWithEveryField() {
    Map<String, Entry> changed = new LinkedHashMap<>();
    Entry e = ENTRY;
    Actor by = e.by();
    changed.put(
        "stream",
        with(
            new StreamName("release/shop/43"),
            3,
            "Paged",
            1,
            e.at(),
            by,
            "host:1",
            e.body(),
            e.previousHash()));
    changed.put(
        "version",
        with(e.stream(), 4, "Paged", 1, e.at(), by, "host:1", e.body(), e.previousHash()));
    changed.put(
        "kind",
        with(e.stream(), 3, "Announced", 1, e.at(), by, "host:1", e.body(), e.previousHash()));
    changed.put(
        "shape", with(e.stream(), 3, "Paged", 2, e.at(), by, "host:1", e.body(), e.previousHash()));
    changed.put(
        "at",
        with(
            e.stream(),
            3,
            "Paged",
            1,
            e.at().plusNanos(1000),
            by,
            "host:1",
            e.body(),
            e.previousHash()));
    changed.put(
        "actor",
        with(
            e.stream(),
            3,
            "Paged",
            1,
            e.at(),
            Actor.person("chi", "shell"),
            "host:1",
            e.body(),
            e.previousHash()));
    changed.put(
        "actor kind",
        with(
            e.stream(),
            3,
            "Paged",
            1,
            e.at(),
            new Actor("ada", Actor.Kind.MACHINE, "shell"),
            "host:1",
            e.body(),
            e.previousHash()));
    changed.put(
        "surface",
        with(
            e.stream(),
            3,
            "Paged",
            1,
            e.at(),
            Actor.person("ada", "slack"),
            "host:1",
            e.body(),
            e.previousHash()));
    changed.put(
        "node", with(e.stream(), 3, "Paged", 1, e.at(), by, "host:2", e.body(), e.previousHash()));
    changed.put(
        "body",
        with(e.stream(), 3, "Paged", 1, e.at(), by, "host:1", "{\"why\":\"y\"}", e.previousHash()));
    changed.put(
        "previous hash",
        with(e.stream(), 3, "Paged", 1, e.at(), by, "host:1", e.body(), "1".repeat(64)));

    changed.forEach((field, entry) -> assertNotEquals(ENTRY.hash(), Chain.hash(entry), field));
  }

  @Test
  void seesACharacterThatMovedToTheFieldBesideIt() {
    Entry one =
        with(
            ENTRY.stream(),
            3,
            "Paged",
            1,
            ENTRY.at(),
            Actor.person("adas", "hell"),
            "host:1",
            "{}",
            "p");
    Entry other =
        with(
            ENTRY.stream(),
            3,
            "Paged",
            1,
            ENTRY.at(),
            Actor.person("ada", "shell"),
            "host:1",
            "{}",
            "p");

    assertNotEquals(Chain.hash(one), Chain.hash(other));
  }

  private static Entry with(
      StreamName stream,
      long version,
      String kind,
      int shape,
      Instant at,
      Actor by,
      String node,
      String body,
      String previousHash) {
    return new Entry(stream, version, kind, shape, at, by, node, body, previousHash, "");
  }
}
