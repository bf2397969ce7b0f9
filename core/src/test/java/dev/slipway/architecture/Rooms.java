package dev.slipway.architecture;

import static java.util.stream.Collectors.toCollection;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The rooms of the core, from the ground up, and what each may use. A room is one package; below
 * {@code outside} every package is a room of its own, with whatever it holds inside.
 */
final class Rooms {

  static final String ROOT = "dev.slipway";

  /** The composition root: classes directly in {@link #ROOT}. It wires the rooms together. */
  static final String WIRING = "slipway";

  /** Stands for every room below {@code outside}. */
  static final String OUTSIDE = "outside.*";

  private static final Set<String> VALUES =
      Set.of("release", "risk", "health", "migration", "gate", "audience", "plan", "rollout");
  private static final Set<String> TO_CONTROL = and(VALUES, "parity", "journal", "control");
  private static final Set<String> READERS = Set.of("evidence", "learn", "view", "notice");

  /** Room to the rooms it may use; what is not named here is not allowed. */
  static final Map<String, Set<String>> MAY_USE = new LinkedHashMap<>();

  static {
    MAY_USE.put("release", Set.of());
    MAY_USE.put("risk", Set.of("release"));
    MAY_USE.put("health", Set.of("release"));
    MAY_USE.put("migration", Set.of("release"));
    MAY_USE.put("gate", Set.of("release", "risk", "migration"));
    MAY_USE.put("audience", Set.of("release"));
    MAY_USE.put("plan", Set.of("release", "risk", "health", "migration", "gate", "audience"));
    MAY_USE.put("parity", Set.of("release", "risk", "health", "gate", "plan"));
    MAY_USE.put("rollout", Set.of("release", "risk", "health", "migration", "gate", "plan"));
    MAY_USE.put("journal", VALUES);
    MAY_USE.put("control", and(VALUES, "parity", "journal"));
    MAY_USE.put("evidence", TO_CONTROL);
    MAY_USE.put("learn", TO_CONTROL);
    MAY_USE.put("view", and(TO_CONTROL, "learn"));
    MAY_USE.put("notice", and(TO_CONTROL, "view"));
    MAY_USE.put("command", and(TO_CONTROL, READERS.toArray(String[]::new)));
    MAY_USE.put(
        "catalog", Set.of("release", "risk", "health", "migration", "gate", "audience", "plan"));
    MAY_USE.put("setup", and(TO_CONTROL, "view", "notice", "command", "catalog"));
    MAY_USE.put(OUTSIDE, and(TO_CONTROL, "notice"));
    MAY_USE.put("practice", TO_CONTROL);
  }

  /** Beginning of a package's name to the rooms where its types may appear. First match wins. */
  private static final Map<String, Set<String>> LIBRARIES = new LinkedHashMap<>();

  static {
    LIBRARIES.put("org.jspecify.annotations", everywhere());
    LIBRARIES.put("org.slf4j", Set.of(WIRING, "control", "notice", "command", OUTSIDE, "practice"));
    LIBRARIES.put("tools.jackson", Set.of("journal", "evidence", "command", OUTSIDE, "practice"));
    LIBRARIES.put(
        "com.fasterxml.jackson.annotation",
        Set.of("journal", "evidence", "command", OUTSIDE, "practice"));
    LIBRARIES.put("picocli", Set.of("command"));
    LIBRARIES.put("com.google.re2j", Set.of("catalog", "notice", "plan"));
    LIBRARIES.put("org.yaml.snakeyaml", Set.of("catalog"));
    LIBRARIES.put("org.sqlite", Set.of("outside.store"));
    LIBRARIES.put("org.postgresql", Set.of("outside.store", "outside.smoke"));
    LIBRARIES.put("com.zaxxer.hikari", Set.of("outside.store"));
    LIBRARIES.put("org.flywaydb", Set.of("outside.store"));
    LIBRARIES.put("com.github.kagkarlsson", Set.of("outside.scheduler"));
    LIBRARIES.put("org.springframework.jdbc", Set.of("outside.store", "outside.scheduler"));
    LIBRARIES.put("org.springframework.transaction", Set.of("outside.store"));
    LIBRARIES.put("org.springframework.dao", Set.of("outside.store"));
    // The core starts without Spring: neither its context nor anything else of it belongs here.
    LIBRARIES.put("org.springframework", Set.of());
    LIBRARIES.put("com.sun.net.httpserver", Set.of("practice"));
    LIBRARIES.put("java", everywhere());
    LIBRARIES.put("javax", everywhere());
    LIBRARIES.put("jdk", everywhere());
  }

  private Rooms() {}

  /** The room a package belongs to, or nothing when the table does not know it. */
  static Optional<String> roomOf(String packageName) {
    if (packageName.equals(ROOT)) {
      return Optional.of(WIRING);
    }
    String name = packageName.substring(ROOT.length() + 1);
    if (name.startsWith("outside.")) {
      int deeper = name.indexOf('.', "outside.".length());
      return Optional.of(deeper < 0 ? name : name.substring(0, deeper));
    }
    int deeper = name.indexOf('.');
    String room = deeper < 0 ? name : name.substring(0, deeper);
    return MAY_USE.containsKey(room) ? Optional.of(room) : Optional.empty();
  }

  static boolean mayUse(String from, String to) {
    return from.equals(to)
        || from.equals(WIRING)
        || MAY_USE.getOrDefault(row(from), Set.of()).contains(row(to));
  }

  /** A library without a row may be used where a real system is reached, and nowhere else. */
  static boolean mayUseLibrary(String room, String packageName) {
    return LIBRARIES.entrySet().stream()
        .filter(library -> (packageName + ".").startsWith(library.getKey() + "."))
        .findFirst()
        .map(library -> library.getValue().contains(room) || library.getValue().contains(row(room)))
        .orElse(isOutside(room));
  }

  static boolean isOutside(String room) {
    return room.startsWith("outside.");
  }

  /**
   * Place in the table, so that rooms are listed from the ground up; what is not in it is on top.
   */
  static int height(String room) {
    int place = List.copyOf(MAY_USE.keySet()).indexOf(row(room));
    return place < 0 ? MAY_USE.size() : place;
  }

  private static String row(String room) {
    return isOutside(room) ? OUTSIDE : room;
  }

  private static Set<String> everywhere() {
    return and(MAY_USE.keySet(), WIRING);
  }

  private static Set<String> and(Set<String> rooms, String... more) {
    return Stream.concat(rooms.stream(), Stream.of(more)).collect(toCollection(LinkedHashSet::new));
  }
}
