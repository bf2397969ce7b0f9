package dev.slipway.bot.marker;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpExchange;
import dev.slipway.bot.MoodyServer;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The part of Grafana's HTTP API that is about annotations, and strict: another token is 401, a
 * field it does not know or a tag it could not keep is 400, an annotation that is not there 404.
 */
final class FakeGrafana extends MoodyServer<FakeGrafana.Mood> {
  static final String TOKEN = "glsa_c0ffee";
  private static final Set<String> FIELDS =
      Set.of("dashboardUID", "time", "timeEnd", "tags", "text");
  private static final int LONGEST_TAG = 100;

  /** What it does with the next request. */
  sealed interface Mood {}

  record Answers(int status) implements Mood {}

  record Redirects(String to) implements Mood {}

  /** Says nothing until it is closed. */
  record Hangs() implements Mood {}

  /** Does what it is asked, and closes the connection without a word. */
  record LosesItsAnswer() implements Mood {}

  record Says(String body) implements Mood {}

  private record Willing() implements Mood {}

  private final TreeMap<Long, JsonObject> annotations = new TreeMap<>();
  private final List<String> requests = new ArrayList<>();
  private long last;

  /** "POST /api/annotations" in the order they came. */
  synchronized List<String> requests() {
    return List.copyOf(requests);
  }

  synchronized List<JsonObject> annotations() {
    return annotations.values().stream().map(JsonObject::deepCopy).toList();
  }

  synchronized void forgetsAll() {
    annotations.clear();
  }

  @Override
  protected void take(HttpExchange call) throws IOException {
    String body = new String(call.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    Mood mood;
    synchronized (this) {
      requests.add(call.getRequestMethod() + " " + call.getRequestURI().getPath());
      mood = mood().orElse(new Willing());
    }
    switch (mood) {
      case Answers answers -> answer(call, answers.status(), "{\"message\":\"" + TOKEN + "\"}");
      case Redirects redirects -> {
        call.getResponseHeaders().set("Location", redirects.to());
        answer(call, 302, "");
      }
      case Hangs hangs -> {
        awaitClosing();
        call.close();
      }
      case LosesItsAnswer loses -> {
        Answer unused = answered(call, body);
        call.close();
      }
      case Says says -> answer(call, 200, says.body());
      case Willing willing -> {
        Answer answer = answered(call, body);
        answer(call, answer.status(), answer.body());
      }
    }
  }

  private record Answer(int status, String body) {}

  private synchronized Answer answered(HttpExchange call, String body) {
    if (!("Bearer " + TOKEN).equals(call.getRequestHeaders().getFirst("Authorization"))) {
      return new Answer(401, "{\"message\":\"Invalid API key\"}");
    }
    String path = call.getRequestURI().getPath();
    String place = call.getRequestMethod() + " " + path.replaceFirst("/[0-9]+$", "/:id");
    return switch (place) {
      case "GET /api/annotations" -> found(call.getRequestURI().getRawQuery());
      case "POST /api/annotations" -> added(call, body);
      case "PATCH /api/annotations/:id" ->
          changed(call, Long.parseLong(path.substring(path.lastIndexOf('/') + 1)), body);
      default -> new Answer(404, "{\"message\":\"Not found\"}");
    };
  }

  private Answer found(String query) {
    List<String> tags = new ArrayList<>();
    int limit = 100;
    for (String part : query.split("&", -1)) {
      String value =
          URLDecoder.decode(part.substring(part.indexOf('=') + 1), StandardCharsets.UTF_8);
      switch (part.substring(0, part.indexOf('='))) {
        case "tags" -> tags.add(value);
        case "limit" -> limit = Integer.parseInt(value);
        case "type" -> {
          if (!value.equals("annotation")) {
            return new Answer(400, "{}");
          }
        }
        default -> {
          return new Answer(400, "{}");
        }
      }
    }
    JsonArray all = new JsonArray();
    annotations.forEach((id, one) -> {
      List<String> has =
          one.getAsJsonArray("tags").asList().stream().map(JsonElement::getAsString).toList();
      if (has.containsAll(tags)) {
        JsonObject item = one.deepCopy();
        item.addProperty("id", id);
        all.add(item);
      }
    });
    while (all.size() > limit) {
      JsonElement unused = all.remove(all.size() - 1);
    }
    return new Answer(200, all.toString());
  }

  private Answer added(HttpExchange call, String body) {
    Optional<JsonObject> written = written(call, body);
    if (written.isEmpty() || !written.get().has("text")) {
      return new Answer(400, "{\"message\":\"bad request data\"}");
    }
    annotations.put(++last, written.get());
    return new Answer(200, "{\"message\":\"Annotation added\",\"id\":" + last + "}");
  }

  private Answer changed(HttpExchange call, long id, String body) {
    Optional<JsonObject> written = written(call, body);
    if (written.isEmpty() || written.get().has("dashboardUID")) {
      return new Answer(400, "{\"message\":\"bad request data\"}");
    }
    JsonObject there = annotations.get(id);
    if (there == null) {
      return new Answer(404, "{\"message\":\"Annotation not found\"}");
    }
    written.get().entrySet().forEach(field -> there.add(field.getKey(), field.getValue()));
    return new Answer(200, "{\"message\":\"Annotation patched\"}");
  }

  private static Optional<JsonObject> written(HttpExchange call, String body) {
    if (!"application/json".equals(call.getRequestHeaders().getFirst("Content-Type"))) {
      return Optional.empty();
    }
    JsonObject written = JsonParser.parseString(body).getAsJsonObject();
    boolean fine =
        FIELDS.containsAll(written.keySet())
            && written.getAsJsonArray("tags").asList().stream()
                .allMatch(tag -> tag.getAsString().length() <= LONGEST_TAG);
    return fine ? Optional.of(written) : Optional.empty();
  }

  private static void answer(HttpExchange call, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    call.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    call.getResponseBody().write(bytes);
    call.close();
  }
}
