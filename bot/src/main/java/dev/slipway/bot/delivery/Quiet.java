package dev.slipway.bot.delivery;

import dev.slipway.audience.Audience;
import dev.slipway.audience.QuietHours;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/** Hours in which the team's channels hear only what is urgent. */
final class Quiet {
  private final Supplier<Audience> audience;
  private final List<String> names;

  /**
   * @param names of hours; one that the catalogue does not have is none
   */
  Quiet(Supplier<Audience> audience, List<String> names) {
    this.audience = audience;
    this.names = List.copyOf(names);
  }

  static Quiet never() {
    return new Quiet(Audience::nobody, List.of());
  }

  /** When it ends; empty while it is not quiet. */
  Optional<Instant> until(Instant now) {
    List<QuietHours> hours =
        names.stream()
            .filter(audience.get().quietHours()::containsKey)
            .map(name -> Objects.requireNonNull(audience.get().quietHours().get(name), name))
            .toList();
    Instant end = QuietHours.firstOutside(hours, now);
    return end.isAfter(now) ? Optional.of(end) : Optional.empty();
  }
}
