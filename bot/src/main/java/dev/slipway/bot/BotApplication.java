package dev.slipway.bot;

import java.nio.file.Path;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The server: a worker, the API and chat in one process. Any number of them share a store. */
@SpringBootApplication
public class BotApplication {

  /** Runs in the current folder, with the slipway.yaml found there or above, until SIGTERM. */
  public static void main(String[] arguments) {
    int exit = ServerStart.in(Path.of("").toAbsolutePath(), System.err);
    if (exit != 0) {
      System.exit(exit);
    }
    // After everything is closed: what moved has been handed on.
    SpringApplication.getShutdownHandlers().add(() -> System.out.println("slipway server stopped"));
  }
}
