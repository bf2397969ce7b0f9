package dev.slipway.audience;

import java.util.List;

/** Somebody or something that is told. */
public sealed interface Recipient {
  /**
   * A person of the catalogue, by mail to the first of their addresses.
   *
   * @param key the catalogue's key
   */
  record Person(String key) implements Recipient {}

  /** One mail address. */
  record Address(String address) implements Recipient {}

  /**
   * Mail addresses that share a name.
   *
   * @param name as configured
   */
  record AddressList(String name, List<String> addresses) implements Recipient {
    public AddressList {
      addresses = List.copyOf(addresses);
    }
  }

  /** A program that is called, by its name in the configuration. */
  record Webhook(String name) implements Recipient {}

  /**
   * A channel of a chat that hears the plain words only.
   *
   * @param channel "slack:C024BE7LR"
   */
  record Channel(String channel) implements Recipient {}

  /** As a configuration writes it. */
  default String written() {
    return switch (this) {
      case Person person -> person.key();
      case Address one -> one.address();
      case AddressList list -> "list:" + list.name();
      case Webhook webhook -> "webhook:" + webhook.name();
      case Channel chat -> chat.channel();
    };
  }
}
