package dev.slipway;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A page of the documentation that is printed from code. */
public final class PrintedPage {
  private PrintedPage() {}

  /** Fails when the page says something else than the code, and writes what the code says. */
  public static void mustBe(String page, String printed) throws IOException {
    Path file = projectFolder().resolve("docs").resolve(page);
    if (Files.exists(file) && Files.readString(file, StandardCharsets.UTF_8).equals(printed)) {
      return;
    }
    Files.createDirectories(file.resolveSibling("."));
    Files.writeString(file, printed, StandardCharsets.UTF_8);
    fail(
        "docs/"
            + page
            + " did not say what the code says. It has been rewritten: look at it and commit it.");
  }

  public static Path projectFolder() {
    Path here = Path.of("").toAbsolutePath();
    return Files.exists(here.resolve("core/pom.xml")) ? here : here.resolve("..").normalize();
  }

  /** Text as a cell of a table. */
  public static String cell(String text) {
    return text.replace("|", "\\|").replace("<", "&lt;").replace("\n", " ");
  }
}
