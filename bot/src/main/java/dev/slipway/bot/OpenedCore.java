package dev.slipway.bot;

import dev.slipway.Slipway;
import dev.slipway.catalog.CatalogueReader;
import dev.slipway.catalog.Problem;
import dev.slipway.catalog.Reading;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Opens the core from a configuration file. A server whose configuration is wrong does not start.
 */
@Configuration(proxyBeanMethods = false)
class OpenedCore {
  private static final String VERSION = "0.1.0";

  @Bean
  Slipway slipway(@Value("${slipway.configuration}") Path file) {
    return switch (CatalogueReader.ofThisUser().read(file)) {
      case Reading.Read read -> Slipway.open(Slipway.Settings.of(read, VERSION));
      case Reading.Problems problems ->
          throw new IllegalStateException(
              problems.all().stream().map(Problem::words).collect(Collectors.joining("\n")));
    };
  }
}
