package dev.slipway.outside.haproxy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Both sides are servers of one backend. A side's share is what its servers weigh; one that
 * somebody drained or put into maintenance weighs nothing. One that HAProxy's check finds down
 * keeps its weight: it comes back by itself, and nobody took its share away.
 *
 * @param sides the names of the servers of each side
 * @param group those of a third group, which weighs nothing unless it is given a share
 */
record ByWeights(String backend, Map<String, List<String>> sides, List<String> group)
    implements Division {
  @Override
  public String question() {
    return "show servers state " + backend;
  }

  @Override
  public int percent(String answer, String side) throws Unclear {
    Map<String, Server> servers = servers(answer);
    return Weights.percent(weight(servers, of(side)), weight(servers, rest(side)));
  }

  private static long weight(Map<String, Server> servers, List<String> names) {
    return names.stream()
        .map(servers::get)
        .filter(server -> server != null && !server.isOut())
        .mapToLong(Server::weight)
        .sum();
  }

  @Override
  public List<String> commands(String answer, String side, int percent, int third) throws Unclear {
    Weights weights = new Weights(0, 0, 100);
    boolean more = false;
    if (percent > 0) {
      Map<String, Server> servers = servers(answer);
      int ours = taking(servers, of(side));
      int compared = taking(servers, group);
      int others = taking(servers, others(side));
      Optional<Weights> found =
          third == 0
              ? Weights.of(percent, ours, others)
              : Weights.of(percent, ours, third, compared, others);
      weights =
          found.orElseThrow(() ->
              new Unclear(
                  percent
                      + " % cannot be set between "
                      + ours
                      + " and "
                      + others
                      + " servers"
                      + (third == 0 ? "" : " with as much for " + compared + " to compare with")));
      more = percent > percent(answer, side);
    }
    List<List<String>> parts =
        List.of(
            set(of(side), weights.own()),
            set(group, weights.group()),
            set(others(side), weights.other()));
    return (more ? parts : parts.reversed()).stream().flatMap(List::stream).toList();
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
    for (List<String> names : all()) {
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

  /** Whoever else may have a share. */
  List<String> rest(String side) {
    return Stream.concat(others(side).stream(), group.stream()).toList();
  }

  List<List<String>> all() {
    return Stream.concat(sides.values().stream(), Stream.of(group)).toList();
  }

  List<String> others(String side) {
    return sides.entrySet().stream()
        .filter(one -> !one.getKey().equals(side))
        .flatMap(one -> one.getValue().stream())
        .toList();
  }
}
