package dev.slipway.release;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One release of one service: "shop/42". Numbers count from 1 within a service. */
public record ReleaseId(ServiceName service, long number) implements Comparable<ReleaseId> {
  private static final Pattern SHAPE =
      Pattern.compile("([a-z0-9][a-z0-9._-]{0,59})/([1-9][0-9]{0,17})");

  public ReleaseId {
    if (number < 1) {
      throw new IllegalArgumentException("release numbers start at 1: " + number);
    }
  }

  /** Reads "shop/42"; empty when the text has another shape. */
  public static Optional<ReleaseId> parse(String text) {
    Matcher matcher = SHAPE.matcher(text);
    return matcher.matches()
        ? Optional.of(
            new ReleaseId(new ServiceName(matcher.group(1)), Long.parseLong(matcher.group(2))))
        : Optional.empty();
  }

  @Override
  public int compareTo(ReleaseId other) {
    int byService = service.compareTo(other.service);
    return byService != 0 ? byService : Long.compare(number, other.number);
  }

  @Override
  public String toString() {
    return service + "/" + number;
  }
}
