package dev.slipway.command;

import dev.slipway.control.Refusal;
import dev.slipway.control.Refusal.Kind;
import dev.slipway.control.port.OutsideFailure;
import dev.slipway.journal.Store;
import dev.slipway.view.RefusalView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Every command there is, and what a line comes to. One declaration for every face. */
public final class CommandLineGrammar {
  /** The program's name, which may begin a line in every face. */
  public static final String PROGRAM = "slipway";

  private static final int STACK_LINES = 12;

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
    return verbs.list().stream().map(v -> new Entry(v.path(), v.group(), v.summary(), v.faces())).toList();
  }

  /** The line in this tool's own words, where it was typed in another's: faces say it before they answer. */
  public Optional<String> echo(List<String> words) {
    List<String> bare = bare(words);
    List<String> replaced = Aliases.replaced(bare);
    return replaced.equals(bare) ? Optional.empty() : Optional.of(PROGRAM + " " + String.join(" ", replaced));
  }

  /** Runs one line, given as words. Every answer, a no included, is a view; nothing a person can type throws. */
  public Outcome run(Session session, List<String> words) {
    Format format = Parsing.formatOf(words);
    try {
      Outcome outcome = answer(session, bare(words), format);
      return outcome.view().isPresent() ? checked(outcome) : outcome;
    } catch (Refused refused) {
      return Outcome.of(RefusalView.of(refused.refusal()), refused.exit(), format);
    } catch (Store.Unavailable away) {
      return no("E-STORE-01", Kind.FAILED, message(away), List.of(), format, away.fix());
    } catch (Store.Conflict conflict) {
      return no("E-STORE-02", Kind.CONFLICT, "Somebody else was first: " + message(conflict) + ".", List.of(), format, "run it again");
    } catch (OutsideFailure failure) {
      return no("E-OUT-01", Kind.FAILED, "The outside did not answer.", List.of(message(failure)), format);
    } catch (RuntimeException broken) {
      List<String> why = new ArrayList<>(List.of(broken.getClass().getSimpleName() + ": " + message(broken)));
      if (words.contains("--debug")) {
        Stream.of(broken.getStackTrace()).limit(STACK_LINES).forEach(line -> why.add("at " + line));
      }
      return no(
          "E-BUG-01",
          Kind.FAILED,
          "Slipway itself failed; what was done before that stands in the history.",
          why,
          format,
          "slipway audit list --verify");
    }
  }

  private Outcome answer(Session session, List<String> words, Format format) {
    if (words.isEmpty()) {
      return Outcome.of(help.overview(session.face()), ExitCode.DONE, format);
    }
    if (words.getFirst().equals("help")) {
      return help.answer(Parsing.positionals(words.subList(1, words.size())), session.face(), format);
    }
    List<String> line = Aliases.replaced(words);
    if (line.isEmpty()) {
      return Outcome.of(help.overview(session.face()), ExitCode.DONE, format);
    }
    Verbs.Found found = verbs.find(line);
    return switch (found) {
      case Verbs.Found.Exactly exactly -> run(session, exactly.verb(), exactly.rest(), format);
      case Verbs.Found.NounAlone noun ->
          Outcome.of(help.noun(noun.noun()), Parsing.asksForHelp(words) ? ExitCode.DONE : ExitCode.USAGE, format);
      case Verbs.Found.Nothing nothing ->
          Parsing.asksForHelp(words)
              ? Outcome.of(help.overview(session.face()), ExitCode.DONE, format)
              : Outcome.of(help.unknown(nothing.word(), line), ExitCode.USAGE, format);
    };
  }

  private Outcome run(Session session, Verb verb, List<String> rest, Format format) {
    if (Parsing.asksForHelp(rest)) {
      return Outcome.of(help.verb(verb), ExitCode.DONE, format);
    }
    if (!verb.faces().contains(session.face())) {
      throw Call.notHere(
          "\"" + verb.path() + "\" works " + Help.where(verb) + " only.", "slipway help " + verb.path());
    }
    return verb.action().run(Parsing.parse(session, verb, rest));
  }

  /** Fields that the answer does not have are the line's fault, so they are found before anything is shown. */
  private static Outcome checked(Outcome outcome) {
    return outcome
        .view()
        .flatMap(view -> Json.unknownField(view, outcome.format()))
        .map(words -> no("E-USAGE-06", Kind.USAGE, words, List.of(), outcome.format()))
        .orElse(outcome);
  }

  private static List<String> bare(List<String> words) {
    boolean named = !words.isEmpty() && (words.getFirst().equals(PROGRAM) || words.getFirst().equals("/" + PROGRAM));
    return named ? words.subList(1, words.size()) : words;
  }

  private static Outcome no(String code, Kind kind, String what, List<String> why, Format format, String... fix) {
    return Outcome.of(
        RefusalView.of(new Refusal(code, kind, what, why, List.of(fix))), ExitCode.of(kind), format);
  }

  private static String message(RuntimeException failure) {
    String message = failure.getMessage();
    return message == null ? "no further words" : message;
  }
}
