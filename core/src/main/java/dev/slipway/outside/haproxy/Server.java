package dev.slipway.outside.haproxy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One line of {@code show servers state}: the columns of HAProxy's server state file, format 1.
 *
 * @param operation 0 stopped, 1 starting, 2 running, 3 stopping
 * @param admin bits: who put it into maintenance or drains it; 0: nobody
 * @param weight set by whoever was last, 0 to 256
 */
record Server(String name, int operation, int admin, int weight) {
  private static final int FORCED_DRAIN = 0x08;
  private static final int DRAIN = 0x18;

  /** Whether somebody decided that it gets no new requests. A check that fails decides nothing. */
  boolean isOut() {
    return admin != 0;
  }

  /** Drained through the Runtime API, and nothing else. */
  boolean isDrained() {
    return (admin & FORCED_DRAIN) != 0 && (admin & ~DRAIN) == 0;
  }

  /** Whether it gets requests as soon as it has a weight. */
  boolean isUp() {
    return !isOut() && (operation == 1 || operation == 2);
  }

  String words() {
    return isDrained()
        ? name + " is drained"
        : isOut() ? name + " is in maintenance" : isUp() ? name + " is up" : name + " is down";
  }

  /**
   * @return by name; empty when this is no such answer
   */
  static Map<String, Server> parsed(String answer) {
    Map<String, Server> servers = new HashMap<>();
    List<String> columns = List.of();
    for (String line : answer.lines().toList()) {
      List<String> words = List.of(line.strip().split("\\s+", -1));
      if (words.getFirst().equals("#")) {
        columns = words.subList(1, words.size());
      } else if (!columns.isEmpty() && words.size() >= columns.size()) {
        Map<String, String> row = new HashMap<>();
        for (int i = 0; i < columns.size(); i++) {
          row.putIfAbsent(columns.get(i), words.get(i));
        }
        String name = row.getOrDefault("srv_name", "");
        List<Integer> numbers = new ArrayList<>();
        for (String column : List.of("srv_op_state", "srv_admin_state", "srv_uweight")) {
          String number = row.getOrDefault(column, "");
          if (!number.matches("[0-9]{1,4}")) {
            return Map.of();
          }
          numbers.add(Integer.valueOf(number));
        }
        servers.put(name, new Server(name, numbers.get(0), numbers.get(1), numbers.get(2)));
      }
    }
    return servers;
  }
}
