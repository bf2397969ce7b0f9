package dev.slipway.view;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Who outside the team is told of releases, and when they would hear now. */
public record NewsView(Instant now, List<Row> readers) implements View {
  /**
   * Somebody who is told of one service in one place.
   *
   * @param test whether it is a place for trying things out
   * @param reader "ada@example.org", "status-page", "slack:C024BE7LR"
   * @param name how a person is called; empty for whoever is none of the catalogue
   * @param by "mail", "webhook" or "chat"
   * @param kinds what they hear of: "start", "rollback"
   * @param because names of the subscriptions
   * @param quietUntil when the hours end in which they want to hear nothing
   */
  public record Row(
      String service,
      String environment,
      boolean test,
      String reader,
      Optional<String> name,
      String by,
      List<String> kinds,
      List<String> because,
      Optional<Instant> quietUntil) {
    public Row {
      kinds = List.copyOf(kinds);
      because = List.copyOf(because);
    }
  }

  public NewsView {
    readers = List.copyOf(readers);
  }

  @Override
  public String schema() {
    return "news.list/1";
  }
}
