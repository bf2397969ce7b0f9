package dev.slipway.shell;

import dev.slipway.command.ExitCode;
import dev.slipway.command.Failure;
import dev.slipway.view.RefusalView;

/** The core cannot be opened. Unwinds whatever command wanted it; shown as a refusal. */
final class Obstacle extends RuntimeException implements Failure.Obstacle {
  private static final long serialVersionUID = 1L;
  private final transient RefusalView refusal;
  private final ExitCode exit;

  Obstacle(RefusalView refusal, ExitCode exit) {
    super(refusal.what(), null, false, false);
    this.refusal = refusal;
    this.exit = exit;
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
