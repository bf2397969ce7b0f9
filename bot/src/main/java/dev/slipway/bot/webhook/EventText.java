package dev.slipway.bot.webhook;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.slipway.notice.Redaction;
import dev.slipway.notice.ReleaseEvent;
import dev.slipway.release.Version;
import dev.slipway.rollout.Reason;
import dev.slipway.view.Plain;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.core.format.EventSerializationException;
import io.cloudevents.jackson.JsonFormat;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Locale;

/** An event as one JSON text, the structured content mode of CloudEvents 1.0. */
final class EventText {
  static final String CONTENT_TYPE = "application/cloudevents+json; charset=utf-8";

  /** The shape of {@code data}; config/webhooks/release-event-1.json describes it. */
  private static final URI SCHEMA = URI.create("urn:slipway:schema:release-event:1");

  private static final int LONGEST_VERSION = 120;
  private static final Gson JSON = new GsonBuilder().serializeNulls().create();
  private static final JsonFormat FORMAT = new JsonFormat();

  private EventText() {}

  /** The same for the same event, whoever asks and however often: "shop-42-17-5c1e20a7". */
  static String id(ReleaseEvent event) {
    return event.release().service()
        + "-"
        + event.release().number()
        + "-"
        + event.sequence()
        + "-"
        + event.origin();
  }

  /** "limit-broken". */
  static String reason(Reason.Code code) {
    return code.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static String of(ReleaseEvent event, Redaction redaction) {
    CloudEvent text =
        CloudEventBuilder.v1()
            .withId(id(event))
            .withSource(URI.create("urn:slipway:service:" + event.release().service()))
            .withType("dev.slipway.release." + event.kind().key())
            .withSubject(event.release().toString())
            .withTime(event.at().atOffset(ZoneOffset.UTC))
            .withDataSchema(SCHEMA)
            .withData("application/json", data(event, redaction))
            .withExtension("sequence", String.format(Locale.ROOT, "%010d", event.sequence()))
            .build();
    return written(text);
  }

  /** An event about nothing, to see whether it arrives. */
  static String test(String id, Instant at) {
    JsonObject data = new JsonObject();
    data.addProperty("words", "This is a test: nothing happened.");
    return written(
        CloudEventBuilder.v1()
            .withId(id)
            .withSource(URI.create("urn:slipway:test"))
            .withType("dev.slipway.test")
            .withTime(at.atOffset(ZoneOffset.UTC))
            .withData("application/json", JSON.toJson(data).getBytes(StandardCharsets.UTF_8))
            .build());
  }

  private static String written(CloudEvent event) {
    try {
      return new String(FORMAT.serialize(event), StandardCharsets.UTF_8);
    } catch (EventSerializationException e) {
      throw new IllegalStateException("an event that cannot be written: " + event.getId(), e);
    }
  }

  private static byte[] data(ReleaseEvent event, Redaction redaction) {
    JsonObject data = new JsonObject();
    data.addProperty("release", event.release().toString());
    data.addProperty("service", event.release().service().value());
    data.addProperty("environment", event.environment().value());
    data.addProperty("version", version(event.to(), redaction));
    data.add(
        "previousVersion",
        event
            .from()
            .<JsonElement>map(from -> new JsonPrimitive(version(from, redaction)))
            .orElse(JsonNull.INSTANCE));
    data.addProperty("usersPercent", event.users().users());
    data.addProperty("reason", reason(event.because()));
    data.addProperty("words", redaction.of(Plain.line(event.words(), 2 * LONGEST_VERSION)));
    return JSON.toJson(data).getBytes(StandardCharsets.UTF_8);
  }

  private static String version(Version version, Redaction redaction) {
    return redaction.of(Plain.line(version.label(), LONGEST_VERSION));
  }
}
