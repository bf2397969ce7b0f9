package dev.slipway.shell.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.command.DemoWish;
import dev.slipway.command.Outcome;
import dev.slipway.shell.AMovingRelease;
import dev.slipway.shell.GivenPlace;
import dev.slipway.view.NoticeView;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real ground with a real fleet, typed about from a folder that has no configuration. */
@Timeout(value = 300, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class KeptGroundTest {
  @TempDir Path folder;
  private final List<String> asked = new ArrayList<>();
  private PracticeDoor door;

  @BeforeEach
  void door() {
    door =
        new PracticeDoor(
            GivenPlace.in(folder.resolve("elsewhere"))
                .variable("XDG_STATE_HOME", folder.resolve("xdg").toString())
                .surroundings(),
            () -> {
              throw new IllegalStateException("no configuration here");
            });
  }

  @AfterEach
  void stopped() {
    door.control(new DemoWish.Stop(asked::add));
  }

  private NoticeView does(DemoWish wish) {
    Outcome outcome = door.control(wish);
    return assertInstanceOf(NoticeView.class, outcome.view().orElseThrow(), outcome.toString());
  }

  @Test
  void saysWhatIsKeptAndAsksBeforeAReleaseLosesItsFleet() {
    NoticeView made = does(new DemoWish.Start());
    assertTrue(made.what().startsWith("the practice ground is ready"), made.what());
    assertFalse(made.details().toString().contains("another terminal"), made.toString());
    Path ground = folder.resolve("xdg/slipway/practice");
    try (AMovingRelease release = new AMovingRelease(ground).started()) {
      NoticeView again = does(new DemoWish.Start());
      assertEquals(
          "the practice ground is there already, and its fleet runs; nothing was changed",
          again.what());
      String details = String.join("\n", again.details());
      assertTrue(details.contains("kept in " + ground), details);
      assertTrue(details.contains("v1  100 %  4 of 4 instances ready"), details);
      assertTrue(details.contains(release.record().id() + " moves"), details);

      assertThrows(
          IllegalStateException.class,
          () ->
              door.control(
                  new DemoWish.Stop(what -> {
                    asked.add(what);
                    throw new IllegalStateException("no");
                  })));
      assertTrue(asked.getFirst().startsWith("shop/42 moves; without the fleet"), asked.toString());
      assertEquals(again.what(), does(new DemoWish.Start()).what());

      assertEquals(
          "the practice fleet has ended; what was practised is kept",
          does(new DemoWish.Stop(asked::add)).what());
      assertEquals(2, asked.size());
      assertEquals("no practice fleet is running", does(new DemoWish.Stop(asked::add)).what());
      assertEquals(2, asked.size());
      assertEquals(
          "the practice ground of before is kept, and its fleet runs again",
          does(new DemoWish.Start()).what());
    }
  }
}
