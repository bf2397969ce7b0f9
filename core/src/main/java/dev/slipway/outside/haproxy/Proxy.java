package dev.slipway.outside.haproxy;

import dev.slipway.control.port.OutsideFailure;
import dev.slipway.plan.BaselineGroup;
import dev.slipway.release.Weight;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One process of HAProxy: what it is, what it does with the traffic, and with single servers. */
record Proxy(RuntimeApi api, Semaphore turns) {
  /**
   * HAProxy serves ten connections at a socket at once, and refuses who comes when as many wait.
   * Work on single servers leaves room for the share, which never waits here.
   */
  private static final int MOST_AT_ONCE = 4;

  private static final Set<String> LEVELS_THAT_CHANGE_NOTHING = Set.of("user", "operator");
  private static final String READ = "read the share";
  private static final Pattern PID = Pattern.compile("(?m)^Pid: ([0-9]{1,10})$");
  private static final Pattern START = Pattern.compile("(?m)^Start_time_sec: ([0-9]{1,12})$");

  Proxy(RuntimeApi api) {
    this(api, new Semaphore(MOST_AT_ONCE));
  }

  private String asked(String operation, String line) {
    return inTurn(operation, () -> api.ask(operation, line));
  }

  private void told(String operation, String line) {
    String unused =
        inTurn(
            operation,
            () -> {
              api.tell(operation, line);
              return "";
            });
  }

  private String inTurn(String operation, Supplier<String> question) {
    try {
      turns.acquire();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw api.failure(operation, "the question was given up");
    }
    try {
      return question.get();
    } finally {
      turns.release();
    }
  }

  /**
   * @param answer the answer the share was read from
   */
  record Seen(int percent, String incarnation, String answer) {}

  /** Share and incarnation of one and the same process, whatever happens meanwhile. */
  Seen read(Division division, String side) {
    String answer = api.ask(READ, "show info;" + division.question());
    int end = answer.indexOf("\n\n");
    Matcher pid = PID.matcher(answer);
    Matcher start = START.matcher(answer);
    if (end < 0 || !pid.find() || !start.find()) {
      throw api.failure(
          READ,
          answer.contains("Version: ")
              ? "it does not tell when it started; HAProxy 2.6 does"
              : "this is no HAProxy: " + RuntimeApi.said(answer));
    }
    String rest = answer.substring(end).strip();
    try {
      return new Seen(division.percent(rest, side), start.group(1) + "/" + pid.group(1), rest);
    } catch (Division.Unclear unclear) {
      throw api.failure(READ, String.valueOf(unclear.getMessage()));
    }
  }

  void write(Division division, String side, int percent, int group, Optional<Seen> before) {
    String operation = "set the share of " + side + " to " + percent + " %";
    List<String> commands;
    try {
      commands = division.commands(before.map(Seen::answer).orElse(""), side, percent, group);
    } catch (Division.Unclear impossible) {
      throw api.failure(operation, String.valueOf(impossible.getMessage()));
    }
    api.tell(operation, String.join(";", commands));
  }

  /** Asks what could be done, and does nothing. */
  Optional<String> unable(Division division, String side, List<Weight> shares, boolean compared) {
    String answer = asked("look what can be set", "show cli level;" + division.question());
    int end = answer.indexOf("\n\n");
    String level = end < 0 ? "" : answer.substring(0, end).strip();
    if (LEVELS_THAT_CHANGE_NOTHING.contains(level)) {
      return Optional.of(
          "HAProxy at "
              + api.address()
              + " lets its "
              + level
              + " change nothing: write level admin behind that stats socket");
    }
    for (Weight share : shares) {
      try {
        List<String> unused =
            division.commands(
                answer.substring(Math.max(0, end)).strip(),
                side,
                share.percent(),
                compared ? BaselineGroup.share(share).percent() : 0);
      } catch (Division.Unclear impossible) {
        return Optional.of(
            "HAProxy at " + api.address() + ": " + String.valueOf(impossible.getMessage()));
      }
    }
    return Optional.empty();
  }

  Map<String, Server> servers(String backend, String operation) {
    String answer = asked(operation, "show servers state " + backend);
    Map<String, Server> servers = Server.parsed(answer);
    if (servers.isEmpty()) {
      throw api.failure(operation, "no servers of " + backend + ": " + RuntimeApi.said(answer));
    }
    return servers;
  }

  Server server(Place place, String operation) {
    return Optional.ofNullable(servers(place.backend(), operation).get(place.server()))
        .orElseThrow(() -> api.failure(operation, "there is no server " + place));
  }

  /** Idempotent; what a person took out stays as it is. */
  void drain(Place place, String operation) {
    if (!server(place, operation).isOut()) {
      told(operation, "set server " + place + " state drain");
      if (!server(place, operation).isOut()) {
        throw api.failure(operation, place + " still takes requests");
      }
    }
  }

  /** Idempotent. */
  Server ready(Place place, String operation) {
    Server server = server(place, operation);
    if (server.isDrained()) {
      told(operation, "set server " + place + " state ready");
      server = server(place, operation);
    }
    if (server.isOut()) {
      throw api.failure(operation, server.words() + ", and not by Slipway");
    }
    return server;
  }

  /** Requests that a server has not answered yet. */
  long open(Place place, String operation) {
    String answer = asked(operation, "show stat " + place.backend() + " 4 -1");
    List<String> lines = answer.lines().toList();
    List<String> columns =
        lines.isEmpty() ? List.of() : List.of(lines.getFirst().replace("# ", "").split(",", -1));
    int name = columns.indexOf("svname");
    int current = columns.indexOf("scur");
    for (String line : lines) {
      String[] row = line.split(",", -1);
      if (name >= 0
          && current >= 0
          && row.length > Math.max(name, current)
          && row[name].equals(place.server())
          && row[current].matches("[0-9]{1,9}")) {
        return Long.parseLong(row[current]);
      }
    }
    throw api.failure(operation, "no figures of " + place + ": " + RuntimeApi.said(answer));
  }

  OutsideFailure failure(String operation, String why) {
    return api.failure(operation, why);
  }

  /** A server in its backend, as commands write it. */
  record Place(String backend, String server) {
    @Override
    public String toString() {
      return backend + "/" + server;
    }
  }
}
