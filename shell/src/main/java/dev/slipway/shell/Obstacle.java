package dev.slipway.shell;

import dev.slipway.command.ExitCode;
import dev.slipway.command.Failure;
import dev.slipway.view.Plain;
import dev.slipway.view.RefusalView;
import java.util.List;

/** What a command needs is not there. Unwinds the command; shown as a refusal. */
public final class Obstacle extends RuntimeException implements Failure.Obstacle {
  private static final long serialVersionUID = 1L;
  private static final int LONGEST = 300;
  private final transient RefusalView refusal;
  private final ExitCode exit;

  public Obstacle(RefusalView refusal, ExitCode exit) {
    super(refusal.what(), null, false, false);
    this.refusal = refusal;
    this.exit = exit;
  }

  /** The same from words that may hold anything. */
  public static Obstacle of(
      String code, ExitCode exit, String what, List<String> why, List<String> fix) {
    String kind =
        switch (exit) {
          case USAGE -> "usage";
          case NOT_ALLOWED -> "not allowed";
          case NOT_FOUND -> "not found";
          default -> "failed";
        };
    return new Obstacle(
        new RefusalView(
            code,
            kind,
            Plain.line(what, LONGEST),
            why.stream().map(line -> Plain.line(line, LONGEST)).toList(),
            Plain.lines(fix)),
        exit);
  }

  @Override
  public RefusalView refusal() {
    return refusal;
  }

  @Override
  public ExitCode exit() {
    return exit;
  }
}
