package dev.slipway.health;

import java.util.OptionalDouble;

/**
 * One signal of one side over the window that ends at its snapshot's time.
 *
 * @param value a share 0..1, milliseconds, requests per second, or events per request; empty when
 *     the provider has no point
 * @param events how many errors or business events stand behind the value; 0 where it does not
 *     apply
 * @param requests how many requests stand behind the value
 */
public record Measure(Signal signal, Side side, OptionalDouble value, long events, long requests) {
  public Measure {
    if (events < 0 || requests < 0) {
      throw new IllegalArgumentException("counts are not negative: " + events + " of " + requests);
    }
    if (value.isPresent() && !Double.isFinite(value.getAsDouble())) {
      value = OptionalDouble.empty();
    }
  }
}
