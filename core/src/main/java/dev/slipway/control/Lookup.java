package dev.slipway.control;

import dev.slipway.control.Refusal.Kind;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.journal.Replay;
import dev.slipway.journal.Store;
import dev.slipway.journal.Story;
import dev.slipway.journal.StreamName;
import dev.slipway.journal.Summaries;
import dev.slipway.release.EnvironmentName;
import dev.slipway.release.ReleaseId;
import dev.slipway.release.ServiceName;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds the release that people mean: "shop/42", "shop", "shop@v2.4.1" or "@" for the one in use.
 */
public final class Lookup {
  /** Of one service: what is older than these has not moved it last. */
  private static final int LOOKED_AT = 10;

  private static final String UNKNOWN = "E-REF-02";
  private static final int NEAR = 2;
  private static final int MOST_EDITS = 10;

  private final Books books;

  Lookup(Books books) {
    this.books = books;
  }

  public List<Store.Summary> list(Store.Query query) {
    return books.store().read(reader -> reader.summaries(query));
  }

  /**
   * @param inUse what "@" means; empty when nothing is in use
   */
  public Answer<ReleaseRecord> find(String text, Optional<ReleaseId> inUse) {
    return id(text, inUse)
        .then(id ->
            books
                .find(id)
                .<Answer<ReleaseRecord>>map(Answer::yes)
                .orElseGet(() -> Answer.no(unknown(text))));
  }

  public Answer<ReleaseId> id(String text, Optional<ReleaseId> inUse) {
    if (text.equals("@")) {
      return inUse
          .map(Answer::yes)
          .orElseGet(() ->
              Answer.no(
                  Refusal.of(
                      "E-REF-01",
                      Kind.USAGE,
                      "No release is in use, so \"@\" means nothing here.",
                      "",
                      "use shop/42")));
    }
    Optional<ReleaseId> whole = ReleaseId.parse(text);
    if (whole.isPresent()) {
      boolean known = books.store().read(reader -> reader.summary(whole.get())).isPresent();
      return known ? Answer.yes(whole.get()) : Answer.no(unknown(text));
    }
    int at = text.indexOf('@');
    String name = at < 0 ? text : text.substring(0, at);
    if (!isServiceName(name)) {
      return Answer.no(unknown(text));
    }
    List<Store.Summary> candidates =
        list(Store.Query.of(new ServiceName(name))).stream()
            .filter(summary -> at < 0 || summary.version().equals(text.substring(at + 1)))
            .toList();
    return newest(text, candidates);
  }

  /** A service's running release, else its newest. More than one running is never guessed. */
  private Answer<ReleaseId> newest(String text, List<Store.Summary> candidates) {
    List<Store.Summary> moving = candidates.stream().filter(Lookup::isMoving).toList();
    if (moving.size() > 1) {
      return Answer.no(
          new Refusal(
              "E-REF-03",
              Kind.NOT_FOUND,
              "\"" + text + "\" may mean several releases.",
              List.of(),
              moving.stream().map(summary -> "slipway show " + summary.id()).toList()));
    }
    if (moving.size() == 1) {
      return Answer.yes(moving.getFirst().id());
    }
    return candidates.stream()
        .sorted(
            Comparator.comparingLong((Store.Summary summary) -> summary.id().number()).reversed())
        // What was only tried is not what people mean by a service's name once it is over.
        .filter(summary -> !summary.state().equals(Summaries.REHEARSED))
        .findFirst()
        .map(summary -> Answer.yes(summary.id()))
        .orElseGet(() -> Answer.no(unknown(text)));
  }

  /** The release that moves a service's traffic, or did so last; empty where none is known. */
  public static Optional<ReleaseRecord> movedLast(
      Store.Reader reader, ServiceName service, EnvironmentName environment) {
    List<Store.Summary> here =
        reader.summaries(Store.Query.of(service)).stream()
            .filter(row -> row.environment().equals(environment))
            .filter(row -> isMoving(row) || Summaries.endedAfterItMoved(row))
            .sorted(Comparator.comparingLong((Store.Summary row) -> row.id().number()).reversed())
            .toList();
    Optional<Store.Summary> moving = here.stream().filter(Lookup::isMoving).findFirst();
    return moving
        .map(row -> record(reader, row))
        .or(() ->
            here.stream()
                .limit(LOOKED_AT)
                .map(row -> record(reader, row))
                // What is written about a release after its end is no change of traffic.
                .max(Comparator.comparing(one -> Story.of(one).endedAt().orElse(Instant.MIN))));
  }

  private static ReleaseRecord record(Store.Reader reader, Store.Summary row) {
    return Replay.of(reader.entries(StreamName.of(row.id()), 0));
  }

  public static boolean isMoving(Store.Summary summary) {
    return switch (summary.state().split("\\.", 2)[0]) {
      case "Draft", "Planned", "Finished", "RolledBack", "Cancelled" -> false;
      default -> true;
    };
  }

  private static boolean isServiceName(String name) {
    try {
      return !new ServiceName(name).value().isEmpty();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private Refusal unknown(String text) {
    List<Store.Summary> all = list(Store.Query.all());
    Optional<String> near =
        Stream.concat(
                all.stream().map(summary -> summary.id().toString()),
                all.stream().map(summary -> summary.id().service().value()).distinct())
            .filter(name -> distance(name, text) <= NEAR)
            .min(Comparator.comparingInt(name -> distance(name, text)));
    String what = "No release \"" + text + "\".";
    if (near.isPresent()) {
      return Refusal.of(
          UNKNOWN,
          Kind.NOT_FOUND,
          what + " Did you mean " + near.get() + "?",
          "",
          "slipway show " + near.get(),
          "slipway list");
    }
    return Refusal.of(
        UNKNOWN,
        Kind.NOT_FOUND,
        what,
        all.isEmpty() ? "There is no release yet." : "",
        "slipway list");
  }

  /** Edits between two short texts, a swap of neighbours counting as one. */
  static int distance(String one, String other) {
    // Nobody mistypes that much, and what people paste may be long.
    if (Math.abs(one.length() - other.length()) > MOST_EDITS) {
      return MOST_EDITS + 1;
    }
    int[][] table = new int[one.length() + 1][other.length() + 1];
    for (int i = 0; i <= one.length(); i++) {
      for (int j = 0; j <= other.length(); j++) {
        if (i == 0 || j == 0) {
          table[i][j] = i + j;
          continue;
        }
        int same = one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1;
        int best =
            Math.min(
                table[i - 1][j] + 1, Math.min(table[i][j - 1] + 1, table[i - 1][j - 1] + same));
        boolean swapped =
            i > 1
                && j > 1
                && one.charAt(i - 1) == other.charAt(j - 2)
                && one.charAt(i - 2) == other.charAt(j - 1);
        table[i][j] = swapped ? Math.min(best, table[i - 2][j - 2] + 1) : best;
      }
    }
    return table[one.length()][other.length()];
  }
}
