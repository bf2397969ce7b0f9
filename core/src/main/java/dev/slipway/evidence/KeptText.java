package dev.slipway.evidence;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What people wrote into a document between {@code <!-- keep:NAME -->} and {@code <!-- /keep -->},
 * each marker on a line of its own. A place whose end somebody removed reaches to the next section
 * or place; a place that stands there twice is joined.
 */
final class KeptText {
  private static final Pattern BEGIN =
      Pattern.compile("<!--\\s*keep:([A-Za-z0-9._-]{1,60})\\s*-->");
  private static final Pattern END = Pattern.compile("<!--\\s*/keep\\s*-->");

  private final Map<String, String> places;
  private final Set<String> used = new HashSet<>();

  private KeptText(Map<String, String> places) {
    this.places = places;
  }

  static KeptText none() {
    return new KeptText(Map.of());
  }

  /**
   * @param document a whole document as it is now, with any kind of line ends
   */
  static KeptText in(String document) {
    List<String> lines = document.lines().toList();
    Map<String, String> places = new LinkedHashMap<>();
    for (int i = 0; i < lines.size(); i++) {
      Matcher begin = BEGIN.matcher(lines.get(i).strip());
      if (begin.matches()) {
        int end = end(lines, i + 1);
        String text = trimmed(String.join("\n", lines.subList(i + 1, end)));
        places.merge(begin.group(1), text, KeptText::joined);
        i = end - 1;
      }
    }
    return new KeptText(places);
  }

  /** Index of the first line that no longer belongs to the place that begins at {@code from}. */
  private static int end(List<String> lines, int from) {
    int section = lines.size();
    for (int i = from; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (END.matcher(line).matches()) {
        return i;
      }
      if (BEGIN.matcher(line).matches()) {
        return Math.min(section, i);
      }
      if (section == lines.size() && line.startsWith("## ")) {
        section = i;
      }
    }
    return section;
  }

  private static String joined(String first, String second) {
    if (first.isEmpty() || second.isEmpty() || first.equals(second)) {
      return first.isEmpty() ? second : first;
    }
    return first + "\n\n" + second;
  }

  private static String trimmed(String text) {
    return text.replaceAll("\\A(?:[ \\t]*\n)+", "").stripTrailing();
  }

  /**
   * The place with what stands in it, markers included; {@code otherwise} while nobody wrote
   * anything.
   */
  String block(String name, String otherwise) {
    used.add(name);
    String text = places.getOrDefault(name, "");
    return marked(name, text.isBlank() ? otherwise : text);
  }

  /** The places nobody asked for with {@link #block}; empty text when there are none. */
  String rest() {
    StringBuilder rest = new StringBuilder();
    places.forEach((name, text) -> {
      if (!used.contains(name) && !text.isBlank()) {
        rest.append(rest.isEmpty() ? "" : "\n").append(marked(name, text));
      }
    });
    return rest.toString();
  }

  /** What a person wrote in a place; empty text while nobody did. */
  String written(String name) {
    return places.getOrDefault(name, "");
  }

  private static String marked(String name, String text) {
    return "<!-- keep:" + name + " -->\n" + text + "\n<!-- /keep -->\n";
  }
}
