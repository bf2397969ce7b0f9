package dev.slipway.setup;

import dev.slipway.command.InitWish;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The line of {@code slipway init} as it was typed, with an example for each answer it lacks. */
final class CompletedLine {
  private static final String DEPLOY = "--deploy";
  private static final Map<String, List<String>> EXAMPLES =
      Map.of(
          "--service",
          List.of("shop"),
          "--owner",
          List.of("Ada Okafor <ada@example.org>"),
          "--tag-pattern",
          List.of("v{version}"),
          "--environment",
          List.of("production"),
          "--running",
          List.of("./running.sh {instance}"),
          "--stop",
          List.of("./stop.sh {instance}"),
          "--probe",
          List.of("http://{address}/health"),
          DEPLOY,
          List.of("./deploy.sh", "{instance}", "{version}"));

  private CompletedLine() {}

  /**
   * @param open options that would answer what is open; "--instance production=…" is one
   */
  static String of(InitWish wish, List<String> open) {
    List<String> line = new ArrayList<>(List.of("slipway", "init", "--yes"));
    Map<String, List<String>> answers = new TreeMap<>(wish.given());
    for (String flag : open) {
      String[] words = flag.split(" ", 2);
      if (words.length == 2) {
        String instance = words[1].replace("…", "web-1@10.0.0.7:8080");
        answers.merge(words[0], List.of(instance), CompletedLine::both);
      } else if (EXAMPLES.containsKey(flag)) {
        answers.put(flag, EXAMPLES.getOrDefault(flag, List.of()));
      }
    }
    List<String> deploy = answers.getOrDefault(DEPLOY, List.of());
    answers.remove(DEPLOY);
    answers.forEach((flag, texts) -> {
      for (String text : texts) {
        line.add(flag);
        line.add(Pasted.word(text));
      }
    });
    if (!deploy.isEmpty()) {
      line.add("--");
      deploy.forEach(word -> line.add(Pasted.word(word)));
    }
    return String.join(" ", line);
  }

  private static List<String> both(List<String> one, List<String> other) {
    List<String> both = new ArrayList<>(one);
    both.addAll(other);
    return both;
  }
}
