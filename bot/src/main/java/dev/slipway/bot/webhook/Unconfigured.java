package dev.slipway.bot.webhook;

import dev.slipway.bot.news.Carried;
import dev.slipway.bot.news.Carrier;
import dev.slipway.bot.news.Letter;
import dev.slipway.notice.Newsroom;
import java.util.Set;

/**
 * For programs that a subscription names and this server does not know: of them nobody would hear
 * otherwise that they wait.
 */
record Unconfigured(Set<String> known) implements Carrier {
  Unconfigured {
    known = Set.copyOf(known);
  }

  @Override
  public String beginning() {
    return Newsroom.WEBHOOK;
  }

  @Override
  public boolean takes(String channel) {
    return !known.contains(channel.substring(Newsroom.WEBHOOK.length()));
  }

  @Override
  public boolean newestOnly() {
    return false;
  }

  @Override
  public Carried carry(Letter letter) {
    return new Carried.Never("the server's configuration has no webhooks." + letter.to());
  }
}
