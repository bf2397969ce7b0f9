package dev.slipway.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a line of one command is made of, for faces that offer it as a form. Options that every
 * command takes are left out.
 *
 * @param path "rollout pause"
 * @param parts words told by their place first, in their order; then options
 */
public record Shape(String path, String summary, List<Part> parts) {
  public Shape {
    parts = List.copyOf(parts);
  }

  /**
   * @param name "release", "reason"
   * @param option how the line names it: "--reason"; empty for a word told by its place
   * @param kind what it takes
   * @param needed whether the line is wrong without it; a release may be left out where one is in
   *     use
   */
  public record Part(
      String name, Optional<String> option, Kind kind, boolean needed, String words) {}

  /** What a part takes. */
  public enum Kind {
    /** Given, or not. */
    FLAG,
    /** Whatever somebody writes; nothing is offered. */
    TEXT,
    /** One of the values that {@link Completer} offers. */
    OFFERED
  }

  static Shape of(Verb verb) {
    List<Part> parts = new ArrayList<>();
    for (Slot slot : verb.slots()) {
      boolean needed = !slot.optional() && slot.values() != Values.RELEASE;
      parts.add(new Part(slot.name(), Optional.empty(), kind(slot.values()), needed, slot.words()));
    }
    for (Option option : verb.options()) {
      if (!SharedOptions.ALL.contains(option)) {
        Kind kind = option.isFlag() ? Kind.FLAG : kind(option.values());
        parts.add(
            new Part(
                option.name().substring(2),
                Optional.of(option.name()),
                kind,
                false,
                option.words()));
      }
    }
    return new Shape(verb.path(), verb.summary(), parts);
  }

  private static Kind kind(Values values) {
    return values == Values.NOTHING || values == Values.COUNT || values == Values.RELEASE_NAME
        ? Kind.TEXT
        : Kind.OFFERED;
  }
}
