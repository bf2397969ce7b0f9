package dev.slipway.bot.delivery;

import dev.slipway.notice.Outbox;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What is still worth a post after an outage: of a release's lines that waited too long the newest
 * that matters, and that it is late. Its root message shows the rest.
 *
 * @param post to be posted next; empty when nothing is open
 * @param drop not worth a post any more
 * @param late how long the next one waited, when that is worth saying
 */
record Collapse(Optional<Outbox.Line> post, List<Outbox.Line> drop, Optional<Duration> late) {
  private static final Duration LATE = Duration.ofMinutes(1);

  private static final int MOST_BEFORE_URGENT = 3;

  /** Urgencies of what the whole channel hears, or of harm. */
  private static final int ROUTINE = 2;

  /**
   * @param open lines of one release in one channel that are still to be posted
   */
  static Collapse of(List<Outbox.Line> open, Instant now) {
    List<Outbox.Line> lines =
        open.stream().sorted(Comparator.comparingLong(Outbox.Line::sequence)).toList();
    List<Outbox.Line> late =
        lines.stream().filter(line -> Collapse.isLate(line, now) && !wasSent(line)).toList();
    List<Outbox.Line> drop = new ArrayList<>();
    if (late.size() > 1) {
      Outbox.Line kept =
          late.stream()
              .filter(line -> line.urgency() < ROUTINE)
              .reduce((first, second) -> second)
              .orElse(late.getLast());
      late.stream().filter(line -> !line.equals(kept)).forEach(drop::add);
    }
    drop.addAll(inTheWay(lines.stream().filter(line -> !drop.contains(line)).toList()));
    Optional<Outbox.Line> next = lines.stream().filter(line -> !drop.contains(line)).findFirst();
    return new Collapse(
        next,
        List.copyOf(drop),
        next.filter(line -> isLate(line, now)).map(line -> Duration.between(line.made(), now)));
  }

  /** Lines stay in order, and harm does not wait for a dozen routine ones before it. */
  private static List<Outbox.Line> inTheWay(List<Outbox.Line> lines) {
    long urgent =
        lines.stream()
            .filter(line -> line.urgency() == 0)
            .mapToLong(Outbox.Line::sequence)
            .max()
            .orElse(0);
    List<Outbox.Line> routine =
        lines.stream()
            .filter(line -> line.sequence() < urgent && line.urgency() >= ROUTINE && !wasSent(line))
            .toList();
    return routine.size() > MOST_BEFORE_URGENT ? routine : List.of();
  }

  private static boolean isLate(Outbox.Line line, Instant now) {
    return line.made().plus(LATE).isBefore(now);
  }

  /** It may stand there already: it is looked for, never left out. */
  private static boolean wasSent(Outbox.Line line) {
    return line.state() == Outbox.Line.State.SENT_UNCERTAIN;
  }
}
