package dev.slipway.command;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What may stand at the cursor, best first. Knows no terminal; never throws, and never waits for a
 * slow source longer than a key press may take.
 */
public final class Completer {
  private final Verbs verbs = Verbs.all();
  private final LiveValues live;
  private final Habits habits;
  private final Memory memory;
  private final Offers offers;

  /** For somebody without habits, in a process that keeps nothing. */
  public Completer() {
    this(Habits.none(), Memory.none());
  }

  public Completer(Habits habits, Memory memory) {
    this(new LiveValues(), habits, memory);
  }

  private Completer(LiveValues live, Habits habits, Memory memory) {
    this.live = live;
    this.habits = habits;
    this.memory = memory;
    this.offers = new Offers(live, habits, memory);
  }

  /** For somebody else, with what is known already of slow sources. */
  public Completer with(Habits others) {
    return new Completer(live, others, memory);
  }

  /**
   * Waits for sources that were too slow for the key press, so that what they say is remembered.
   * For a process that ends after one answer.
   */
  public void settle(Duration longest) {
    live.settle(longest);
  }

  /**
   * @param words the line's words, the one at the cursor included when it has begun
   * @param wordIndex which of them the cursor is in; may be just behind the last
   * @param prefix what of that word stands before the cursor
   */
  public List<Candidate> complete(
      Session session, List<String> words, int wordIndex, String prefix) {
    try {
      int index = Math.clamp(wordIndex, 0, words.size());
      List<String> before = new ArrayList<>(words.subList(0, index));
      if (!before.isEmpty() && before.getFirst().equals(CommandLineGrammar.PROGRAM)) {
        before.removeFirst();
      }
      return fitting(at(session, before, prefix), prefix);
    } catch (RuntimeException broken) {
      // A key press never breaks the line that is being typed; running the line tells what is
      // wrong.
      return List.of();
    }
  }

  private List<Candidate> at(Session session, List<String> typed, String prefix) {
    if (typed.contains(Tokenizer.TEXT)) {
      return List.of();
    }
    if (!typed.isEmpty() && typed.getFirst().equals("help")) {
      return topics(session, typed.subList(1, typed.size()));
    }
    List<String> before = Aliases.replaced(typed);
    return switch (verbs.find(before)) {
      case Verbs.Found.Exactly exactly -> ofVerb(session, exactly.verb(), exactly.rest(), prefix);
      case Verbs.Found.NounAlone noun -> verbsOf(noun.noun());
      case Verbs.Found.Nothing nothing ->
          nothing.word().isEmpty()
              ? prefix.startsWith("-") ? options(SharedOptions.ALL, before) : first(session)
              : List.of();
    };
  }

  private List<Candidate> first(Session session) {
    List<Candidate> all = new ArrayList<>();
    Set<String> nouns = new LinkedHashSet<>();
    for (Verb verb : verbs.list()) {
      if (!verb.faces().contains(session.face())) {
        continue;
      }
      String noun = verb.noun().orElse("");
      if (noun.isEmpty()) {
        all.add(new Candidate(verb.path(), verb.summary(), verb.group(), true, ""));
      } else if (verbs.get(noun).isEmpty() && nouns.add(noun)) {
        all.add(new Candidate(noun, summary(noun), verb.group(), true, ""));
      }
    }
    all.add(new Candidate("help", "help for everything", "Help", true, ""));
    return usedFirst(all);
  }

  /** Groups stay in the order of help; inside one, what was typed often lately comes first. */
  private List<Candidate> usedFirst(List<Candidate> all) {
    List<String> groups = all.stream().map(Candidate::group).distinct().toList();
    Map<String, Long> uses = new HashMap<>();
    all.forEach(candidate -> uses.put(candidate.value(), habits.uses(candidate.value())));
    return all.stream()
        .sorted(
            Comparator.<Candidate>comparingInt(candidate -> groups.indexOf(candidate.group()))
                .thenComparing(
                    candidate -> uses.getOrDefault(candidate.value(), 0L),
                    Comparator.reverseOrder()))
        .toList();
  }

  private String summary(String noun) {
    return String.join(
        ", ",
        verbs.of(noun).stream().map(verb -> verb.path().substring(noun.length() + 1)).toList());
  }

  private List<Candidate> verbsOf(String noun) {
    return verbs.of(noun).stream()
        .map(v ->
            new Candidate(v.path().substring(noun.length() + 1), v.summary(), v.group(), true, ""))
        .toList();
  }

  private List<Candidate> topics(Session session, List<String> before) {
    if (before.isEmpty()) {
      List<Candidate> all = new ArrayList<>(first(session));
      all.add(new Candidate("exit-codes", "what scripts can rely on", "Help", true, ""));
      all.add(new Candidate("aliases", "words of other tools", "Help", true, ""));
      all.add(new Candidate("errors", "every code", "Help", true, ""));
      return all;
    }
    return before.size() == 1 && verbs.nouns().contains(before.getFirst())
        ? verbsOf(before.getFirst())
        : List.of();
  }

