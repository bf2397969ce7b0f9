package dev.slipway.evidence;

import dev.slipway.gate.Standing;
import dev.slipway.release.Actor;
import java.util.List;
import java.util.function.Function;

/** People's names for their keys, as the documents print them. */
record Naming(Function<String, String> nameOfKey) {
  String person(String key) {
    return key.equals(Standing.TOOL) ? "Slipway" : nameOfKey.apply(key);
  }

  String people(List<String> keys) {
    return keys.isEmpty() ? "nobody" : String.join(", ", keys.stream().map(this::person).toList());
  }

  String actor(Actor by) {
    return switch (by.kind()) {
      case SYSTEM -> "Slipway";
      case PERSON -> person(by.name());
      case MACHINE -> person(by.name()) + " (machine)";
      case UNKNOWN -> by.name() + " (unknown)";
    };
  }
}
