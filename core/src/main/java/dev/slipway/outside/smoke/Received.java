package dev.slipway.outside.smoke;

import dev.slipway.plan.SmokeCheck.Expected;
import java.net.http.HttpHeaders;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An answer beside what was expected of it.
 *
 * @param masked a text without secrets; what is shown of one is cut off only afterwards
 */
record Received(int status, HttpHeaders headers, String body, UnaryOperator<String> masked) {
  private static final int LONGEST_SAID = 80;
  private static final int LONGEST_TAKEN = 4096;
  private static final JsonMapper JSON = new JsonMapper();

  void check(Expected expected) throws NotWell {
    if (status != expected.status()) {
      throw new NotWell("answers " + status + ", expected " + expected.status());
    }
    for (Map.Entry<String, String> header : expected.headers().entrySet()) {
      List<String> values = headers.allValues(header.getKey());
      if (values.stream().noneMatch(value -> value.contains(header.getValue()))) {
        throw new NotWell(
            "header "
                + header.getKey()
                + (values.isEmpty() ? " is missing" : " is " + said(String.join(", ", values)))
                + ", expected "
                + said(header.getValue()));
      }
    }
    if (expected.text().isPresent() && !body.contains(expected.text().get())) {
      throw new NotWell(
          "has no "
              + said(expected.text().get())
              + " in its body, which begins "
              + said(body.strip()));
    }
    for (Map.Entry<String, String> value : expected.json().entrySet()) {
      String found = at(value.getKey());
      if (!found.equals(value.getValue())) {
        throw new NotWell(
            value.getKey() + " is " + said(found) + ", expected " + said(value.getValue()));
      }
    }
  }

  /** The text of a value in the body. */
  String at(String pointer) throws NotWell {
    JsonNode found;
    try {
      found = JSON.readTree(body).at(pointer);
    } catch (JacksonException | IllegalArgumentException nonsense) {
      throw new NotWell("answers with what is no JSON: " + said(body.strip()));
    }
    String text =
        Optional.of(found)
            .filter(JsonNode::isValueNode)
            .map(value -> value.asString(""))
            .orElseThrow(() -> new NotWell("has no value at " + pointer));
    if (text.length() > LONGEST_TAKEN) {
      throw new NotWell("has more than " + LONGEST_TAKEN + " characters at " + pointer);
    }
    return text;
  }

  private String said(String whole) {
    String text = masked.apply(whole);
    return "\""
        + (text.codePointCount(0, text.length()) <= LONGEST_SAID
            ? text
            : text.substring(0, text.offsetByCodePoints(0, LONGEST_SAID)) + "…")
        + "\"";
  }
}
