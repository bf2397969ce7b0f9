package dev.slipway.practice.fleet;

import dev.slipway.practice.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Which versions are broken now, and how. */
final class Faults {
  private final Map<String, List<Fault>> byVersion = new ConcurrentHashMap<>();

  /** Adds faults; one of a kind replaces the one before. */
  void add(String version, List<Fault> more) {
    byVersion.merge(version, List.copyOf(more), Faults::joined);
  }

  void heal(String version) {
    byVersion.remove(version);
  }

  List<Fault> of(String version) {
    return byVersion.getOrDefault(version, List.of());
  }

  boolean unready(String version) {
    return of(version).stream().anyMatch(fault -> fault instanceof Fault.Unready);
  }

  boolean dropsOrders(String version) {
    return of(version).stream().anyMatch(fault -> fault instanceof Fault.OrdersDrop);
  }

  private static List<Fault> joined(List<Fault> old, List<Fault> fresh) {
    List<Fault> all = new ArrayList<>(old);
    all.removeIf(fault -> fresh.stream().anyMatch(other -> other.getClass() == fault.getClass()));
    all.addAll(fresh);
    return List.copyOf(all);
  }
}
