package dev.slipway.command;

import dev.slipway.view.RefusalView;
import java.util.List;
import java.util.Optional;

/** Every command there is, and what a line comes to. One declaration for every face. */
public final class CommandLineGrammar {
  /** The program's name, which may begin a line in every face. */
  public static final String PROGRAM = "slipway";

  private final Verbs verbs = Verbs.all();
  private final Help help = new Help(verbs);

  /**
   * A command as faces list it.
   *
   * @param path "rollout advance"
   * @param group heading it stands under
   */
  public record Entry(String path, String group, String summary, List<Face> faces) {
    public Entry {
      faces = List.copyOf(faces);
    }
  }

  /** Every command, in the order help lists them. */
  public List<Entry> commands() {
    return verbs.list().stream()
        .map(v -> new Entry(v.path(), v.group(), v.summary(), v.faces()))
        .toList();
  }

  /** What a line of this command is made of. */
  public Optional<Shape> shape(String path) {
    return verbs.get(path).map(Shape::of);
  }

  /**
   * The line in this tool's own words, where it was typed in another's: faces say it before they
   * answer.
   */
  public Optional<String> echo(List<String> words) {
    List<String> bare = bare(words);
    List<String> replaced = Aliases.replaced(bare);
    return replaced.equals(bare)
        ? Optional.empty()
        : Optional.of(PROGRAM + " " + String.join(" ", replaced));
  }

  /** The command that a line begins with, "rollout pause"; empty for help and for what is none. */
  public Optional<String> verb(List<String> words) {
    List<String> bare = bare(words);
    if (bare.isEmpty() || bare.getFirst().equals("help") || Parsing.asksForHelp(bare)) {
      return Optional.empty();
    }
    List<String> line = Aliases.replaced(bare);
    return !line.isEmpty() && verbs.find(line) instanceof Verbs.Found.Exactly exactly
        ? Optional.of(exactly.verb().path())
        : Optional.empty();
  }

  /**
   * Runs one line, given as words. Every answer, a no included, is a view; nothing a person can
   * type throws. What does is a store or an outside that fails, or a broken promise: each face says
   * that in its own way.
   */
  public Outcome run(Session session, List<String> words) {
    Format format = Parsing.formatOf(words);
    try {
      return answer(session, bare(words), format);
    } catch (Refused refused) {
      return Outcome.of(RefusalView.of(refused.refusal()), refused.exit(), format.whole());
    }
  }

  private Outcome answer(Session session, List<String> words, Format asked) {
    Format format = asked.whole();
    if (words.isEmpty()) {
      return Outcome.of(help.overview(session.face()), ExitCode.DONE, format);
    }
    if (words.getFirst().equals("help")) {
      return help.answer(
          Parsing.positionals(words.subList(1, words.size())), session.face(), format);
    }
    List<String> line = Aliases.replaced(words);
    if (line.isEmpty()) {
      return Outcome.of(help.overview(session.face()), ExitCode.DONE, format);
    }
    Verbs.Found found = verbs.find(line);
    return switch (found) {
      case Verbs.Found.Exactly exactly -> run(session, exactly.verb(), exactly.rest(), asked);
      case Verbs.Found.NounAlone noun ->
          Outcome.of(
              help.noun(noun.noun()),
              Parsing.asksForHelp(words) ? ExitCode.DONE : ExitCode.USAGE,
              format);
      case Verbs.Found.Nothing nothing ->
          Parsing.asksForHelp(words)
              ? Outcome.of(help.overview(session.face()), ExitCode.DONE, format)
              : Outcome.of(help.unknown(nothing.word(), line), ExitCode.USAGE, format);
    };
  }

  private Outcome run(Session session, Verb verb, List<String> rest, Format format) {
    if (Parsing.asksForHelp(rest)) {
      return Outcome.of(help.verb(verb), ExitCode.DONE, format.whole());
    }
    if (!verb.faces().contains(session.face())) {
      throw Call.notHere(
          "\"" + verb.path() + "\" works " + Help.where(verb) + " only.",
          "slipway help " + verb.path());
    }
    // Before anything is done: a line that is wrong in its last word must not have half its effect.
    Json.unknownField(verb.answers(), format.fields())
        .ifPresent(words -> {
          throw Refused.usage("E-USAGE-05", words);
        });
    return shown(verb, verb.action().run(Parsing.parse(session, verb, rest)));
  }

  /**
   * Fields were asked of what the verb shows; where it shows something else there is nothing to
   * pick from.
   */
  private static Outcome shown(Verb verb, Outcome outcome) {
    boolean other = outcome.view().isPresent() && !verb.answers().isInstance(outcome.view().get());
    if (!other || outcome.format().fields().isEmpty()) {
      return outcome;
    }
    return new Outcome(outcome.view(), outcome.exit(), outcome.format().whole());
  }

  private static List<String> bare(List<String> words) {
    boolean named =
        !words.isEmpty()
            && (words.getFirst().equals(PROGRAM) || words.getFirst().equals("/" + PROGRAM));
    return named ? words.subList(1, words.size()) : words;
  }
}
