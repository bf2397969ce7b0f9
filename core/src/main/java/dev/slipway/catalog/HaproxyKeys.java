package dev.slipway.catalog;

import static dev.slipway.catalog.ValueType.DURATION;
import static dev.slipway.catalog.ValueType.NAMED;
import static dev.slipway.catalog.ValueType.SECTION;
import static dev.slipway.catalog.ValueType.TEXT;
import static dev.slipway.catalog.ValueType.TEXTS;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The keys of traffic through HAProxy. */
final class HaproxyKeys {
  private final String haproxy;
  private final List<Key> keys = new ArrayList<>();

  private HaproxyKeys(String haproxy) {
    this.haproxy = haproxy;
  }

  /**
   * @param traffic the path of the section they are in
   */
  static List<Key> below(String traffic) {
    HaproxyKeys keys = new HaproxyKeys(traffic + ".haproxy");
    keys.add(
        "",
        SECTION,
        Optional.empty(),
        "Instead of commands: HAProxy shares the traffic, or drains an instance while it is deployed.");
    keys.keys.add(
        new Key(
            keys.haproxy + ".admin",
            TEXTS,
            Optional.empty(),
            true,
            List.of(),
            "Addresses of the Runtime API, at level admin, one of every process: a socket's path, or host:port."));
    keys.add(
        ".time-limit", DURATION, Optional.of("2s"), "After this long HAProxy has not answered.");
    keys.add(
        ".drain",
        DURATION,
        Optional.of("30s"),
        "How long open requests of an instance that is taken out are waited for.");
    keys.add(
        ".backend",
        TEXT,
        Optional.empty(),
        "The backend with all instances as servers; the share of a side is the weight of its servers.");
    keys.add(
        ".backends",
        NAMED,
        Optional.empty(),
        "Instead of backend: a backend for each side, and share or switch between them.");
    keys.add(".backends.*", TEXT, Optional.empty(), "The backend of one side.");
    keys.map(
        "share",
        "A map's entry says how many percent go to the second side.",
        "The entry; without it the name of the second side.");
    keys.map(
        "switch",
        "Instead of share: a map's entry names the backend that serves.",
        "The entry; without it live.");
    keys.add(
        ".servers", NAMED, Optional.empty(), "Servers that are not named as their instance is.");
    keys.add(".servers.*", TEXT, Optional.empty(), "HAProxy's name of one instance.");
    return keys.keys;
  }

  private void map(String name, String meaning, String key) {
    add("." + name, SECTION, Optional.empty(), meaning);
    keys.add(
        new Key(
            haproxy + "." + name + ".map",
            TEXT,
            Optional.empty(),
            true,
            List.of(),
            "The map's file, written as in HAProxy's configuration."));
    add("." + name + ".key", TEXT, Optional.empty(), key);
  }

  private void add(String path, ValueType type, Optional<String> fallback, String meaning) {
    keys.add(new Key(haproxy + path, type, fallback, false, List.of(), meaning));
  }
}
