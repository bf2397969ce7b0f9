package dev.slipway.bot.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.slipway.notice.Redaction;
import dev.slipway.notice.ReleaseEvent;
import dev.slipway.rollout.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** docs/reference/webhooks.md and config/webhooks/release-event-1.json say what programs get. */
class WebhookPageTest {
  private static final Instant SENT = Instant.ofEpochSecond(1_795_168_805);

  private static String read(String first, String... more) throws IOException {
    Path own = Path.of(first, more);
    return Files.readString(
        Files.exists(own) ? own : Path.of("..").resolve(own), StandardCharsets.UTF_8);
  }

  private static String page() throws IOException {
    return read("docs", "reference", "webhooks.md");
  }

  private static String block(String language) throws IOException {
    Matcher block = Pattern.compile("(?s)```" + language + "\n(.*?)\n```").matcher(page());
    assertTrue(block.find(), "no block of " + language);
    return block.group(1);
  }

  private static String example() {
    return EventText.of(CourierTest.EVENT, Redaction.none());
  }

  private static String signature() {
    return Signature.of(
        List.of(Signature.Key.of(CourierTest.SECRET)),
        EventText.id(CourierTest.EVENT),
        SENT,
        example());
  }

  @Test
  void theExampleIsWhatIsSent() throws IOException {
    assertEquals(
        String.join(
            "\n",
            "POST /hooks/slipway HTTP/1.1",
            "content-type: " + EventText.CONTENT_TYPE,
            "webhook-id: " + EventText.id(CourierTest.EVENT),
            "webhook-timestamp: " + SENT.getEpochSecond(),
            "webhook-signature: " + signature(),
            "",
            example()),
        block("http"));
  }

  @Test
  void everyKindIsInTheTableAndNoOther() throws IOException {
    Matcher rows = Pattern.compile("\\| `dev\\.slipway\\.release\\.([a-z-]+)` \\|").matcher(page());
    assertEquals(
        Arrays.stream(ReleaseEvent.Kind.values()).map(ReleaseEvent.Kind::key).toList(),
        rows.results().map(row -> row.group(1)).toList());
  }

  @Test
  void theSchemaHasTheFieldsThatAreSentAndEveryReason() throws IOException {
    JsonObject schema =
        JsonParser.parseString(read("config", "webhooks", "release-event-1.json"))
            .getAsJsonObject();
    JsonObject event = JsonParser.parseString(example()).getAsJsonObject();

    assertEquals(
        event.getAsJsonObject("data").keySet(), schema.getAsJsonObject("properties").keySet());
    assertEquals(
        event.getAsJsonObject("data").keySet().stream().toList(),
        schema.getAsJsonArray("required").asList().stream().map(e -> e.getAsString()).toList());
    assertEquals(event.get("dataschema").getAsString(), schema.get("$id").getAsString());
    assertEquals(
        Arrays.stream(Reason.Code.values()).map(EventText::reason).toList(),
        schema
            .getAsJsonObject("properties")
            .getAsJsonObject("reason")
            .getAsJsonArray("examples")
            .asList()
            .stream()
            .map(e -> e.getAsString())
            .toList(),
        "write a new reason into config/webhooks/release-event-1.json");
  }

  @Test
  void theLinesThatVerifyDoVerify(@TempDir Path folder) throws Exception {
    Assumptions.assumeTrue(
        Files.isExecutable(Path.of("/usr/bin/openssl")) || "true".equals(System.getenv("CI")),
        "no openssl here");
    Files.writeString(folder.resolve("body"), example());
    Path script = Files.writeString(folder.resolve("verify"), block("bash"));
    ProcessBuilder bash =
        new ProcessBuilder("bash", script.toString())
            .directory(folder.toFile())
            .redirectErrorStream(true);
    bash.environment().put("WEBHOOK_SECRET", CourierTest.SECRET);
    bash.environment().put("WEBHOOK_ID", EventText.id(CourierTest.EVENT));
    bash.environment().put("WEBHOOK_TIMESTAMP", Long.toString(SENT.getEpochSecond()));

    Process process = bash.start();

    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(process.waitFor(90, TimeUnit.SECONDS));
    assertEquals(signature(), said.strip());
  }
}
