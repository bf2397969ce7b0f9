package dev.slipway.bot.marker;

import dev.slipway.bot.news.Carried;
import dev.slipway.bot.news.Carrier;
import dev.slipway.bot.news.Letter;
import dev.slipway.notice.Newsroom;

/**
 * For markers that still waited when their place was taken out of the configuration.
 *
 * @param beginning the channel of that place
 */
record Unconfigured(String beginning) implements Carrier {
  @Override
  public boolean newestOnly() {
    return true;
  }

  @Override
  public Carried carry(Letter letter) {
    return new Carried.Never(
        "the server's configuration has no " + Newsroom.configuredAt(beginning));
  }
}
