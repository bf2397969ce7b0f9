package dev.slipway.practice.fleet;

import java.util.Map;

/**
 * One HTTP/1.1 answer.
 *
 * @param headers further headers, names in lower case; length and connection are the wire's own
 *     business
 * @param body text in UTF-8
 */
record HttpAnswer(int status, Map<String, String> headers, String body) {
  private static final Map<String, String> TEXT =
      Map.of("content-type", "text/plain; charset=utf-8");
  private static final Map<String, String> JSON = Map.of("content-type", "application/json");

  HttpAnswer {
    headers = Map.copyOf(headers);
  }

  static HttpAnswer text(int status, String body) {
    return new HttpAnswer(status, TEXT, body);
  }

  static HttpAnswer json(int status, String body) {
    return new HttpAnswer(status, JSON, body);
  }

  /** Whether users see it as a failure of the service. */
  boolean failed() {
    return status >= 500;
  }
}
