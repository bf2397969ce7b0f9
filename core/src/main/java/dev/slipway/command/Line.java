package dev.slipway.command;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the words of a line give.
 *
 * @param values by the option's first name, as everywhere here
 * @param several values of options that may be given again
 * @param placed the words between the options
 */
record Line(
    Map<String, String> values,
    Map<String, List<String>> several,
    Set<String> flags,
    List<String> placed) {
  Line() {
    this(new HashMap<>(), new HashMap<>(), new HashSet<>(), new ArrayList<>());
  }

  /**
   * A line of whole option names, each given once, with values that look like no option. Picocli
   * reads it the same way, but its start costs a one-shot command more than all the rest does (its
   * classes are too old for the start-up cache). What is not as plain as this, wrong lines above
   * all, is left to it: empty.
   */
  static Optional<Line> plain(Verb verb, List<String> words) {
    Line line = new Line();
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      if (!word.startsWith("-")) {
        line.placed.add(word);
        continue;
      }
      Option option = verb.option(word).orElse(null);
      if (option == null
          || option.many()
          || line.flags.contains(option.name())
          || line.values.containsKey(option.name())) {
        return Optional.empty();
      }
      if (option.isFlag()) {
        line.flags.add(option.name());
      } else if (i + 1 < words.size() && !words.get(i + 1).startsWith("-")) {
        i++;
        line.values.put(option.name(), words.get(i));
      } else {
        return Optional.empty();
      }
    }
    return Optional.of(line);
  }
}
