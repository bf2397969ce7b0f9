package dev.slipway.command;

import java.util.List;

/**
 * An option of a verb.
 *
 * @param names the long one first: "--reason", "-r"
 * @param value what its value is called; empty for a flag
 * @param many whether it may be given again, each time with one more value
 */
record Option(List<String> names, String value, Values values, boolean many, String words) {
  Option {
    names = List.copyOf(names);
  }

  static Option flag(String name, String words) {
    return new Option(List.of(name), "", Values.NOTHING, false, words);
  }

  static Option flag(String name, String brief, String words) {
    return new Option(List.of(name, brief), "", Values.NOTHING, false, words);
  }

  static Option value(String name, String value, Values values, String words) {
    return new Option(List.of(name), value, values, false, words);
  }

  static Option value(String name, String brief, String value, Values values, String words) {
    return new Option(List.of(name, brief), value, values, false, words);
  }

  /** An option that may be given several times. */
  static Option several(List<String> names, String value, Values values, String words) {
    return new Option(names, value, values, true, words);
  }

  boolean isFlag() {
    return value.isEmpty();
  }

  /** "--reason": the name by which a {@link Call} knows it. */
  String name() {
    return names.getFirst();
  }
}
