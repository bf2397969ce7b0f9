package dev.slipway.notice;

import dev.slipway.journal.StreamName;
import java.time.Instant;
import java.util.Optional;

/**
 * A line that is about no release: somebody wants to see whether news arrives. It goes the way of
 * all news, so that what it proves is what will happen.
 *
 * @param by the catalogue's key
 */
public record TestCall(String by, Instant at) {
  private static final String BEGINNING = "news/test/";

  private StreamName stream() {
    return new StreamName(BEGINNING + at.toEpochMilli() + "/" + by);
  }

  /** Who asked, where a stream stands for a test. */
  public static Optional<TestCall> of(StreamName stream) {
    if (!stream.value().startsWith(BEGINNING)) {
      return Optional.empty();
    }
    String[] parts = stream.value().substring(BEGINNING.length()).split("/", 2);
    return parts.length == 2 && parts[0].matches("[0-9]{1,15}")
        ? Optional.of(new TestCall(parts[1], Instant.ofEpochMilli(Long.parseLong(parts[0]))))
        : Optional.empty();
  }

  /** The line that asks for it; quiet hours do not hold it back. */
  public Outbox.Line to(String channel) {
    return Outbox.Line.waiting(channel, stream(), 1, Telling.Urgency.SOON.rank(), "test", at, at);
  }
}
