package dev.slipway.practice.fleet;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * JSON of the control API. What a caller sends is refused with a reason when it has another shape.
 */
final class Json {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private Json() {}

  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  static String error(String why) {
    return object().put("error", why).toString();
  }

  static ObjectNode body(HttpRequest request) {
    try {
      if (MAPPER.readTree(request.body()) instanceof ObjectNode object) {
        return object;
      }
    } catch (JacksonException malformed) {
      throw new Refusal(400, "the body is not JSON");
    }
    throw new Refusal(400, "the body is not a JSON object");
  }

  static String text(ObjectNode body, String name) {
    JsonNode value = body.get(name);
    if (value == null
        || !value.isString()
        || value.stringValue().isBlank()
        || value.stringValue().length() > 100_000) {
      throw new Refusal(400, "\"" + name + "\" is missing or not a text");
    }
    return value.stringValue();
  }

  static int whole(ObjectNode body, String name, int from, int to) {
    JsonNode value = body.get(name);
    if (value == null || !value.isIntegralNumber() || !value.canConvertToInt()) {
      throw new Refusal(400, "\"" + name + "\" is missing or not a whole number");
    }
    return within(name, value.intValue(), from, to);
  }

  static int whole(HttpRequest request, String name, int from, int to) {
    return (int) within(name, millis(request, name), from, to);
  }

  static long millis(HttpRequest request, String name) {
    try {
      return Long.parseLong(request.query(name).orElse(""));
    } catch (NumberFormatException notOne) {
      throw new Refusal(400, "\"" + name + "\" is missing in the query or not a whole number");
    }
  }

  private static int within(String name, int value, int from, int to) {
    return (int) within(name, (long) value, from, to);
  }

  private static long within(String name, long value, int from, int to) {
    if (value < from || value > to) {
      throw new Refusal(400, "\"" + name + "\" is " + from + " to " + to);
    }
    return value;
  }
}
