package dev.slipway.bot.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.slipway.command.AShop;
import dev.slipway.control.port.Deployment;
import dev.slipway.journal.ReleaseRecord;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TargetLooksTest {
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  private static final Optional<Deployment.Running> RUNNING =
      Optional.of(new Deployment.Running(List.of(), 1, 0, 1));

  @TempDir private Path folder;
  private AShop shop;
  private ReleaseRecord release;
  private Optional<Deployment.Running> answer = RUNNING;

  /** Questions that hang until they are run. */
  private final List<Runnable> questions = new ArrayList<>();

  private final TargetLooks looks = new TargetLooks(asked -> answer, questions::add);

  @BeforeEach
  void open() {
    shop = AShop.in(folder);
    release = shop.opened("v2");
  }

  @AfterEach
  void close() {
    shop.close();
  }

  @Test
  void aTargetThatHangsIsAskedOnceHoweverManyWatchAndComeBack() {
    for (int second = 0; second < 100; second++) {
      assertEquals(Optional.empty(), looks.of(release, NOON.plusSeconds(second)));
    }
    assertEquals(1, questions.size());

    questions.getFirst().run();
    assertEquals(Optional.empty(), looks.of(release, NOON.plusSeconds(100)), "too old by now");
    assertEquals(2, questions.size());
  }

  @Test
  void whatItSaidIsShownToEverybodyAndAskedForAgainAfterAMoment() {
    assertEquals(Optional.empty(), looks.of(release, NOON));
    questions.getFirst().run();

    assertEquals(RUNNING, looks.of(release, NOON.plusSeconds(1)));
    assertEquals(RUNNING, looks.of(release, NOON.plusSeconds(4)));
    assertEquals(1, questions.size());
    answer = Optional.empty();
    assertEquals(RUNNING, looks.of(release, NOON.plusSeconds(5)));
    questions.getLast().run();
    assertEquals(Optional.empty(), looks.of(release, NOON.plusSeconds(6)));
    assertEquals(2, questions.size());
  }

  @Test
  void aQuestionThatBreaksIsAskedAgain() {
    TargetLooks broken =
        new TargetLooks(
            asked -> {
              throw new IllegalStateException("broken");
            },
            questions::add);
    assertEquals(Optional.empty(), broken.of(release, NOON));
    assertThrows(IllegalStateException.class, questions.getFirst()::run);

    assertEquals(Optional.empty(), broken.of(release, NOON.plusSeconds(5)));

    assertEquals(2, questions.size());
  }
}
