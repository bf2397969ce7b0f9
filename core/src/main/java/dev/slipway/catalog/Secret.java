package dev.slipway.catalog;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Where a secret is kept. Its value is read when it is needed, and stands in no record. */
public sealed interface Secret {
  record InEnvironment(String variable) implements Secret {}

  record InFile(Path file) implements Secret {}

  /** The secret is not where it should be; what there is of it is not told. */
  final class Missing extends Exception {
    private static final long serialVersionUID = 1L;
    private final String fix;

    Missing(String what, String fix) {
      super(what);
      this.fix = fix;
    }

    public String fix() {
      return fix;
    }
  }

  /**
   * The secret itself. A file's end of line is not part of it.
   *
   * @throws Missing when there is none, or an empty one
   */
  default String value(Map<String, String> environment) throws Missing {
    return switch (this) {
      case InEnvironment(String variable) ->
          Optional.ofNullable(environment.get(variable))
              .filter(value -> !value.isEmpty())
              .orElseThrow(() ->
                  new Missing(
                      "the environment variable " + variable + " is not set",
                      "export " + variable + "=… before you start Slipway"));
      case InFile(Path file) -> content(file);
    };
  }

  private static String content(Path file) throws Missing {
    try {
      String value = Files.readString(file).replaceFirst("\\R\\z", "");
      if (value.isEmpty()) {
        throw new Missing("the file " + file + " is empty", "write the secret into it");
      }
      return value;
    } catch (IOException e) {
      throw new Missing(
          "the file " + file + " cannot be read",
          "write the secret into it, for this user's eyes: chmod 600 " + file.getFileName());
    }
  }
}
