package dev.slipway.bot;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts the server. */
@SpringBootApplication
public class BotApplication {

  public static void main(String[] arguments) {
    SpringApplication.run(BotApplication.class, arguments);
  }
}
