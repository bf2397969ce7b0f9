package dev.slipway.bot.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.slipway.journal.StreamName;
import dev.slipway.notice.Outbox.Line;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is worth a post after an outage, or when harm waits behind routine. */
class CollapseTest {
  private static final Instant TEN = Instant.parse("2026-11-20T10:00:00Z");
  private static final int NOW = 0;
  private static final int SOON = 1;
  private static final int ROUTINE = 2;

  private static Line line(long sequence, int urgency, Instant made) {
    return Line.waiting(
        "slack:C1", new StreamName("release/shop/42"), sequence, urgency, "", made, made);
  }

  private static List<Long> dropped(Collapse collapse) {
    return collapse.drop().stream().map(Line::sequence).toList();
  }

  @Test
  void whatIsFreshIsPostedInItsOrder() {
    Collapse collapse =
        Collapse.of(
            List.of(line(3, NOW, TEN), line(1, ROUTINE, TEN), line(2, SOON, TEN)),
            TEN.plusSeconds(10));

    assertEquals(List.of(), dropped(collapse));
    assertEquals(Optional.of(line(1, ROUTINE, TEN)), collapse.post());
    assertEquals(Optional.empty(), collapse.late());
  }

  @Test
  void ofWhatIsLateTheNewestThatMattersIsLeft() {
    Collapse collapse =
        Collapse.of(
            List.of(
                line(1, SOON, TEN),
                line(2, ROUTINE, TEN),
                line(3, NOW, TEN.plusSeconds(60)),
                line(4, ROUTINE, TEN.plusSeconds(61))),
            TEN.plusSeconds(300));

    assertEquals(List.of(1L, 2L, 4L), dropped(collapse));
    assertEquals(3L, collapse.post().orElseThrow().sequence());
    assertEquals(Optional.of(Duration.ofMinutes(4)), collapse.late());
  }

  @Test
  void whereNothingMattersTheNewestIsLeft() {
    Collapse collapse =
        Collapse.of(List.of(line(1, ROUTINE, TEN), line(2, ROUTINE, TEN)), TEN.plusSeconds(300));

    assertEquals(List.of(1L), dropped(collapse));
  }

  @Test
  void aLineThatMayStandThereIsNeverLeftOut() {
    Line sent = line(1, ROUTINE, TEN).sent(TEN);

    Collapse collapse =
        Collapse.of(List.of(sent, line(2, NOW, TEN), line(3, ROUTINE, TEN)), TEN.plusSeconds(300));

    assertEquals(List.of(3L), dropped(collapse));
    assertEquals(Optional.of(sent), collapse.post());
  }

  @Test
  void harmDoesNotWaitForADozenRoutineLines() {
    List<Line> lines =
        List.of(
            line(1, ROUTINE, TEN),
            line(2, SOON, TEN),
            line(3, ROUTINE, TEN),
            line(4, ROUTINE, TEN),
            line(5, ROUTINE, TEN),
            line(6, NOW, TEN),
            line(7, ROUTINE, TEN));

    assertEquals(List.of(1L, 3L, 4L, 5L), dropped(Collapse.of(lines, TEN)));
    assertEquals(
        List.of(), dropped(Collapse.of(lines.subList(2, 7), TEN)), "three are soon posted");
  }
}
