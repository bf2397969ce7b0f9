package dev.slipway.command;

import dev.slipway.control.Refusal;
import dev.slipway.control.Refusal.Kind;
import java.util.List;

/**
 * Ends the running of one line with a no. Never leaves this room: the grammar turns it into a view.
 */
final class Refused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Refusal refusal;
  private final ExitCode exit;

  Refused(Refusal refusal, ExitCode exit) {
    super(refusal.what(), null, false, false);
    this.refusal = refusal;
    this.exit = exit;
  }

  Refused(Refusal refusal) {
    this(refusal, ExitCode.of(refusal.kind()));
  }

  static Refused of(String code, Kind kind, String what, List<String> why, String... fix) {
    return new Refused(new Refusal(code, kind, what, why, List.of(fix)));
  }

  static Refused usage(String code, String what, String... fix) {
    return of(code, Kind.USAGE, what, List.of(), fix);
  }

  Refusal refusal() {
    return refusal;
  }

  ExitCode exit() {
    return exit;
  }
}
