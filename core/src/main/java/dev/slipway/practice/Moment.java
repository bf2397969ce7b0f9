package dev.slipway.practice;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/**
 * Something worth a mark on the practice page.
 *
 * @param headline whether it says how things stand from now on
 * @param errorLimit the error rate, 0..1, past which the release goes back; absent where it did not
 *     change
 */
public record Moment(String words, Tone tone, boolean headline, OptionalDouble errorLimit) {
  private static final int LONGEST = 200;

  /** What kind of moment it is; each has a sign and a colour of its own on the page. */
  public enum Tone {
    MOVING,
    GOOD,
    WAITING,
    BAD,
    FAULT;

    public static Optional<Tone> named(String name) {
      return Arrays.stream(values()).filter(tone -> tone.word().equals(name)).findFirst();
    }

    public static String names() {
      return Arrays.stream(values()).map(Tone::word).collect(Collectors.joining(", "));
    }

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public Moment {
    if (words.isBlank()) {
      throw new IllegalArgumentException("a moment needs words");
    }
    if (errorLimit.isPresent()
        && !(errorLimit.getAsDouble() > 0 && errorLimit.getAsDouble() <= 1)) {
      throw new IllegalArgumentException("an error limit is above 0 and at most 1");
    }
    words = words.substring(0, Math.min(LONGEST, words.length()));
  }

  /** A mark only. */
  public static Moment of(String words, Tone tone) {
    return new Moment(words, tone, false, OptionalDouble.empty());
  }
}
