package dev.slipway.catalog;

import static dev.slipway.catalog.ValueType.CHOICE;
import static dev.slipway.catalog.ValueType.DURATION;
import static dev.slipway.catalog.ValueType.NAMED;
import static dev.slipway.catalog.ValueType.PATH;
import static dev.slipway.catalog.ValueType.SECRET;
import static dev.slipway.catalog.ValueType.SECTION;
import static dev.slipway.catalog.ValueType.TEXT;
import static dev.slipway.catalog.ValueType.TEXTS;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The keys of what watches a target: where metrics come from, and alerts. */
final class ObserverKeys {
  private final List<Key> keys = new ArrayList<>();
  private final String target;

  private ObserverKeys(String target) {
    this.target = target;
  }

  /**
   * @param target the path of the section of the target
   */
  static List<Key> below(String target) {
    ObserverKeys keys = new ObserverKeys(target);
    keys.prometheus(".metrics.prometheus");
    keys.byFlag(".metrics.prometheus.by-flag");
    keys.alertmanager(".alerts.alertmanager");
    return keys.keys;
  }

  private void prometheus(String path) {
    section(".metrics", "Where measured values come from; without it, from the probes alone.");
    section(path, "A Prometheus, or what answers like one.");
    reach(path, "Prometheus");
    optional(
        path + ".scrape-every",
        DURATION,
        "15s",
        "How often it reads the service: scrape_interval.");
    absent(
        path + ".select",
        TEXT,
        "Matchers of the series of one version, with {version}, {side}, {instances} or {servers} in them.");
    optional(path + ".requests", TEXT, "http_requests_total", "Name of the counter of requests.");
    optional(
        path + ".failed", TEXT, "code=~\"5..\"", "Further matchers of the requests that failed.");
    absent(path + ".durations", TEXT, "Name of the histogram of how long requests take.");
    add(
        path + ".durations-in",
        CHOICE,
        Optional.of("seconds"),
        List.of("seconds", "milliseconds"),
        "The unit of the histogram's buckets.");
    absent(
        path + ".queries",
        NAMED,
        "Queries of your own by signal; requests and failures are counts, as is every business signal.");
    absent(
        path + ".queries.*",
        TEXT,
        "PromQL: {{select}}, [{window}], and \"{version}\", \"{side}\", \"{service}\", \"{environment}\" in strings.");
  }

  private void byFlag(String path) {
    section(
        path,
        "What tells users who are shown what is new from the others, in a dark launch; without it everybody is judged together.");
    for (String users : List.of("shown", "hidden")) {
      keys.add(
          new Key(
              target + path + "." + users,
              TEXT,
              Optional.empty(),
              true,
              List.of(),
              "Further matchers of the requests of those who "
                  + (users.equals("shown") ? "are." : "are not.")));
    }
  }

  private void alertmanager(String path) {
    section(".alerts", "Whose alerts take a release back.");
    section(path, "An Alertmanager.");
    reach(path, "Alertmanager");
    add(
        path + ".watch",
        TEXTS,
        Optional.empty(),
        List.of(),
        "Alerts that take a release back when they fire: a name, or matchers with commas between.");
    add(
        path + ".silence",
        TEXTS,
        Optional.of("[]"),
        List.of(),
        "Planned noise: alerts that are silenced as long as the release moves.");
  }

  private void reach(String path, String system) {
    keys.add(
        new Key(
            target + path + ".url",
            TEXT,
            Optional.empty(),
            true,
            List.of(),
            "Where " + system + " answers, without its API's path."));
    add(
        path + ".token-from",
        SECRET,
        Optional.empty(),
        List.of(),
        "Where a token is that is sent with every question.");
    absent(path + ".user", TEXT, "Instead of a token: as whom it is asked.");
    add(
        path + ".password-from",
        SECRET,
        Optional.empty(),
        List.of(),
        "Where the password of user is.");
    absent(path + ".certificate", PATH, "PEM file with the authorities to trust, for https.");
    optional(path + ".time-limit", DURATION, "2s", "A later answer counts as none.");
  }

  private void optional(String path, ValueType type, String fallback, String meaning) {
    add(path, type, Optional.of(fallback), List.of(), meaning);
  }

  private void absent(String path, ValueType type, String meaning) {
    add(path, type, Optional.empty(), List.of(), meaning);
  }

  private void section(String path, String meaning) {
    add(path, SECTION, Optional.empty(), List.of(), meaning);
  }

  private void add(
      String path,
      ValueType type,
      Optional<String> fallback,
      List<String> choices,
      String meaning) {
    keys.add(new Key(target + path, type, fallback, false, choices, meaning));
  }
}
