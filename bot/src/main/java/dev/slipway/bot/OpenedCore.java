package dev.slipway.bot;

import dev.slipway.ProgramVersion;
import dev.slipway.Slipway;
import dev.slipway.catalog.ChatSettings;
import dev.slipway.catalog.Reading;
import dev.slipway.control.Worker;
import dev.slipway.notice.Redaction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The core, opened with the configuration that the server was started with, and its worker. */
@Configuration(proxyBeanMethods = false)
class OpenedCore {
  private static final Logger LOG = LoggerFactory.getLogger("slipway.worker");

  @Bean
  Slipway slipway(Reading.Read configuration) {
    return Slipway.open(Slipway.Settings.of(configuration, ProgramVersion.text()));
  }

  @Bean
  ChatSettings chatSettings(Reading.Read configuration) {
    return configuration.chat();
  }

  /** What is kept out of everything that leaves for people and programs elsewhere. */
  @Bean
  Redaction redaction(ChatSettings chat) {
    return Redaction.of(chat.redact());
  }

  /** Closed before the core is, once requests have finished: what it drove goes to another one. */
  @Bean
  Worker worker(Slipway slipway) {
    return slipway.worker(LOG::warn);
  }
}
