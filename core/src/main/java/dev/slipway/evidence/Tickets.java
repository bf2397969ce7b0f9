package dev.slipway.evidence;

import dev.slipway.release.ChangeRecord;
import dev.slipway.release.Commit;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The tickets and people's names that commits mention. */
final class Tickets {
  /** "ABC-123"; a number of up to seven digits after a key of capitals. */
  private static final Pattern TICKET =
      Pattern.compile("(?<![A-Za-z0-9-])([A-Z][A-Z0-9]{1,9}-[1-9][0-9]{0,6})(?![A-Za-z0-9-])");

  /** Names of standards that look the same. */
  private static final Set<String> NO_TICKETS =
      Set.of(
          "UTF", "SHA", "ISO", "RFC", "CVE", "AES", "RSA", "MD", "TLS", "HTTP", "IEEE", "ECMA",
          "CWE");

  private static final int MOST = 200;

  private Tickets() {}

  /** Sorted, each once. */
  static List<String> of(ChangeRecord change) {
    TreeSet<String> tickets = new TreeSet<>();
    for (Commit commit : change.commits()) {
      find(commit.subject(), tickets);
      find(commit.body(), tickets);
      commit.trailers().forEach(trailer -> find(trailer.value(), tickets));
    }
    return tickets.stream().limit(MOST).toList();
  }

  private static void find(String text, Set<String> tickets) {
    Matcher matcher = TICKET.matcher(text);
    while (matcher.find() && tickets.size() < MOST) {
      String ticket = matcher.group(1);
      if (!NO_TICKETS.contains(ticket.substring(0, ticket.indexOf('-')))) {
        tickets.add(ticket);
      }
    }
  }
}
