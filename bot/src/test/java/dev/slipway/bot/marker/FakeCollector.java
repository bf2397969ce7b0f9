package dev.slipway.bot.marker;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.sun.net.httpserver.HttpExchange;
import dev.slipway.bot.MoodyServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The part of a collector that takes traces by OTLP over HTTP, and strict: another token is 401, a
 * body that is no protobuf of the protocol, has a field it does not know, an id of the wrong length
 * or an end before its start is 400.
 */
final class FakeCollector extends MoodyServer<FakeCollector.Mood> {
  static final String TOKEN = "otlp_c0ffee";
  static final String TENANT = "checkout";

  /** What it does with the next request. */
  sealed interface Mood {}

  record Answers(int status) implements Mood {}

  record Redirects(String to) implements Mood {}

  /** Says nothing until it is closed. */
  record Hangs() implements Mood {}

  /** Keeps what it is sent, and closes the connection without a word. */
  record LosesItsAnswer() implements Mood {}

  private record Willing() implements Mood {}

  /** A span with the resource it came with. */
  record Taken(Map<String, String> resource, Span span) {
    String trace() {
      return HexFormat.of().formatHex(span.getTraceId().toByteArray());
    }

    String id() {
      return HexFormat.of().formatHex(span.getSpanId().toByteArray());
    }

    String parent() {
      return HexFormat.of().formatHex(span.getParentSpanId().toByteArray());
    }

    Map<String, String> attributes() {
      return words(span.getAttributesList());
    }

    List<String> events() {
      return span.getEventsList().stream().map(Span.Event::getName).toList();
    }
  }

  private final List<Taken> taken = new ArrayList<>();
  private int requests;

  synchronized int requests() {
    return requests;
  }

  /** Every span in the order they came, those that came twice twice. */
  synchronized List<Taken> taken() {
    return List.copyOf(taken);
  }

  static Map<String, String> words(List<KeyValue> attributes) {
    return attributes.stream()
        .collect(
            Collectors.toMap(
                KeyValue::getKey,
                one ->
                    one.getValue().hasIntValue()
                        ? Long.toString(one.getValue().getIntValue())
                        : one.getValue().getStringValue(),
                (one, other) -> {
                  throw new IllegalArgumentException("an attribute twice: " + one);
                },
                TreeMap::new));
  }

  @Override
  protected void take(HttpExchange call) throws IOException {
    byte[] body = call.getRequestBody().readAllBytes();
    Mood mood;
    synchronized (this) {
      requests++;
      mood = mood().orElse(new Willing());
    }
    switch (mood) {
      case Answers answers -> answer(call, answers.status(), TOKEN.getBytes(UTF_8));
      case Redirects redirects -> {
        call.getResponseHeaders().set("Location", redirects.to());
        answer(call, 307, new byte[0]);
      }
      case Hangs hangs -> {
        awaitClosing();
        call.close();
      }
      case LosesItsAnswer loses -> {
        int unused = kept(call, body);
        call.close();
      }
      case Willing willing ->
          answer(
              call,
              kept(call, body),
              ExportTraceServiceResponse.getDefaultInstance().toByteArray());
    }
  }

  private static final java.nio.charset.Charset UTF_8 = java.nio.charset.StandardCharsets.UTF_8;

  private synchronized int kept(HttpExchange call, byte[] body) {
    if (!("Bearer " + TOKEN).equals(call.getRequestHeaders().getFirst("Authorization"))
        || !TENANT.equals(call.getRequestHeaders().getFirst("X-Scope-OrgID"))) {
      return 401;
    }
    boolean rightly =
        call.getRequestMethod().equals("POST")
            && call.getRequestURI().toString().equals("/v1/traces")
            && "application/x-protobuf".equals(call.getRequestHeaders().getFirst("Content-Type"));
    if (!rightly) {
      return 415;
    }
    try {
      ExportTraceServiceRequest request = ExportTraceServiceRequest.parseFrom(body);
      refuseUnknown(request);
      List<Taken> fresh = new ArrayList<>();
      for (ResourceSpans spans : request.getResourceSpansList()) {
        Map<String, String> resource = words(spans.getResource().getAttributesList());
        spans
            .getScopeSpansList()
            .forEach(scope ->
                scope.getSpansList().forEach(span -> fresh.add(new Taken(resource, span))));
      }
      fresh.forEach(FakeCollector::refuseWrong);
      taken.addAll(fresh);
      return fresh.isEmpty() ? 400 : 200;
    } catch (InvalidProtocolBufferException | IllegalArgumentException wrong) {
      return 400;
    }
  }

  private static void refuseUnknown(Message message) {
    if (!message.getUnknownFields().asMap().isEmpty()) {
      throw new IllegalArgumentException("a field that nobody knows");
    }
    for (Object field : message.getAllFields().values()) {
      if (field instanceof Message inner) {
        refuseUnknown(inner);
      } else if (field instanceof List<?> all) {
        all.stream().filter(Message.class::isInstance).forEach(one -> refuseUnknown((Message) one));
      }
    }
  }

  private static void refuseWrong(Taken one) {
    Span span = one.span();
    boolean right =
        one.trace().matches("(?!0{32})[0-9a-f]{32}")
            && one.id().matches("(?!0{16})[0-9a-f]{16}")
            && one.parent().matches("|[0-9a-f]{16}")
            && !span.getName().isBlank()
            && span.getStartTimeUnixNano() > 0
            && span.getEndTimeUnixNano() >= span.getStartTimeUnixNano()
            && one.resource().containsKey("service.name")
            && one.attributes().size() == span.getAttributesCount();
    if (!right) {
      throw new IllegalArgumentException("no span: " + span);
    }
  }

  private static void answer(HttpExchange call, int status, byte[] bytes) throws IOException {
    call.getResponseHeaders().set("Content-Type", "application/x-protobuf");
    call.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    call.getResponseBody().write(bytes);
    call.close();
  }
}
