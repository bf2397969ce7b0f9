package dev.slipway.catalog;

import dev.slipway.plan.Reach;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads where releases are marked. */
final class MarkerReading {
  private static final Pattern UID = Pattern.compile("[A-Za-z0-9_-]{1,40}");

  /** Grafana keeps 100 characters of each half of a tag. */
  private static final Pattern TAG = Pattern.compile("[^\\p{Cntrl},]{1,90}");

  /** A server that carries is asked for a sign of life every two minutes. */
  private static final Duration LONGEST = Duration.ofSeconds(15);

  private static final int MOST_TAGS = 20;

  private MarkerReading() {}

  static MarkerSettings read(Section top) {
    if (!top.has("markers")) {
      return MarkerSettings.none();
    }
    Section markers = top.section("markers");
    if (!markers.has("grafana")) {
      markers.problem(
          markers.line(),
          "markers names nobody who shows them",
          "add grafana: { url: \"https://grafana.example.org\", token-from: { env: GRAFANA_TOKEN } }");
      return MarkerSettings.none();
    }
    Section grafana = markers.section("grafana");
    if (!grafana.has("token-from")) {
      grafana.missing("token-from");
    }
    Reach reach = ReachReading.read(grafana, "https://grafana.example.org");
    if (reach.limit().compareTo(LONGEST) > 0) {
      grafana.problem(
          "time-limit",
          "is longer than " + LONGEST.toSeconds() + "s, and others would take over meanwhile",
          "write " + LONGEST.toSeconds() + "s or shorter");
    }
    return new MarkerSettings(
        Optional.of(new MarkerSettings.Grafana(reach, dashboard(grafana), tags(grafana))));
  }

  private static Optional<String> dashboard(Section grafana) {
    if (!grafana.has("dashboard")) {
      return Optional.empty();
    }
    String uid = grafana.text("dashboard");
    if (!UID.matcher(uid).matches()) {
      grafana.problem(
          "dashboard",
          Words.quoted(uid) + " is not the UID of a dashboard",
          "write what stands after /d/ in its address, such as cIBgcSjkk");
    }
    return Optional.of(uid);
  }

  private static List<String> tags(Section grafana) {
    List<String> tags = new ArrayList<>();
    for (Section.Located tag : grafana.texts("tags")) {
      if (!TAG.matcher(tag.text()).matches() || tags.size() == MOST_TAGS) {
        grafana.problem(
            tag.line(),
            grafana.at("tags") + ": " + Words.quoted(tag.text()) + " cannot be a tag",
            "write at most " + MOST_TAGS + " of at most 90 characters, without commas");
      }
      tags.add(tag.text());
    }
    return tags;
  }
}
