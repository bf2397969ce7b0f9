package dev.slipway.outside.exec;

import dev.slipway.control.port.OutsideFailure;
import dev.slipway.plan.ExecSpec;
import dev.slipway.release.Weight;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Runs the commands that set and read the share of a side. */
final class TrafficCommands {
  private TrafficCommands() {}

  /** The share of every side, by name. */
  static Map<String, Integer> read(Place place) {
    ExecSpec.Traffic port = port(place);
    Program.Ended ended = place.program.run(port.read().words(), Map.of(), port.read().limit());
    if (!(ended instanceof Program.Ended.Exit exit) || exit.code() != 0) {
      throw new OutsideFailure("traffic", "read the share", ended.words());
    }
    Map<String, Integer> shares = parsed(exit.output());
    List<String> names = place.spec.groups().stream().map(ExecSpec.Group::name).toList();
    if (shares.isEmpty() || !names.containsAll(shares.keySet())) {
      throw new OutsideFailure(
          "traffic",
          "read the share",
          "printed no side with its weight, such as \""
              + names.getFirst()
              + " 25\": "
              + exit.said());
    }
    int said = shares.values().iterator().next();
    names.forEach(name -> shares.putIfAbsent(name, 100 - said));
    if (shares.values().stream().mapToInt(Integer::intValue).sum() != 100) {
      throw new OutsideFailure(
          "traffic", "read the share", "the two sides do not add up to 100: " + exit.said());
    }
    return shares;
  }

  /** Sides and weights in turn; empty for anything else. */
  private static Map<String, Integer> parsed(String output) {
    String[] words = output.strip().split("[\\s%]+", -1);
    Map<String, Integer> shares = new HashMap<>();
    for (int i = 0; i + 1 < words.length; i += 2) {
      if (!words[i + 1].matches("[0-9]{1,3}") || Integer.parseInt(words[i + 1]) > 100) {
        return Map.of();
      }
      shares.put(words[i], Integer.valueOf(words[i + 1]));
    }
    return shares;
  }

  static void write(Place place, ExecSpec.Group side, Weight share) {
    ExecSpec.Traffic port = port(place);
    Program.Ended ended =
        place.program.run(
            port.set().words(),
            Map.of("side", side.name(), "weight", Integer.toString(share.percent())),
            port.set().limit());
    if (!(ended instanceof Program.Ended.Exit exit) || exit.code() != 0) {
      throw new OutsideFailure("traffic", "set the share to " + share, ended.words());
    }
  }

  /** The side that serves most; of equal ones the first. */
  static ExecSpec.Group serving(Place place) {
    Map<String, Integer> shares = read(place);
    ExecSpec.Group first = place.spec.groups().getFirst();
    ExecSpec.Group second = place.spec.groups().getLast();
    return shares.getOrDefault(first.name(), 0) >= shares.getOrDefault(second.name(), 0)
        ? first
        : second;
  }

  private static ExecSpec.Traffic port(Place place) {
    return place
        .spec
        .traffic()
        .orElseThrow(() -> new IllegalStateException("this target has no way to share traffic"));
  }
}
