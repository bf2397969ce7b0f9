package dev.slipway.shell.watch;

import dev.slipway.command.remote.Sighting;
import dev.slipway.shell.render.Text;
import java.util.Optional;

/** Where a release on its way is seen from: the store here, or a server. */
public interface Sight extends AutoCloseable {
  /**
   * What there is to be seen now, with the whole story.
   *
   * @throws RuntimeException when it cannot be seen at this moment; a later look may succeed
   */
  Sighting look();

  /** What should worry whoever watches: releases move and no process drives them. */
  Optional<Text> warning();

  @Override
  void close();
}
