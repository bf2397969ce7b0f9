package dev.slipway.plan;

import java.util.Map;

/**
 * Checks after a deploy in the text that is hashed: what is looked at is part of what is agreed.
 */
final class SmokeText {
  private SmokeText() {}

  static void add(CanonicalText text, SmokeCheck check) {
    text.add("check", check.name());
    text.add("scope", check.scope());
    text.add("at most", check.atMost());
    switch (check.kind()) {
      case SmokeCheck.Kind.Run run ->
          text.all("run", run.words(), (to, word) -> to.add("word", word));
      case SmokeCheck.Kind.Journey journey -> {
        text.all("requests", journey.requests(), SmokeText::request);
        text.add("authority", journey.authority());
      }
      case SmokeCheck.Kind.Connection connection -> text.add("connect", connection.address());
      case SmokeCheck.Kind.Certificate certificate -> {
        text.add("certificate", certificate.address());
        text.add("days", certificate.daysLeft());
        text.add("authority", certificate.authority());
      }
      case SmokeCheck.Kind.Name name -> {
        text.add("name", name.name());
        text.all("addresses", name.expected(), (to, one) -> to.add("address", one));
      }
      case SmokeCheck.Kind.Select select -> {
        text.add("database", select.url());
        text.add("user", select.user());
        text.add("has password", select.password().isPresent());
        select.password().ifPresent(password -> ExecText.value(text, "password", password));
        text.add("select", select.statement());
        text.add("value", select.expected());
      }
    }
  }

  private static void request(CanonicalText text, SmokeCheck.Request request) {
    text.add("method", request.method());
    text.add("address", request.address());
    text.add("headers", request.headers().size());
    request.headers().forEach((name, value) -> ExecText.value(text, name, value));
    text.add("body", request.body());
    text.add("status", request.expected().status());
    texts(text, "expected headers", request.expected().headers());
    text.add("expected text", request.expected().text());
    texts(text, "expected json", request.expected().json());
    texts(text, "takes", request.takes());
  }

  private static void texts(CanonicalText text, String name, Map<String, String> texts) {
    text.add(name, texts.size());
    texts.forEach((key, value) -> {
      text.add("key", key);
      text.add("value", value);
    });
  }
}
