package dev.slipway.bot;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/**
 * Starts the server. It opens the core and shows its health; chat and the API come to live here.
 */
@SpringBootApplication
public class BotApplication {

  public static void main(String[] arguments) {
    SpringApplication.run(BotApplication.class, arguments);
  }
}
