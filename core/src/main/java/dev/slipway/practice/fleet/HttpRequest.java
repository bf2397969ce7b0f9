package dev.slipway.practice.fleet;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * One HTTP/1.1 request.
 *
 * @param target path and query as sent
 * @param headers names in lower case
 * @param body text in UTF-8, empty when there is none
 */
record HttpRequest(String method, String target, Map<String, String> headers, String body) {
  HttpRequest {
    headers = Map.copyOf(headers);
  }

  static HttpRequest get(String target) {
    return new HttpRequest("GET", target, Map.of(), "");
  }

  static HttpRequest post(String target) {
    return new HttpRequest("POST", target, Map.of(), "");
  }

  String path() {
    int question = target.indexOf('?');
    return question < 0 ? target : target.substring(0, question);
  }

  /** One value of the query, decoded. */
  Optional<String> query(String name) {
    int from = target.indexOf('?') + 1;
    while (from > 0 && from < target.length()) {
      int ampersand = target.indexOf('&', from);
      int to = ampersand < 0 ? target.length() : ampersand;
      if (target.startsWith(name + "=", from)) {
        return Optional.of(decoded(target.substring(from + name.length() + 1, to)));
      }
      from = to + 1;
    }
    return Optional.empty();
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException badEscape) {
      throw new Refusal(400, "the query has a broken escape");
    }
  }
}
