package dev.slipway.bot;

import dev.slipway.bot.conversation.ChatRig;
import java.io.IOException;
import java.nio.file.Path;

/** A pretended platform that servers in processes of their own speak to. */
public interface ServedChat extends AutoCloseable {
  ChatRig rig();

  /** "slack:C0RELEASES" */
  String channel();

  /**
   * Its entry of the section {@code chat}.
   *
   * @param folder of the configuration, where secrets are written to
   */
  String configuration(Path folder) throws IOException;

  @Override
  void close();
}
