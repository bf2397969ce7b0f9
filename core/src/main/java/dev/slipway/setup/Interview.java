package dev.slipway.setup;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Gathers answers: from the line, from proposals, from whoever can be asked. */
final class Interview {
  private final Map<String, String> given;
  private final boolean accept;
  private final boolean fromGit;
  private final Optional<Listener> listener;
  private final Map<String, String> answers = new LinkedHashMap<>();
  private final List<String> missing = new ArrayList<>();
  private final List<String> faults = new ArrayList<>();
  private boolean left;

  /** How it ended. */
  sealed interface End {
    /**
     * @param answers by option
     */
    record Answered(Map<String, String> answers) implements End {}

    /**
     * @param flags options that would answer what is open
     */
    record Missing(List<String> flags) implements End {}

    record Faulty(List<String> words) implements End {}

    record Left() implements End {}
  }

  /**
   * @param given answers by option
   * @param accept takes every proposal
   * @param fromGit takes what git proposes
   * @param listener empty when nobody can be asked
   */
  Interview(
      Map<String, String> given, boolean accept, boolean fromGit, Optional<Listener> listener) {
    this.given = given;
    this.accept = accept;
    this.fromGit = fromGit;
    this.listener = listener;
  }

  /** Puts a question; the answer so far helps to word the next ones. */
  Optional<String> put(Asked question) {
    if (left) {
      return Optional.empty();
    }
    Optional<String> answer = answer(question);
    answer.ifPresent(text -> answers.put(question.flag(), text));
    return answer;
  }

  /** An answer that is taken where the line gives it, and asked of nobody. */
  void take(String flag, Function<String, Optional<String>> fault) {
    Optional<String> known = Optional.ofNullable(given.get(flag));
    known.ifPresent(text -> {
      fault.apply(text).ifPresent(words -> faults.add(flag + ": " + words));
      answers.put(flag, text);
    });
  }

  private Optional<String> answer(Asked question) {
    Optional<String> known = Optional.ofNullable(given.get(question.flag()));
    if (known.isPresent()) {
      question
          .fault()
          .apply(known.get())
          .ifPresent(fault -> faults.add(question.flag() + ": " + fault));
      return known;
    }
    Optional<String> proposal =
        question.proposal().filter(text -> question.fault().apply(text).isEmpty());
    if (proposal.isPresent() && (accept || (fromGit && question.fromGit()))) {
      return proposal;
    }
    if (accept || listener.isEmpty()) {
      missing.add(question.flag());
      return Optional.empty();
    }
    return ask(question, proposal, listener.get());
  }

  private Optional<String> ask(Asked question, Optional<String> proposal, Listener person) {
    while (true) {
      Optional<String> typed = person.asked(question.words(), proposal);
      if (typed.isEmpty()) {
        left = true;
        return Optional.empty();
      }
      String text = typed.get().strip();
      if (text.equals("?")) {
        question.explanation().forEach(person::hear);
        continue;
      }
      if (text.isEmpty() && proposal.isEmpty()) {
        person.hear("There is nothing to propose here; type an answer, or ? for what is meant.");
        continue;
      }
      String answer = text.isEmpty() ? proposal.get() : text;
      Optional<String> fault = question.fault().apply(answer);
      if (fault.isEmpty()) {
        return Optional.of(answer);
      }
      person.hear(fault.get());
    }
  }

  /** Names what could not even be asked yet. */
  void open(String flag) {
    missing.add(flag);
  }

  End end() {
    if (left) {
      return new End.Left();
    }
    if (!faults.isEmpty()) {
      return new End.Faulty(List.copyOf(faults));
    }
    return missing.isEmpty()
        ? new End.Answered(Map.copyOf(answers))
        : new End.Missing(List.copyOf(missing));
  }
}
