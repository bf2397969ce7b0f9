package dev.slipway.command.remote;

import dev.slipway.command.ExitCode;
import dev.slipway.command.Format;
import dev.slipway.command.Question;
import dev.slipway.view.RefusalView;
import dev.slipway.view.View;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What a line came to, or what it asks or shows first.
 *
 * @param exit as the program would end with
 * @param format as the line asked for it
 * @param view what to show; empty when a question or a watch comes instead
 * @param question has to be answered; the same line is sent again with one answer more
 * @param inUse the release in use from here on, "" for none; absent when that stays as it is
 * @param watch the release is to be watched from here on
 * @param at the server's time when the line was done
 * @param bearing of the release in use after the line; empty when none is
 */
public record LineAnswer(
    int exit,
    Format format,
    Optional<View> view,
    Optional<Asked> question,
    Optional<String> inUse,
    Optional<Watch> watch,
    Optional<Instant> at,
    Optional<Bearing> bearing) {
  /** With nothing that a prompt would need. */
  public LineAnswer(
      int exit,
      Format format,
      Optional<View> view,
      Optional<Asked> question,
      Optional<String> inUse,
      Optional<Watch> watch) {
    this(exit, format, view, question, inUse, watch, Optional.empty(), Optional.empty());
  }

  /**
   * @param name what has to be typed letter by letter; empty for yes or no
   */
  public record Asked(String words, Optional<String> name) {
    public static Asked of(Question question) {
      return switch (question) {
        case Question.YesNo(String words) -> new Asked(words, Optional.empty());
        case Question.TypeName(String words, String name) -> new Asked(words, Optional.of(name));
      };
    }

    public Question question() {
      return name.isPresent()
          ? new Question.TypeName(words, name.get())
          : new Question.YesNo(words);
    }
  }

  /** How a release is to be watched, as a line asked for it. */
  public record Watch(String release, boolean untilOver, Optional<Duration> timeout) {}

  /** The same, with what the next prompt tells. */
  public LineAnswer before(Instant at, Optional<Bearing> bearing) {
    return new LineAnswer(exit, format, view, question, inUse, watch, Optional.of(at), bearing);
  }

  /** A no to the whole request. */
  public static LineAnswer refused(RefusalView refusal, ExitCode exit) {
    return new LineAnswer(
        exit.code(),
        Format.DEFAULT,
        Optional.of(refusal),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }
}
