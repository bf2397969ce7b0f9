package dev.slipway.plan;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One more check after a deploy: whether users can do what they come for.
 *
 * @param atMost for the whole check at one place; what takes longer has not passed
 */
public record SmokeCheck(String name, Scope scope, Kind kind, Duration atMost) {

  /** Where it is made. */
  public enum Scope {
    /** At every instance of the new version. */
    INSTANCE,
    /** Once, at the side of the new version. */
    SIDE,
    /** Once, where users come in. */
    ENTRY
  }

  /** What is done. */
  public sealed interface Kind {
    /** A command that ends with 0 when all is well. */
    record Run(List<String> words) implements Kind {
      public Run {
        words = List.copyOf(words);
      }
    }

    /** What is asked over the network, by Slipway itself. */
    sealed interface Asked extends Kind {}

    /**
     * Requests one after the other, with the cookies that came before.
     *
     * @param authority file with the certificates that are trusted instead of the usual ones
     */
    record Journey(List<Request> requests, Optional<Path> authority) implements Asked {
      public Journey {
        requests = List.copyOf(requests);
      }
    }

    /**
     * Somebody listens.
     *
     * @param address host:port
     */
    record Connection(String address) implements Asked {}

    /**
     * A certificate is trusted, is for this host, and holds for so many more days.
     *
     * @param address host:port
     */
    record Certificate(String address, int daysLeft, Optional<Path> authority) implements Asked {}

    /**
     * A name has addresses.
     *
     * @param expected all of them; empty: any
     */
    record Name(String name, List<String> expected) implements Asked {
      public Name {
        expected = List.copyOf(expected);
      }
    }

    /**
     * One statement that only reads.
     *
     * @param url of PostgreSQL, in the words of JDBC
     * @param expected the first value of the first row; empty: there is a row
     */
    record Select(
        String url,
        String user,
        Optional<ExecSpec.Value> password,
        String statement,
        Optional<String> expected)
        implements Asked {}
  }

  /**
   * @param headers values that are secrets are looked up when it is sent
   * @param takes what later requests get by name, by where it stands in the answer (JSON pointer)
   */
  public record Request(
      String method,
      String address,
      Map<String, ExecSpec.Value> headers,
      Optional<String> body,
      Expected expected,
      Map<String, String> takes) {
    public Request {
      headers = inOrder(headers);
      takes = inOrder(takes);
    }
  }

  /**
   * What makes an answer a good one.
   *
   * @param headers by name; the value stands somewhere in the answer's
   * @param text stands somewhere in the body
   * @param json by JSON pointer into the body; the text of a value
   */
  public record Expected(
      int status, Map<String, String> headers, Optional<String> text, Map<String, String> json) {
    public Expected {
      headers = inOrder(headers);
      json = inOrder(json);
    }
  }

  private static <V> Map<String, V> inOrder(Map<String, V> map) {
    return java.util.Collections.unmodifiableMap(new LinkedHashMap<>(map));
  }

  /** For people: "3 requests where users come in". */
  public String words() {
    String what =
        switch (kind) {
          case Kind.Run run -> "the command " + run.words().getFirst();
          case Kind.Journey journey when journey.requests().size() == 1 ->
              journey.requests().getFirst().method()
                  + " "
                  + journey.requests().getFirst().address();
          case Kind.Journey journey -> journey.requests().size() + " requests";
          case Kind.Connection connection -> "connect to " + connection.address();
          case Kind.Certificate certificate ->
              "certificate of "
                  + certificate.address()
                  + " for "
                  + certificate.daysLeft()
                  + " more days";
          case Kind.Name name -> "addresses of " + name.name();
          case Kind.Select select -> "select in the database";
        };
    return what
        + switch (scope) {
          case INSTANCE -> ", on each instance";
          case SIDE -> ", on the new version's side";
          case ENTRY -> ", once";
        };
  }
}
