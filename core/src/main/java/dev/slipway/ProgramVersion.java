package dev.slipway;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/** The version of this program, as the jar of its core says. */
public final class ProgramVersion {
  private static final String FILE = "/META-INF/maven/dev.slipway/slipway-core/pom.properties";

  private ProgramVersion() {}

  /** "0.1.0-SNAPSHOT", or "development" when it does not run from its jars. */
  public static String text() {
    try (InputStream file = ProgramVersion.class.getResourceAsStream(FILE)) {
      if (file == null) {
        return "development";
      }
      Properties properties = new Properties();
      properties.load(file);
      return properties.getProperty("version", "development");
    } catch (IOException e) {
      return "development";
    }
  }
}
