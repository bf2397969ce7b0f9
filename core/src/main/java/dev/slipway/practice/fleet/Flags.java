package dev.slipway.practice.fleet;

import java.util.Map;
import java.util.TreeMap;

/** To how many of its users the shop shows what is behind a flag. One nobody has turned is off. */
final class Flags {
  private static final int MOST = 100;

  private final TreeMap<String, Integer> percents = new TreeMap<>();
  private final FleetLog log;

  Flags(FleetLog log) {
    this.log = log;
  }

  synchronized int percent(String flag) {
    return percents.getOrDefault(flag, 0);
  }

  synchronized Map<String, Integer> all() {
    return new TreeMap<>(percents);
  }

  synchronized void turn(String flag, int percent) {
    if (percents.size() >= MOST && !percents.containsKey(flag)) {
      throw new Refusal(409, "the practice fleet has " + MOST + " flags already");
    }
    percents.put(flag, percent);
    log.say("flag " + flag + " " + percent + " %");
  }
}
