package dev.slipway.bot.marker;

import dev.slipway.bot.news.Carrier;
import dev.slipway.bot.news.NewsDelivery;
import dev.slipway.command.AShop;
import dev.slipway.notice.Outbox;
import dev.slipway.outside.store.SqlChatBook;
import java.time.Duration;
import java.util.List;

/** A server that carries a shop's markers, turn by turn, while the shop's own clock goes on. */
record Carrying(AShop shop, NewsDelivery server) {
  /** One that has looked around already. */
  static Carrying with(AShop shop, Outbox outbox, Carrier carrier) {
    NewsDelivery server =
        new NewsDelivery(
            shop.desk(),
            outbox,
            new SqlChatBook(shop.store()),
            List.of(carrier),
            "one",
            Runnable::run);
    server.turn();
    return new Carrying(shop, server);
  }

  void passes(Duration time, Duration step) {
    for (Duration done = Duration.ZERO; done.compareTo(time) < 0; done = done.plus(step)) {
      server.turn();
      AShop unused = shop.later(step);
    }
    server.turn();
  }

  void passes() {
    passes(Duration.ofSeconds(3), Duration.ofSeconds(1));
  }
}
