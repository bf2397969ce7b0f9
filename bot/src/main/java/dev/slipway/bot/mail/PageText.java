package dev.slipway.bot.mail;

import java.util.ArrayList;
import java.util.List;

/** A page as text, in lines that no program has to break. */
final class PageText {
  private static final int LONGEST_LINE = 72;

  private PageText() {}

  static String of(Page page) {
    List<String> lines = new ArrayList<>();
    lines.addAll(wrapped(page.state()));
    lines.add("");
    lines.addAll(wrapped(String.join(" ", page.sentences())));
    lines.add("");
    lines.addAll(wrapped(page.heading()));
    page.link().ifPresent(link -> lines.addAll(List.of("", link)));
    // Two hyphens and a blank: what follows is no part of what is said.
    lines.addAll(List.of("", "-- "));
    page.footer().forEach(line -> lines.addAll(wrapped(line)));
    return String.join("\r\n", lines) + "\r\n";
  }

  private static List<String> wrapped(String text) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.split(" +", -1)) {
      if (!line.isEmpty() && line.length() + 1 + word.length() > LONGEST_LINE) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines;
  }
}
