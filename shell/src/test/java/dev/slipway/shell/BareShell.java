package dev.slipway.shell;

import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/**
 * A bare Spring Boot application with a JLine prompt, as one writes it on the first day: nothing is
 * switched off and nothing is tuned.
 */
@SpringBootApplication
class BareShell {
  public static void main(String[] arguments) {
    SpringApplication.run(BareShell.class, arguments).close();
  }

  @Bean
  CommandLineRunner loop() {
    return arguments -> {
      try (Terminal terminal = TerminalBuilder.terminal()) {
        LineReader reader = LineReaderBuilder.builder().terminal(terminal).build();
        String line;
        do {
          line = reader.readLine("bare ▸ ");
        } while (!line.strip().equals("exit"));
      }
    };
  }
}
