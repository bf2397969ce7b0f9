package dev.slipway.outside.haproxy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One line of {@code show servers state}: the columns of HAProxy's server state file, format 1.
 *
 * @param operation 0 stopped, 1 starting, 2 running, 3 stopping
 * @param admin bits: who put it into maintenance or drains it, and whether its name has no address
 * @param weight set by whoever was last, 0 to 256
 */
record Server(String name, int operation, int admin, int weight) {
  /** Of a person, of an agent on the server, or taken over from a server that this one tracks. */
  private static final int MAINTENANCE = 0x03;

  private static final int FORCED_DRAIN = 0x08;
  private static final int INHERITED_DRAIN = 0x10;

  /** Nobody finds the address of its name; it comes back by itself when somebody does. */
  private static final int UNRESOLVED = 0x20;

  /**
   * Bits that somebody decided. 0x04 only remembers that it began disabled, and stays when it is
   * put in; 0x40 that its name was set at run time.
   */
  static final int OUT = MAINTENANCE | FORCED_DRAIN | INHERITED_DRAIN;

  /** Of these bits only the drain is set on a server that was drained through the Runtime API. */
  static final int TAKEN_OUT = MAINTENANCE | FORCED_DRAIN;

  static final int DRAINED = FORCED_DRAIN;

  /** Whether somebody decided that it gets no new requests. A check that fails decides nothing. */
  boolean isOut() {
    return (admin & OUT) != 0;
  }

  /** Drained through the Runtime API, and nothing else. */
  boolean isDrained() {
    return (admin & TAKEN_OUT) == DRAINED;
  }

  /** Whether it gets requests as soon as it has a weight. */
  boolean isUp() {
    return !isOut() && !isUnresolved() && (operation == 1 || operation == 2);
  }

  private boolean isUnresolved() {
    return (admin & UNRESOLVED) != 0;
  }

  /** "up", "down", "drained", "in maintenance". */
  String state() {
    if (isOut()) {
      return isDrained() ? "drained" : "in maintenance";
    }
    return isUp() ? "up" : "down";
  }

  String words() {
    return !isOut() && isUnresolved()
        ? name + " has no address: nobody tells the one of its name"
        : name + " is " + state();
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
