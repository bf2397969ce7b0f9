package dev.slipway.shell;

import dev.slipway.command.ExitCode;
import dev.slipway.view.RefusalView;

/** The core cannot be opened. Unwinds whatever command wanted it; shown as a refusal. */
final class Obstacle extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final transient RefusalView refusal;
  private final ExitCode exit;

  Obstacle(RefusalView refusal, ExitCode exit) {
    super(refusal.what(), null, false, false);
    this.refusal = refusal;
    this.exit = exit;
  }

  RefusalView refusal() {
    return refusal;
  }

  ExitCode exit() {
    return exit;
  }
}