  private List<Candidate> ofVerb(Session session, Verb verb, List<String> rest, String prefix) {
    Line line = Line.of(session, verb, rest);
    int equals = prefix.indexOf('=');
    if (prefix.startsWith("--") && equals > 0) {
      String name = prefix.substring(0, equals);
      return verb.option(name)
          .filter(option -> !option.isFlag())
          .map(option ->
              offers.of(session, verb, option.values(), line).stream()
                  .map(c -> inside(name, c))
                  .toList())
          .orElse(List.of());
    }
    if (line.open().isPresent()) {
      return offers.of(session, verb, line.open().get().values(), line);
    }
    if (prefix.startsWith("-")) {
      return options(verb.options(), rest);
    }
    List<Candidate> all = new ArrayList<>();
    if (rest.isEmpty() && verbs.nouns().contains(verb.path())) {
      all.addAll(verbsOf(verb.path()));
    }
    line.nextSlot().ifPresent(slot -> all.addAll(offers.of(session, verb, slot.values(), line)));
    if (line.placed().isEmpty()
        && verb.slots().size() > 1
        && Parsing.leavesReleaseOut(session, verb, List.of())) {
      all.addAll(offers.of(session, verb, verb.slots().get(1).values(), line));
    }
    if (line.nextSlot().isEmpty() || line.nextSlot().get().optional()) {
      all.addAll(options(ownOptions(verb), rest));
    }
    return all;
  }

  private static List<Option> ownOptions(Verb verb) {
    return verb.options().stream().filter(option -> !SharedOptions.ALL.contains(option)).toList();
  }

  private static Candidate inside(String name, Candidate value) {
    return new Candidate(
        name + "=" + value.value(),
        value.description(),
        value.group(),
        value.possible(),
        value.because());
  }

  private static List<Candidate> options(List<Option> options, List<String> typed) {
    return options.stream()
        .filter(option ->
            typed.stream().noneMatch(word -> option.names().contains(word.split("=", 2)[0])))
        .map(option -> new Candidate(option.name(), option.words(), "options", true, ""))
        .toList();
  }

  /**
   * Those that begin with what was typed; when there are none, those that contain it; then those
   * that have its letters in order.
   */
  private static List<Candidate> fitting(List<Candidate> all, String prefix) {
    String typed = prefix.toLowerCase(Locale.ROOT);
    if (typed.isEmpty()) {
      return sorted(all);
    }
    List<Candidate> begin = all.stream().filter(c -> lower(c).startsWith(typed)).toList();
    if (!begin.isEmpty()) {
      return sorted(begin);
    }
    List<Candidate> contain = all.stream().filter(c -> lower(c).contains(typed)).toList();
    return sorted(
        contain.isEmpty()
            ? all.stream().filter(c -> hasInOrder(lower(c), typed)).toList()
            : contain);
  }

  /** What is possible first; otherwise the order they came in. */
  private static List<Candidate> sorted(List<Candidate> candidates) {
    List<Candidate> sorted =
        new ArrayList<>(candidates.stream().filter(Candidate::possible).toList());
    candidates.stream().filter(candidate -> !candidate.possible()).forEach(sorted::add);
    return List.copyOf(sorted);
  }

  private static String lower(Candidate candidate) {
    return candidate.value().toLowerCase(Locale.ROOT);
  }

  private static boolean hasInOrder(String word, String letters) {
    int at = 0;
    for (int i = 0; i < word.length() && at < letters.length(); i++) {
      if (word.charAt(i) == letters.charAt(at)) {
        at++;
      }
    }
    return at == letters.length();
  }

  /**
   * What a line has so far.
   *
   * @param placed words that fill slots
   * @param open the option whose value comes next
   * @param nextSlot the slot that the next word fills; empty when all are
   */
  record Line(List<String> placed, Optional<Option> open, Optional<Slot> nextSlot) {
    static Line of(Session session, Verb verb, List<String> rest) {
      List<String> placed = new ArrayList<>();
      Optional<Option> open = Optional.empty();
      for (String word : rest) {
        if (open.isPresent()) {
          open = Optional.empty();
        } else if (word.startsWith("-") && word.length() > 1) {
          open = verb.option(word).filter(option -> !option.isFlag());
        } else {
          placed.add(word);
        }
      }
      if (!placed.isEmpty() && Parsing.leavesReleaseOut(session, verb, placed)) {
        placed.addFirst("@");
      }
      boolean more = placed.size() < verb.slots().size();
      return new Line(
          placed, open, more ? Optional.of(verb.slots().get(placed.size())) : Optional.empty());
    }
  }
}
