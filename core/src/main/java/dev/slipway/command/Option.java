package dev.slipway.command;

import java.util.List;

/**
 * An option of a verb.
 *
 * @param names the long one first: "--reason", "-r"
 * @param value what its value is called; empty for a flag
 */
record Option(List<String> names, String value, Values values, String words) {
  Option {
    names = List.copyOf(names);
  }

  static Option flag(String name, String words) {
    return new Option(List.of(name), "", Values.NOTHING, words);
  }

  static Option flag(String name, String brief, String words) {
    return new Option(List.of(name, brief), "", Values.NOTHING, words);
  }

  static Option value(String name, String value, Values values, String words) {
    return new Option(List.of(name), value, values, words);
  }

  static Option value(String name, String brief, String value, Values values, String words) {
    return new Option(List.of(name, brief), value, values, words);
  }

  boolean isFlag() {
    return value.isEmpty();
  }

  /** "--reason": the name by which a {@link Call} knows it. */
  String name() {
    return names.getFirst();
  }
}
