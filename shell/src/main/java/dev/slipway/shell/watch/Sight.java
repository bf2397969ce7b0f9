package dev.slipway.shell.watch;

import dev.slipway.command.ExitCode;
import dev.slipway.command.Failure;
import dev.slipway.command.remote.Sighting;
import dev.slipway.shell.render.Text;
import dev.slipway.view.RefusalView;
import java.util.Optional;

/** Where a release on its way is seen from: the store here, or a server. */
public interface Sight extends AutoCloseable {
  /**
   * What there is to be seen now, with the whole story.
   *
   * @throws Away when it cannot be seen at this moment; a later look may succeed
   * @throws RuntimeException likewise, or because it can never be seen from here
   */
  Sighting look();

  /** Whoever shows it is away, and expected back. */
  final class Away extends RuntimeException implements Failure.Obstacle {
    private static final long serialVersionUID = 1L;
    private final transient RefusalView refusal;
    private final ExitCode exit;

    public Away(RefusalView refusal, ExitCode exit) {
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

  /** What should worry whoever watches: releases move and no process drives them. */
  Optional<Text> warning();

  @Override
  void close();
}
