package dev.slipway.command;

import dev.slipway.control.port.OutsideFailure;
import dev.slipway.journal.Codec;
import dev.slipway.journal.Store;
import dev.slipway.view.Plain;
import dev.slipway.view.RefusalView;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What is shown when a command broke instead of answering. */
public record Failure(RefusalView view, ExitCode exit) {
  /** A fault that knows what to say of itself. */
  public interface Obstacle {
    RefusalView refusal();

    ExitCode exit();
  }

  private static final String STORE_AWAY = "E-STORE-01";

  /**
   * @param trouble whatever came out of a command; causes are looked through for one that explains
   *     itself
   */
  public static Failure of(Throwable trouble) {
    for (Throwable cause = trouble; cause != null; cause = cause.getCause()) {
      if (cause instanceof Obstacle obstacle) {
        return new Failure(obstacle.refusal(), obstacle.exit());
      }
      if (cause instanceof Store.Unavailable away) {
        return new Failure(
            refusal(
                STORE_AWAY, "The store cannot be used.", List.of(words(away)), List.of(away.fix())),
            ExitCode.FAILED);
      }
      if (cause instanceof Store.Conflict) {
        return new Failure(
            new RefusalView(
                "E-STORE-02",
                "conflict",
                "Somebody else changed the same release at this very moment; nothing was changed here.",
                List.of(),
                List.of("look again (slipway show), then repeat the command")),
            ExitCode.CONFLICT);
      }
      if (cause instanceof Codec.Unreadable) {
        return new Failure(
            refusal(
                "E-STORE-03",
                "An entry of the journal cannot be read; nothing was changed.",
                List.of(words(cause)),
                List.of(
                    "slipway audit list --verify",
                    "or run the newest Slipway that used this store")),
            ExitCode.FAILED);
      }
      if (cause instanceof OutsideFailure outside) {
        return new Failure(
            refusal(
                "E-OUTSIDE-01",
                outside.system() + " did not do its part.",
                List.of(words(outside)),
                List.of("repeat the command when it answers again")),
            ExitCode.FAILED);
      }
      if (cause instanceof Json.UnknownField) {
        return new Failure(
            new RefusalView(
                "E-USAGE-05",
                "usage",
                words(cause),
                List.of(),
                List.of("name fields of that list, or leave --fields out")),
            ExitCode.USAGE);
      }
    }
    String reference = reference(trouble);
    return new Failure(
        refusal(
            "E-BUG-" + reference,
            "Slipway broke: "
                + trouble.getClass().getSimpleName()
                + (trouble.getMessage() == null ? "" : ": " + words(trouble)),
            List.of(),
            List.of("repeat it with --debug and report what it prints, reference " + reference)),
        ExitCode.FAILED);
  }

  public boolean isStoreAway() {
    return view.code().equals(STORE_AWAY);
  }

  /** The same, with something better to do first. */
  public Failure withFirst(List<String> fixes) {
    List<String> all = new ArrayList<>(Plain.lines(fixes));
    all.addAll(view.fix());
    return new Failure(
        new RefusalView(view.code(), view.kind(), view.what(), view.why(), all), exit);
  }

  private static RefusalView refusal(String code, String what, List<String> why, List<String> fix) {
    return new RefusalView(code, "failed", Plain.line(what, 200), why, Plain.lines(fix));
  }

  private static String words(Throwable trouble) {
    String message = trouble.getMessage();
    return Plain.line(message == null ? trouble.getClass().getSimpleName() : message, 300);
  }

  /**
   * The same fault has the same reference on every machine: where it happened, not what it was
   * about.
   */
  private static String reference(Throwable trouble) {
    StackTraceElement[] trace = trouble.getStackTrace();
    String place =
        trace.length == 0
            ? ""
            : trace[0].getClassName() + trace[0].getMethodName() + trace[0].getLineNumber();
    return String.format(
        Locale.ROOT, "%06x", (trouble.getClass().getName() + place).hashCode() & 0xffffff);
  }

  public static String trace(Throwable trouble) {
    StringWriter text = new StringWriter();
    trouble.printStackTrace(new PrintWriter(text));
    return text.toString();
  }
}
