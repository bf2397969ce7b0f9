package dev.slipway.control;

import java.util.function.Function;

/** Either what was asked for, or why not. */
public sealed interface Answer<T> {
  record Yes<T>(T value) implements Answer<T> {}

  record No<T>(Refusal refusal) implements Answer<T> {}

  static <T> Answer<T> yes(T value) {
    return new Yes<>(value);
  }

  static <T> Answer<T> no(Refusal refusal) {
    return new No<>(refusal);
  }

  /** Goes on with the value, or hands the no through. */
  default <R> Answer<R> then(Function<T, Answer<R>> next) {
    return switch (this) {
      case Yes<T> yes -> next.apply(yes.value());
      case No<T> no -> new No<>(no.refusal());
    };
  }
}
