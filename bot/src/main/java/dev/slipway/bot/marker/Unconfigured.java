package dev.slipway.bot.marker;

import dev.slipway.bot.news.Carried;
import dev.slipway.bot.news.Carrier;
import dev.slipway.bot.news.Letter;

/** For markers that still waited when their Grafana was taken out of the configuration. */
record Unconfigured() implements Carrier {
  @Override
  public String beginning() {
    return GrafanaCarrier.CHANNEL;
  }

  @Override
  public boolean newestOnly() {
    return true;
  }

  @Override
  public Carried carry(Letter letter) {
    return new Carried.Never("the server's configuration has no markers.grafana");
  }
}
