package dev.slipway.bot.mail;

import dev.slipway.audience.Audience;
import dev.slipway.audience.NewsKind;
import dev.slipway.audience.Recipient;
import dev.slipway.audience.Subscription;
import dev.slipway.bot.news.NewsDelivery;
import dev.slipway.catalog.MailSettings;
import dev.slipway.command.AShop;
import dev.slipway.notice.Outbox;
import dev.slipway.notice.Redaction;
import dev.slipway.outside.store.SqlChatBook;
import dev.slipway.outside.store.SqlOutbox;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/** A shop whose news goes out by mail. */
final class Mailed implements AutoCloseable {
  final AShop shop;
  final Outbox outbox;

  private Mailed(AShop shop) {
    this.shop = shop;
    this.outbox = SqlOutbox.ofNews(shop.store());
  }

  static Mailed to(Path folder, String... addresses) {
    Subscription all =
        new Subscription(
            "management",
            List.of(),
            List.of(),
            EnumSet.allOf(NewsKind.class),
            List.of(new Recipient.AddressList("all", List.of(addresses))),
            List.of());
    AShop shop =
        AShop.heardOf(folder, new Audience(ZoneOffset.UTC, List.of(all), Map.of()))
            .titled("Coupon codes");
    return new Mailed(shop);
  }

  static MailSettings settings(int port, MailSettings.Security security) {
    return new MailSettings(
        "127.0.0.1",
        port,
        security,
        Optional.empty(),
        "releases@example.org",
        "Releases",
        Optional.of("https://wiki.example.org/{service}-{number}?v={version}"));
  }

  NewsDelivery server(MailSettings settings, Map<String, String> environment, Properties more) {
    NewsDelivery delivery =
        new NewsDelivery(
            shop.desk(),
            outbox,
            new SqlChatBook(shop.store()),
            List.of(new MailCarrier(shop.desk(), settings, Redaction.none(), environment, more)),
            "one",
            Runnable::run);
    // What was before it came is old news.
    delivery.turn();
    return delivery;
  }

  NewsDelivery server(int port) {
    return server(settings(port, MailSettings.Security.NONE), Map.of(), new Properties());
  }

  /** Turns for as long as that, one a minute. */
  void forAnHour(NewsDelivery server) {
    for (int minute = 0; minute < 60; minute++) {
      server.turn();
      shop.later(Duration.ofMinutes(1));
    }
  }

  List<String> troubles() {
    return outbox.dead(9).stream().map(Outbox.Line::trouble).toList();
  }

  @Override
  public void close() {
    shop.close();
  }
}
