package dev.slipway.evidence;

import dev.slipway.health.Side;
import dev.slipway.journal.Chain;
import dev.slipway.journal.Codec;
import dev.slipway.journal.Entry;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.journal.Store;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * All evidence of one release in one file that outlives its store: the documents, the journal as it
 * is stored, what was measured, and a hash of each. The same evidence gives the same bytes.
 */
final class Archive {
  static final String JOURNAL = "journal.jsonl";
  static final String MEASUREMENTS = "measurements.jsonl";
  static final String SUMS = "SHA256SUMS";
  private static final String READ_ME = "READ-ME.txt";

  private Archive() {}

  /**
   * @param documents texts by file name
   * @param checks oldest first
   */
  static byte[] of(ReleaseRecord release, Map<String, String> documents, List<Store.Check> checks)
      throws IOException {
    Map<String, String> files = new LinkedHashMap<>(documents);
    files.put(
        JOURNAL,
        release.story().stream()
            .map(told -> line(told.entry()))
            .collect(Collectors.joining("\n", "", "\n")));
    files.put(
        MEASUREMENTS,
        checks.stream().map(check -> line(check) + "\n").collect(Collectors.joining()));
    files.put(READ_ME, about(release));
    files.put(
        SUMS,
        files.entrySet().stream()
            .map(file -> sha256(file.getValue()) + "  " + file.getKey())
            .collect(Collectors.joining("\n", "", "\n")));
    LocalDateTime at =
        LocalDateTime.ofInstant(release.story().getLast().entry().at(), ZoneOffset.UTC);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes, StandardCharsets.UTF_8)) {
      for (Map.Entry<String, String> file : files.entrySet()) {
        ZipEntry entry = new ZipEntry(file.getKey());
        entry.setTimeLocal(at);
        zip.putNextEntry(entry);
        zip.write(file.getValue().getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
      }
    }
    return bytes.toByteArray();
  }

  private static String about(ReleaseRecord release) {
    Entry last = release.story().getLast().entry();
    return """
    Everything that is known of release %s, up to entry %d of its journal.

    sha256sum --check SHA256SUMS      whether a file was changed
    journal.jsonl                     one entry a line, as it is stored; body is the text that is hashed
    measurements.jsonl                one check a line: what was watched, what was measured of which
                                      version, and how it was judged; what the integration suite and
                                      people showed stands in the journal and in the change record

    Each entry's hash is the SHA-256 over these fields, each preceded by its length in bytes:
    "slipway-entry-1", stream, version, kind, shape, microseconds, actor, actor-kind, surface,
    node, previous-hash, body. The first one's previous-hash is 64 zeros. The newest hash is
    %s
    """
        .formatted(release.id(), last.version(), last.hash());
  }

  /**
   * Milliseconds, shares of 1, requests per second, or events per request, as they were measured.
   */
  private static String line(Store.Check check) {
    String measures =
        check.measures().stream()
            .map(measure ->
                "{\"signal\":"
                    + quoted(measure.signal().key())
                    + ",\"version\":"
                    + quoted(measure.side() == Side.CANARY ? "new" : "old")
                    + (measure.value().isPresent()
                        ? ",\"value\":" + measure.value().getAsDouble()
                        : "")
                    + ",\"events\":"
                    + measure.events()
                    + ",\"requests\":"
                    + measure.requests()
                    + "}")
            .collect(Collectors.joining(",", "[", "]"));
    return "{\"stretch\":"
        + quoted(check.stretch())
        + ",\"at\":"
        + quoted(check.at().toString())
        + ",\"covered-ms\":"
        + check.covered().toMillis()
        + ",\"new-requests\":"
        + check.newRequests()
        + ",\"judgement\":"
        + Codec.encode(check.judgement())
        + ",\"measures\":"
        + measures
        + "}";
  }

  private static String line(Entry entry) {
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put("kind", entry.kind());
    texts.put("at", entry.at().toString());
    texts.put("actor", entry.by().name());
    texts.put("actor-kind", entry.by().kind().name());
    texts.put("surface", entry.by().surface());
    texts.put("node", entry.node());
    texts.put("previous-hash", entry.previousHash());
    texts.put("hash", entry.hash());
    texts.put("body", entry.body());
    return "{\"stream\":"
        + quoted(entry.stream().value())
        + ",\"version\":"
        + entry.version()
        + ",\"shape\":"
        + entry.shape()
        + ",\"microseconds\":"
        + Chain.micros(entry.at())
        + texts.entrySet().stream()
            .map(field -> "," + quoted(field.getKey()) + ":" + quoted(field.getValue()))
            .collect(Collectors.joining())
        + "}";
  }

  private static String quoted(String text) {
    StringBuilder json = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char letter = text.charAt(i);
      if (letter == '"' || letter == '\\') {
        json.append('\\').append(letter);
      } else if (letter < ' '
          || Character.isSurrogate(letter)
          || letter == 0x2028
          || letter == 0x2029) {
        json.append(String.format(Locale.ROOT, "\\u%04x", (int) letter));
      } else {
        json.append(letter);
      }
    }
    return json.append('"').toString();
  }

  private static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
