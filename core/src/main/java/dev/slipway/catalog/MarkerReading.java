package dev.slipway.catalog;

import dev.slipway.plan.Reach;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads where releases are marked. */
final class MarkerReading {
  private static final Pattern UID = Pattern.compile("[A-Za-z0-9_-]{1,40}");

  /** Grafana keeps 100 characters of each half of a tag. */
  private static final Pattern TAG = Pattern.compile("[^\\p{Cntrl},]{1,90}");

  /** A server that carries is asked for a sign of life every two minutes. */
  private static final Duration LONGEST = Duration.ofSeconds(15);

  private static final int MOST_TAGS = 20;
  private static final Pattern HEADER = Pattern.compile("[A-Za-z0-9-]{1,60}");

  /** Who sends says these himself. */
  private static final Set<String> OURS =
      Set.of("authorization", "content-type", "content-length", "content-encoding", "host");

  private MarkerReading() {}

  static MarkerSettings read(Section top) {
    if (!top.has("markers")) {
      return MarkerSettings.none();
    }
    Section markers = top.section("markers");
    boolean grafana = markers.has(MarkerSettings.GRAFANA);
    boolean otlp = markers.has(MarkerSettings.OTLP);
    if (!grafana && !otlp) {
      markers.problem(
          markers.line(),
          "markers names nobody who shows them",
          "add grafana: { url: \"https://grafana.example.org\", token-from: { env: GRAFANA_TOKEN } },"
              + " or otlp: { url: \"http://127.0.0.1:4318\" }");
    }
    return new MarkerSettings(
        grafana ? Optional.of(grafana(markers.section(MarkerSettings.GRAFANA))) : Optional.empty(),
        otlp ? Optional.of(otlp(markers.section(MarkerSettings.OTLP))) : Optional.empty());
  }

  private static MarkerSettings.Grafana grafana(Section grafana) {
    if (!grafana.has("token-from")) {
      grafana.missing("token-from");
    }
    Reach reach = reach(grafana, "https://grafana.example.org");
    return new MarkerSettings.Grafana(reach, dashboard(grafana), tags(grafana));
  }

  private static MarkerSettings.Otlp otlp(Section otlp) {
    Reach reach = reach(otlp, "http://127.0.0.1:4318");
    if (reach.url().endsWith("/v1/traces")) {
      otlp.problem("url", "says /v1/traces, which is added to it", "leave that out");
    }
    Map<String, Secret> headers = new LinkedHashMap<>();
    Section written = otlp.sectionAsWritten("headers");
    for (String name : written.keys()) {
      Optional<Secret> secret = written.secret(name);
      if (!HEADER.matcher(name).matches() || OURS.contains(name.toLowerCase(Locale.ROOT))) {
        written.problem(
            written.line(name),
            written.at(name) + " cannot be a header of yours",
            "use letters, digits and '-', and token-from for Authorization");
      } else if (secret.isEmpty()) {
        written.problem(
            written.line(name),
            written.at(name) + " does not say where its value is kept",
            "write { env: NAME } or { file: PATH }");
      } else {
        headers.put(name, secret.get());
      }
    }
    if (!headers.isEmpty() && !ReachReading.isSafe(reach.url())) {
      otlp.problem(
          "url",
          "is not encrypted, and whoever listens in reads the headers",
          "write https://…, or leave out headers");
    }
    return new MarkerSettings.Otlp(reach, headers);
  }

  private static Reach reach(Section section, String example) {
    Reach reach = ReachReading.read(section, example);
    if (reach.limit().compareTo(LONGEST) > 0) {
      section.problem(
          "time-limit",
          "is longer than " + LONGEST.toSeconds() + "s, and others would take over meanwhile",
          "write " + LONGEST.toSeconds() + "s or shorter");
    }
    return reach;
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
