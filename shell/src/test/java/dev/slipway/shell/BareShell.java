package dev.slipway.shell;

import java.io.IOException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The least a shell on this stack can be: Spring Boot, without auto-configuration, and a JLine
 * prompt.
 */
@Configuration(proxyBeanMethods = false)
class BareShell {
  public static void main(String[] arguments) {
    SpringApplication application = new SpringApplication(BareShell.class);
    application.setBannerMode(Banner.Mode.OFF);
    application.setLogStartupInfo(false);
    application.setWebApplicationType(WebApplicationType.NONE);
    application.run(arguments).close();
  }

  @Bean
  Terminal terminal() throws IOException {
    return TerminalBuilder.builder().build();
  }

  @Bean
  LineReader reader(Terminal terminal) {
    return LineReaderBuilder.builder().terminal(terminal).build();
  }

  @Bean
  ApplicationRunner loop(LineReader reader) {
    return arguments -> {
      String line;
      do {
        line = reader.readLine("bare ▸ ");
      } while (!line.strip().equals("exit"));
    };
  }
}
