package dev.slipway.outside.registry;

import java.net.URI;
import java.net.http.HttpHeaders;
import java.util.Optional;

/** One answer, whole and within its limit. */
final class Reply {
  private final URI from;
  private final int status;
  private final HttpHeaders headers;
  private final byte[] body;

  /**
   * @param from the address that answered
   */
  Reply(URI from, int status, HttpHeaders headers, byte[] body) {
    this.from = from;
    this.status = status;
    this.headers = headers;
    this.body = body.clone();
  }

  URI from() {
    return from;
  }

  int status() {
    return status;
  }

  boolean isFound() {
    return status != 404;
  }

  HttpHeaders headers() {
    return headers;
  }

  Optional<String> header(String name) {
    return headers.firstValue(name);
  }

  byte[] body() {
    return body.clone();
  }
}
