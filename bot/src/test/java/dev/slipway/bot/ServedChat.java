package dev.slipway.bot;

import dev.slipway.bot.conversation.ChatRig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

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

  /** Other channels that the bot is in, as the catalogue writes them. */
  List<String> moreChannels(int count);

  /** How many calls came too fast for the platform's limits. */
  long refusedForPace();

  /** The same by what was used up, as far as the platform tells it apart. */
  default Map<String, Integer> refusals() {
    return Map.of();
  }

  @Override
  void close();
}
