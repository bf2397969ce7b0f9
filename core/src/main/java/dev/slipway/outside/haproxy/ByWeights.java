package dev.slipway.outside.haproxy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Both sides are servers of one backend. A side's share is what its servers weigh; one that
 * somebody drained or put into maintenance weighs nothing. One that HAProxy's check finds down
 * keeps its weight: it comes back by itself, and nobody took its share away.
 *
 * @param sides the names of the servers of each side
 */
record ByWeights(String backend, Map<String, List<String>> sides) implements Division {
  @Override
  public String question() {
    return "show servers state " + backend;
  }

  @Override
  public int percent(String answer, String side) throws Unclear {
    Map<String, Server> servers = servers(answer);
    return Weights.percent(weight(servers, of(side)), weight(servers, others(side)));
  }

  private static long weight(Map<String, Server> servers, List<String> names) {
    return names.stream()
        .map(servers::get)
        .filter(server -> server != null && !server.isOut())
        .mapToLong(Server::weight)
        .sum();
  }

  @Override
  public List<String> commands(String answer, String side, int percent) throws Unclear {
    Weights weights = new Weights(0, 100);
    boolean more = false;
    if (percent > 0) {
      Map<String, Server> servers = servers(answer);
      int ours = taking(servers, of(side));
      int others = taking(servers, others(side));
      Optional<Weights> found = Weights.of(percent, ours, others);
      weights =
          found.orElseThrow(() ->
              new Unclear(
                  percent + " % cannot be set between " + ours + " and " + others + " servers"));
      more = percent > percent(answer, side);
    }
    List<String> own = set(of(side), weights.own());
    List<String> other = set(others(side), weights.other());
    List<String> commands = new ArrayList<>(more ? own : other);
    commands.addAll(more ? other : own);
    return commands;
  }

  private static int taking(Map<String, Server> servers, List<String> names) {
    return (int)
        names.stream()
            .map(servers::get)
            .filter(server -> server != null && !server.isOut())
            .count();
  }

  private List<String> set(List<String> names, int weight) {
    return names.stream()
        .map(name -> "set server " + backend + "/" + name + " weight " + weight)
        .toList();
  }

  private Map<String, Server> servers(String answer) throws Unclear {
    Map<String, Server> servers = Server.parsed(answer);
    for (List<String> names : sides.values()) {
      for (String name : names) {
        if (!servers.containsKey(name)) {
          throw new Unclear(
              servers.isEmpty()
                  ? "no backend " + backend + ": " + RuntimeApi.said(answer)
                  : "backend " + backend + " has no server " + name);
        }
      }
    }
    return servers;
  }

  List<String> of(String side) {
    return sides.getOrDefault(side, List.of());
  }

  List<String> others(String side) {
    return sides.entrySet().stream()
        .filter(one -> !one.getKey().equals(side))
        .flatMap(one -> one.getValue().stream())
        .toList();
  }
}
