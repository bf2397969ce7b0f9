package dev.slipway.outside.alertmanager;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.slipway.control.port.Calls;
import dev.slipway.control.port.Calls.Ask;
import dev.slipway.control.port.OutsideFailure;
import dev.slipway.plan.AlertmanagerSpec.Comparison;
import dev.slipway.plan.AlertmanagerSpec.Matcher;
import dev.slipway.plan.AlertmanagerSpec.Selection;
import dev.slipway.plan.Reach;
import java.net.URLEncoder;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The API of an Alertmanager, {@code /api/v2}. */
final class Api {
  static final String SYSTEM = "Alertmanager";
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int LONGEST_WORDS = 300;
  private final Calls calls;
  private final Reach reach;

  Api(Calls calls, Reach reach) {
    this.calls = calls;
    this.reach = reach;
  }

  /**
   * @param silencedBy ids of the silences that keep it quiet
   */
  record Alert(String name, Instant since, Map<String, String> labels, Set<String> silencedBy) {
    Alert {
      labels = Map.copyOf(labels);
      silencedBy = Set.copyOf(silencedBy);
    }
  }

  /**
   * @param id empty: not there yet
   * @param matchers in one order, each as a person would write it
   */
  record Silence(String id, String comment, List<String> matchers, Instant since) {
    Silence {
      matchers = List.copyOf(matchers);
    }
  }

  /** Alerts that fire, silenced ones too, and are not inhibited. */
  List<Alert> active(Selection selection) {
    String operation = "ask whether " + selection.written() + " fires";
    JsonNode answer =
        list(
            operation,
            Ask.get(
                "/api/v2/alerts?active=true&silenced=true&inhibited=false"
                    + filters(selection, matcher -> true)));
    List<Alert> alerts = new ArrayList<>();
    for (JsonNode one : answer) {
      Map<String, String> labels = new LinkedHashMap<>();
      one.path("labels")
          .properties()
          .forEach(label -> labels.put(label.getKey(), label.getValue().asString("")));
      Set<String> silencedBy = new HashSet<>();
      one.path("status").path("silencedBy").forEach(id -> silencedBy.add(id.asString("")));
      alerts.add(
          new Alert(
              labels.getOrDefault("alertname", "an alert without a name"),
              time(operation, one.path("startsAt").asString("")),
              labels,
              silencedBy));
    }
    return alerts;
  }

  private static String filters(Selection selection, Predicate<Matcher> which) {
    return selection.matchers().stream()
        .filter(which)
        .map(matcher -> "&filter=" + URLEncoder.encode(matcher.toString(), UTF_8))
        .collect(Collectors.joining());
  }

  /** Silences of just this selection that hold now, whoever made them. */
  List<Silence> silences(Selection selection) {
    String operation = "ask for silences";
    // It keeps those of the last five days. A pattern does not match the pattern of a silence.
    String filters = filters(selection, matcher -> matcher.comparison() == Comparison.IS);
    List<Silence> silences = new ArrayList<>();
    for (JsonNode one : list(operation, Ask.get("/api/v2/silences?" + filters))) {
      TreeSet<String> matchers = new TreeSet<>();
      one.path("matchers").forEach(matcher -> matchers.add(written(matcher)));
      if (one.path("status").path("state").asString("").equals("active")
          && List.copyOf(matchers).equals(matchers(selection))) {
        silences.add(
            new Silence(
                one.path("id").asString(""),
                one.path("comment").asString(""),
                List.copyOf(matchers),
                time(operation, one.path("startsAt").asString(""))));
      }
    }
    return silences;
  }

  void silence(Silence silence, Instant until) {
    String operation = "silence " + String.join(", ", silence.matchers());
    ObjectNode body = JSON.createObjectNode();
    if (!silence.id().isEmpty()) {
      body.put("id", silence.id());
    }
    ArrayNode matchers = body.putArray("matchers");
    for (String matcher : silence.matchers()) {
      matchers.add(JSON.readTree(matcher));
    }
    body.put("startsAt", silence.since().toString());
    body.put("endsAt", until.toString());
    body.put("createdBy", "slipway");
    body.put("comment", silence.comment());
    Calls.Reply reply =
        calls.call(
            SYSTEM,
            operation,
            reach,
            Ask.post("/api/v2/silences", "application/json", body.toString()));
    agreed(operation, reply);
  }

  void expire(Silence silence) {
    String operation = "end a silence";
    Calls.Reply reply =
        calls.call(
            SYSTEM,
            operation,
            reach,
            Ask.delete("/api/v2/silence/" + URLEncoder.encode(silence.id(), UTF_8)));
    agreed(operation, reply);
  }

  /** As the API has them. */
  static List<String> matchers(Selection selection) {
    TreeSet<String> matchers = new TreeSet<>();
    for (Matcher matcher : selection.matchers()) {
      ObjectNode one = JSON.createObjectNode();
      one.put("name", matcher.label());
      one.put("value", matcher.value());
      one.put("isRegex", matcher.comparison().isPattern());
      one.put("isEqual", matcher.comparison().isEqual());
      matchers.add(written(one));
    }
    return List.copyOf(matchers);
  }

  private static String written(JsonNode matcher) {
    ObjectNode one = JSON.createObjectNode();
    one.put("isEqual", matcher.path("isEqual").asBoolean(true));
    one.put("isRegex", matcher.path("isRegex").asBoolean(false));
    one.put("name", matcher.path("name").asString(""));
    one.put("value", matcher.path("value").asString(""));
    return one.toString();
  }

  private JsonNode list(String operation, Ask ask) {
    Calls.Reply reply = calls.call(SYSTEM, operation, reach, ask);
    agreed(operation, reply);
    try {
      JsonNode body = JSON.readTree(reply.body());
      if (body.isArray()) {
        return body;
      }
    } catch (JacksonException notJson) {
      throw failure(operation, "answers no JSON");
    }
    throw failure(operation, "answers something else than a list");
  }

  private static void agreed(String operation, Calls.Reply reply) {
    if (reply.status() == 401 || reply.status() == 403) {
      throw failure(operation, "does not let Slipway in (" + reply.status() + ")");
    }
    if (reply.status() != 200) {
      throw failure(operation, "answers " + reply.status() + ": " + reply.body().strip());
    }
  }

  private static Instant time(String operation, String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeParseException none) {
      throw failure(operation, "answers a time that is none");
    }
  }

  private static OutsideFailure failure(String operation, String why) {
    return new OutsideFailure(
        SYSTEM,
        operation,
        why.length() > LONGEST_WORDS ? why.substring(0, LONGEST_WORDS) + "…" : why);
  }
}
