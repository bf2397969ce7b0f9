package dev.slipway.practice.fleet;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What a fleet is started with.
 *
 * @param rate requests per second of the load
 * @param parent process after whose end the fleet ends too, unless it was asked to stay
 * @param perInstance requests per second one instance is declared to carry
 * @param room most instances, all versions together
 * @param startTime how long an instance takes until it is ready
 * @param page port of the page to look at, the next free one when it is taken; 0 for any free one
 */
public record FleetSettings(
    Path folder,
    int rate,
    long seed,
    OptionalLong parent,
    int perInstance,
    int room,
    Duration startTime,
    int page) {
  /** Where the page is looked for when nobody asks for another port. */
  static final int USUAL_PAGE = 41_880;

  static final String USAGE =
      "--folder DIR [--rate 120] [--seed N] [--parent PID] [--capacity 40] [--room 12] [--start-millis 300] [--page 41880]";

  private static final Set<String> OPTIONS =
      Set.of(
          "--folder",
          "--rate",
          "--seed",
          "--parent",
          "--capacity",
          "--room",
          "--start-millis",
          "--page");

  public FleetSettings {
    if (rate < 0
        || rate > 5_000
        || perInstance < 1
        || room < 1
        || room > 200
        || startTime.isNegative()
        || page < 0
        || page > 65_000) {
      throw new IllegalArgumentException(
          "rate 0 to 5000, capacity from 1, room 1 to 200, page 0 to 65000");
    }
  }

  /** With its page on any free port. */
  public FleetSettings(
      Path folder,
      int rate,
      long seed,
      OptionalLong parent,
      int perInstance,
      int room,
      Duration startTime) {
    this(folder, rate, seed, parent, perInstance, room, startTime, 0);
  }

  /**
   * @throws IllegalArgumentException naming the argument that is wrong
   */
  static FleetSettings parse(String... arguments) {
    if (arguments.length % 2 != 0) {
      throw new IllegalArgumentException("each option has a value");
    }
    Map<String, String> options = new HashMap<>();
    for (int i = 0; i < arguments.length; i += 2) {
      if (!OPTIONS.contains(arguments[i])) {
        throw new IllegalArgumentException("unknown option " + arguments[i]);
      }
      options.put(arguments[i], arguments[i + 1]);
    }
    String folder = options.get("--folder");
    if (folder == null || folder.isBlank()) {
      throw new IllegalArgumentException("--folder is missing");
    }
    return from(Path.of(folder).toAbsolutePath(), options);
  }

  private static FleetSettings from(Path folder, Map<String, String> options) {
    return new FleetSettings(
        folder,
        (int) number(options, "--rate", 120),
        number(options, "--seed", System.nanoTime()),
        options.containsKey("--parent")
            ? OptionalLong.of(number(options, "--parent", 0))
            : OptionalLong.empty(),
        (int) number(options, "--capacity", 40),
        (int) number(options, "--room", 12),
        Duration.ofMillis(number(options, "--start-millis", 300)),
        (int) number(options, "--page", USUAL_PAGE));
  }

  private static long number(Map<String, String> options, String name, long otherwise) {
    String text = options.get(name);
    try {
      return text == null ? otherwise : Long.parseLong(text);
    } catch (NumberFormatException notOne) {
      throw new IllegalArgumentException(name + " is not a whole number: " + text, notOne);
    }
  }
}
