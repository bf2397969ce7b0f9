package dev.slipway.outside.exec;

import dev.slipway.plan.ExecSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The environment a command runs in: little of Slipway's own, and what is configured.
 *
 * @param secrets values that came from outside the configuration; never shown
 */
record Surroundings(Map<String, String> variables, List<String> secrets) {
  static final List<String> KEPT =
      List.of("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "USER", "SYSTEMROOT");

  /** A variable or a file that is configured is not there. */
  static final class Missing extends Exception {
    private static final long serialVersionUID = 1L;

    Missing(String what) {
      super(what);
    }
  }

  static Surroundings of(Map<String, ExecSpec.Value> environment) throws Missing {
    Map<String, String> variables = new LinkedHashMap<>();
    List<String> secrets = new ArrayList<>();
    for (String name : KEPT) {
      Optional.ofNullable(System.getenv(name)).ifPresent(value -> variables.put(name, value));
    }
    for (Map.Entry<String, ExecSpec.Value> variable : environment.entrySet()) {
      switch (variable.getValue()) {
        case ExecSpec.Value.Text text -> variables.put(variable.getKey(), text.text());
        case ExecSpec.Value.FromEnvironment from -> {
          String value =
              Optional.ofNullable(System.getenv(from.name()))
                  .orElseThrow(() ->
                      new Missing(
                          "the variable " + from.name() + " is not set where Slipway runs"));
          variables.put(variable.getKey(), value);
          secrets.add(value);
        }
        case ExecSpec.Value.FromFile from -> {
          String value = content(from);
          variables.put(variable.getKey(), value);
          secrets.add(value);
        }
      }
    }
    return new Surroundings(variables, secrets);
  }

  private static String content(ExecSpec.Value.FromFile from) throws Missing {
    try {
      return Files.readString(from.file(), StandardCharsets.UTF_8).stripTrailing();
    } catch (IOException unreadable) {
      throw new Missing("the file " + from.file() + " cannot be read");
    }
  }
}
