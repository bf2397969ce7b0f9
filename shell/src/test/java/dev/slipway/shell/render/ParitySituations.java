package dev.slipway.shell.render;

import static dev.slipway.view.ParityView.Standing.EXPECTED;
import static dev.slipway.view.ParityView.Standing.UNEXPECTED;
import static dev.slipway.view.ParityView.Standing.UNKNOWN;

import dev.slipway.view.ParityView;
import dev.slipway.view.View;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

final class ParitySituations {
  private static final String DIGEST = "sha256:" + "9f1c27e2".repeat(8);

  private ParitySituations() {}

  static Map<String, View> all() {
    Map<String, View> all = new LinkedHashMap<>();
    all.put(
        "parity-same",
        view(
            List.of(
                place("staging", "v2.4.1", 41, EXPECTED, "1 instance runs it"),
                place("prod", "v2.4.1", 42, EXPECTED, "6 instances run it")),
            List.of()));
    all.put(
        "parity-expected",
        view(
            List.of(
                place("staging", "v2.4.1", 41, EXPECTED, "1 instance runs it"),
                place(
                    "prod",
                    "v2.4.0",
                    40,
                    EXPECTED,
                    "6 instances run it, 6 beside keep the version before")),
            List.of(
                new ParityView.Row(
                    "staging",
                    "prod",
                    "artifact",
                    "v2.4.1 sha256:9f1c27…e2",
                    "v2.4.0 sha256:41aa03…0b",
                    EXPECTED,
                    "what was released before may be promoted",
                    Optional.of("slipway promote shop/41 --to prod")),
                row("instances", "1", "6", EXPECTED, "sizes differ"),
                row(
                    "variable DB_PASSWORD",
                    "secret",
                    "another secret",
                    EXPECTED,
                    "secrets differ"))));
    all.put(
        "parity-unlike",
        view(
            List.of(
                place(
                    "staging",
                    "v2.4.1",
                    41,
                    UNKNOWN,
                    "cannot be told: it did not answer within 20 s"),
                place(
                    "prod",
                    "v2.4.0",
                    40,
                    UNEXPECTED,
                    "web-2 runs v2.3.9 (sha256:0c44d1…7f), web-5 runs nothing")),
            List.of(
                new ParityView.Row(
                    "staging",
                    "prod",
                    "artifact",
                    "v2.4.1 sha256:9f1c27…e2",
                    "v2.4.0 sha256:41aa03…0b",
                    UNEXPECTED,
                    "it was never released in staging",
                    Optional.of("slipway show shop/40")),
                row(
                    "promotion",
                    "",
                    "no gate",
                    UNEXPECTED,
                    "what was never released in staging may be released here; promoted-from keeps it out"),
                row("variable DB_PASSWORD", "secret", "another secret", EXPECTED, "secrets differ"),
                row(
                    "check \"buys something\"",
                    "3 requests at the entry",
                    "not made",
                    UNEXPECTED,
                    "what it finds there is not found here"),
                row(
                    "approvals at high risk",
                    "1 on-call",
                    "1 on-call, 1 service-owner",
                    EXPECTED,
                    "not less care than before"),
                row(
                    "configuration " + Situations.HOSTILE.replaceAll("\\p{Cntrl}|\u202e", " "),
                    "looked at",
                    "not looked at",
                    UNEXPECTED,
                    "nobody notices here when it changes"))));
    all.put(
        "parity-long",
        view(
            List.of(place(Situations.LONG, Situations.LONG, 7, UNEXPECTED, "no instance runs it")),
            List.of(
                new ParityView.Row(
                    Situations.LONG,
                    Situations.LONG,
                    "variable " + Situations.LONG,
                    Situations.LONG,
                    Situations.LONG,
                    UNKNOWN,
                    Situations.LONG,
                    Optional.empty()))));
    return all;
  }

  private static View view(List<ParityView.Place> places, List<ParityView.Row> rows) {
    int unexpected = 0;
    int unknown = 0;
    for (ParityView.Place place : places) {
      unexpected += place.standing() == UNEXPECTED ? 1 : 0;
      unknown += place.standing() == UNKNOWN ? 1 : 0;
    }
    for (ParityView.Row row : rows) {
      unexpected += row.standing() == UNEXPECTED ? 1 : 0;
      unknown += row.standing() == UNKNOWN ? 1 : 0;
    }
    return new ParityView(Situations.NOW, "shop", places, rows, unexpected, unknown);
  }

  private static ParityView.Place place(
      String environment, String version, int release, ParityView.Standing standing, String runs) {
    return new ParityView.Place(
        environment,
        Optional.of(version),
        Optional.of(DIGEST),
        Optional.of("shop/" + release),
        standing,
        runs);
  }

  private static ParityView.Row row(
      String what, String before, String after, ParityView.Standing standing, String because) {
    return new ParityView.Row(
        "staging", "prod", what, before, after, standing, because, Optional.empty());
  }
}
