package dev.slipway.outside.prometheus;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.slipway.control.port.Calls;
import dev.slipway.control.port.OutsideFailure;
import dev.slipway.plan.Reach;
import java.net.URLEncoder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The query API, {@code /api/v1}. Every failure says what was asked and what came back. */
final class Api {
  static final String SYSTEM = "Prometheus";
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int LONGEST_ADDRESS = 4_000;
  private static final int LONGEST_WORDS = 300;
  private static final int MOST_SERIES = 20_000;

  /** In seconds since 1970; what is later comes from no clock. */
  private static final double LATEST = 1e11;

  private final Calls calls;
  private final Reach reach;

  Api(Calls calls, Reach reach) {
    this.calls = calls;
    this.reach = reach;
  }

  /**
   * Its value at a moment, one point a series; a scalar is one series without labels.
   *
   * @throws OutsideFailure when it does not answer, or answers anything but values
   */
  List<Series> at(String operation, String query, Instant at) {
    return ask(operation, "/api/v1/query", Map.of("query", query, "time", seconds(at)));
  }

  /** Its values between two moments, both included. */
  List<Series> between(String operation, String query, Instant from, Instant to, Duration step) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("query", query);
    parameters.put("start", seconds(from));
    parameters.put("end", seconds(to));
    parameters.put("step", String.format(Locale.ROOT, "%.3f", step.toMillis() / 1000.0));
    return ask(operation, "/api/v1/query_range", parameters);
  }

  /**
   * The time by its own clock. The only question without a time of ours: it is what is asked for.
   */
  Instant now() {
    String operation = "tell the time";
    List<Series> answer = ask(operation, "/api/v1/query", Map.of("query", "time()"));
    double seconds =
        answer.size() == 1 ? answer.getFirst().points().getFirst().value() : Double.NaN;
    if (!(seconds > 0 && seconds < LATEST)) {
      throw failure(operation, "answers a time that is none");
    }
    return Instant.ofEpochMilli(Math.round(seconds * 1000));
  }

  private static String seconds(Instant at) {
    return String.format(Locale.ROOT, "%.3f", at.toEpochMilli() / 1000.0);
  }

  private List<Series> ask(String operation, String path, Map<String, String> parameters) {
    List<String> pairs = new ArrayList<>();
    parameters.forEach((name, value) -> pairs.add(name + "=" + URLEncoder.encode(value, UTF_8)));
    String form = String.join("&", pairs);
    Calls.Reply reply =
        calls.call(
            SYSTEM,
            operation,
            reach,
            // Read-only doors in front of it let GET through, which has no room for long queries.
            form.length() < LONGEST_ADDRESS
                ? Calls.Ask.get(path + "?" + form)
                : Calls.Ask.post(path, "application/x-www-form-urlencoded", form));
    return answer(operation, reply);
  }

  private static List<Series> answer(String operation, Calls.Reply reply) {
    if (reply.status() == 401 || reply.status() == 403) {
      throw failure(operation, "does not let Slipway in (" + reply.status() + ")");
    }
    JsonNode body;
    try {
      body = JSON.readTree(reply.body());
    } catch (JacksonException notJson) {
      throw failure(operation, "answers " + reply.status() + " and no JSON");
    }
    String status = body.path("status").asString("");
    if (status.equals("error")) {
      throw failure(
          operation,
          "answers "
              + reply.status()
              + ", "
              + body.path("errorType").asString("error")
              + ": "
              + body.path("error").asString(""));
    }
    if (reply.status() != 200 || !status.equals("success")) {
      throw failure(operation, "answers " + reply.status() + " without success or error");
    }
    JsonNode warnings = body.path("warnings");
    if (warnings.isArray() && !warnings.isEmpty()) {
      // A part of what is there would be judged like all of it.
      throw failure(operation, "answers with a warning: " + warnings.get(0).asString(""));
    }
    return series(operation, body.path("data"));
  }

  private static List<Series> series(String operation, JsonNode data) {
    JsonNode result = data.path("result");
    return switch (data.path("resultType").asString("")) {
      case "scalar" -> List.of(new Series(Map.of(), List.of(point(operation, result))));
      case "vector", "matrix" -> {
        if (result.size() > MOST_SERIES) {
          throw failure(operation, "answers " + result.size() + " series, which is too many");
        }
        List<Series> all = new ArrayList<>();
        for (JsonNode one : result) {
          all.add(one(operation, one));
        }
        yield all;
      }
      case String other -> throw failure(operation, "answers a " + other + ", not a number");
    };
  }

  private static Series one(String operation, JsonNode one) {
    Map<String, String> labels = new LinkedHashMap<>();
    one.path("metric")
        .properties()
        .forEach(label -> {
          if (!label.getKey().equals("__name__")) {
            labels.put(label.getKey(), label.getValue().asString(""));
          }
        });
    List<Series.Point> points = new ArrayList<>();
    if (one.has("value")) {
      points.add(point(operation, one.path("value")));
    }
    for (JsonNode value : one.path("values")) {
      points.add(point(operation, value));
    }
    if (points.isEmpty()) {
      throw failure(operation, "answers a series without values");
    }
    return new Series(labels, points);
  }

  private static Series.Point point(String operation, JsonNode pair) {
    JsonNode at = pair.path(0);
    JsonNode value = pair.path(1);
    if (!at.isNumber() || !value.isString()) {
      throw failure(operation, "answers a value that is none");
    }
    return new Series.Point(at.doubleValue(), number(operation, value.stringValue()));
  }

  static double number(String operation, String text) {
    return switch (text) {
      case "NaN" -> Double.NaN;
      case "+Inf", "Inf" -> Double.POSITIVE_INFINITY;
      case "-Inf" -> Double.NEGATIVE_INFINITY;
      default -> {
        try {
          yield Double.parseDouble(text);
        } catch (NumberFormatException none) {
          throw failure(operation, "answers a value that is no number");
        }
      }
    };
  }

  private static OutsideFailure failure(String operation, String why) {
    return new OutsideFailure(
        SYSTEM,
        operation,
        why.length() > LONGEST_WORDS ? why.substring(0, LONGEST_WORDS) + "…" : why);
  }
}
