package dev.slipway.catalog;

import java.util.List;
import java.util.Optional;

/** The keys of markers. */
final class MarkerKeys {
  private static final List<Key> ALL =
      List.of(
          key(
              "markers",
              ValueType.SECTION,
              false,
              "Where a server marks releases beside your curves; docs/how-to/markers.md sets it up."),
          key(
              "markers.grafana",
              ValueType.SECTION,
              false,
              "A Grafana that gets one annotation a release, from its start to its end."),
          key(
              "markers.grafana.url",
              ValueType.TEXT,
              true,
              "Its address, without /api: https, unencrypted only on this computer."),
          key(
              "markers.grafana.token-from",
              ValueType.SECRET,
              true,
              "Where the token of a service account is that may read and write annotations."),
          key(
              "markers.grafana.certificate",
              ValueType.PATH,
              false,
              "For https: a PEM file of the authorities to trust; without it, those that Java trusts."),
          new Key(
              "markers.grafana.time-limit",
              ValueType.DURATION,
              Optional.of("5s"),
              false,
              List.of(),
              "A later answer counts as none; no release waits for it. 15s at most."),
          key(
              "markers.grafana.dashboard",
              ValueType.TEXT,
              false,
              "UID of the one dashboard that shows them; without it, every dashboard that asks for their tags."),
          new Key(
              "markers.grafana.tags",
              ValueType.TEXTS,
              Optional.of("[]"),
              false,
              List.of(),
              "Tags of your own, beside slipway, service:, environment:, version:, outcome: and release:."),
          key(
              "markers.otlp",
              ValueType.SECTION,
              false,
              "A collector that gets one trace a release by OTLP over HTTP."),
          key(
              "markers.otlp.url",
              ValueType.TEXT,
              true,
              "Its address, without /v1/traces: https where a secret is sent, unencrypted on this computer."),
          key(
              "markers.otlp.token-from",
              ValueType.SECRET,
              false,
              "Where the token is that is sent as Authorization: Bearer; without it, none is."),
          key(
              "markers.otlp.headers",
              ValueType.NAMED,
              false,
              "Headers that it wants beside that, by name."),
          key(
              "markers.otlp.headers.*",
              ValueType.SECRET,
              false,
              "Where the value of the header is kept."),
          key(
              "markers.otlp.certificate",
              ValueType.PATH,
              false,
              "For https: a PEM file of the authorities to trust; without it, those that Java trusts."),
          new Key(
              "markers.otlp.time-limit",
              ValueType.DURATION,
              Optional.of("5s"),
              false,
              List.of(),
              "A later answer counts as none; no release waits for it. 15s at most."));

  private MarkerKeys() {}

  static List<Key> all() {
    return ALL;
  }

  private static Key key(String path, ValueType type, boolean required, String meaning) {
    return new Key(path, type, Optional.empty(), required, List.of(), meaning);
  }
}
