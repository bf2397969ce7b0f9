package dev.slipway.bot.delivery;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The tally of each chat. */
final class Tallies {
  private final MeterRegistry registry;
  private final Map<String, Tally> all = new ConcurrentHashMap<>();

  Tallies(MeterRegistry registry) {
    this.registry = registry;
  }

  Tally of(String chat) {
    return all.computeIfAbsent(chat, name -> new Tally(registry, name));
  }
}
