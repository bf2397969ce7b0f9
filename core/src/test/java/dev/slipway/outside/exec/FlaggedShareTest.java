package dev.slipway.outside.exec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.control.port.OutsideFailure;
import dev.slipway.control.port.Target;
import dev.slipway.control.port.Traffic;
import dev.slipway.release.Weight;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A flag that belongs to the share of a dark launch, turned and read by the team's commands. */
@Tag("X6")
class FlaggedShareTest {
  @TempDir private Path folder;
  private AService service;
  private Traffic traffic;

  @BeforeEach
  void v1RunsOnBlue() {
    service = new AService(folder, "b1", "g1");
    service.write("b1.up", "v1");
    traffic = target().traffic();
  }

  private Target target() {
    return ATarget.twoSides(service, "b1", "g1").turningFlags().opened();
  }

  private Weight read() {
    return traffic.read().share();
  }

  private List<String> turns() {
    return service.read("turns.log").lines().toList();
  }

  @Test
  void inPlaceTheFlagBelongsToTheShareOfInstances() {
    service.write("g1.up", "v2");
    Traffic inPlace = ATarget.inPlace(service, "b1", "g1").turningFlags().opened().traffic();
    inPlace.write(new Weight(50).showing(10));

    assertEquals(new Weight(50).showing(10), inPlace.read().share());
    inPlace.write(Weight.NONE);
    assertEquals(new Weight(50).hidden(), inPlace.read().share(), "only deploying moves anybody");
  }

  @Test
  void severalFlagsAreOffBeforeAnybodyIsMovedByTheScriptToo() {
    Target two = ATarget.twoSides(service, "b1", "g1").turningFlags("coupon_ui", "other").opened();
    two.traffic().write(Weight.ALL);
    assertEquals(Weight.ALL, two.traffic().read().share());

    String unused = script(two.breakGlass());

    assertEquals(Weight.NONE, two.traffic().read().share());
    assertEquals(List.of("0", "0"), List.of(shown("coupon_ui"), shown("other")));
  }

  private String shown(String flag) {
    return service.read("flag-" + flag).strip();
  }

  @Test
  void readsBackWhatWasTurned() {
    assertEquals(Weight.NONE, read());
    for (Weight share :
        List.of(
            Weight.ALL.showing(0),
            Weight.ALL.showing(1),
            Weight.ALL.showing(50),
            Weight.ALL,
            Weight.ALL.showing(0),
            Weight.NONE)) {
      traffic.write(share);
      assertEquals(share, read());
    }
  }

  @Test
  void theFlagIsOffBeforeAnybodyIsMoved() {
    traffic.write(Weight.ALL.showing(50));

    traffic.write(Weight.NONE);

    assertEquals("flag 0, blue 0", turns().getLast(), "everybody was on green still");
    assertEquals("blue 100", service.read("share"));
  }

  @Test
  void aFlagThatIsAsWantedIsNotTurnedAgain() {
    traffic.write(Weight.ALL.showing(10));
    traffic.write(Weight.ALL.showing(10));

    assertEquals(1, turns().size(), () -> turns().toString());
  }

  @Test
  void whoLiesAboutTurningItIsFoundOutByReading() {
    traffic.write(Weight.ALL.showing(10));
    service.write("broken-flag", "exit 0\n");

    traffic.write(Weight.ALL.showing(50));

    assertEquals(Weight.ALL.showing(10), read());
  }

  @Test
  void whoLiesAboutFailingIsFoundOutToo() {
    service.write("broken-flag", "echo \"$2\" > \"flag-$1\"\nexit 3\n");

    OutsideFailure failure =
        assertThrows(OutsideFailure.class, () -> traffic.write(Weight.ALL.showing(10)));

    assertTrue(
        String.valueOf(failure.getMessage()).contains("flag coupon_ui to 10 %"),
        failure::getMessage);
    assertEquals(Weight.ALL.showing(10), read());
  }

  @Test
  void aFlagThatCannotBeTurnedKeepsNobodyOnTheNewVersion() {
    traffic.write(Weight.ALL.showing(10));
    service.write("broken-flag", "exit 1\n");

    assertThrows(OutsideFailure.class, () -> traffic.write(Weight.NONE));

    assertEquals("blue 100", service.read("share"));
    assertEquals(Weight.NONE.showing(10), read(), "and it is said that the flag is on");
    assertTrue(read().isAbove(Weight.NONE));
  }

  @Test
  void aFlagThatHangsKeepsNobodyEither() {
    traffic.write(Weight.ALL.showing(10));
    service.write("broken-flag", "sleep 30\n");

    traffic.write(Weight.NONE);

    assertEquals("blue 100", service.read("share"));
    assertEquals(Weight.NONE.showing(10), read());
  }

  @Test
  void nonsenseIsNoFlagThatIsOff() {
    for (String nonsense :
        List.of("echo on", "echo 101", "echo", "echo -5", "exit 4", "echo 1 2")) {
      service.write("broken-flag-read", nonsense + "\nexit 0\n");
      traffic.write(Weight.NONE);
      assertThrows(OutsideFailure.class, this::read, nonsense);
    }
    service.write("broken-flag-read", "echo '7 %'\nexit 0\n");
    assertEquals(Weight.NONE.showing(7), read());
  }

  @Test
  void theScriptTurnsItOffFirst() {
    traffic.write(Weight.ALL.showing(50));

    String unused = script(target().breakGlass());

    assertEquals("flag 0, blue 0", turns().getLast());
    assertEquals(Weight.NONE, read());
  }

  @Test
  void theScriptSendsEverybodyBackWhenTheFlagFailsOrLies() {
    sendsBack("exit 0\n");
    sendsBack("exit 1\n");
  }

  @Test
  @Tag("long")
  void theScriptSendsEverybodyBackWhenTheFlagHangs() {
    sendsBack("sleep 60\n");
  }

  private void sendsBack(String fault) {
    service.write("broken-flag", "");
    traffic.write(Weight.ALL.showing(50));
    service.write("broken-flag", fault);

    String said = script(target().breakGlass());

    assertEquals("blue 100", service.read("share"), fault);
    assertTrue(said.contains("ended with 1"), said);
    assertTrue(said.contains("flag coupon_ui is not seen to be off: 50"), said);
  }

  /** Runs what takes it back with a real sh. */
  private String script(Target.BreakGlass lines) {
    service.write("take-back.sh", "set -eu\n" + lines.takeBack());
    return service.run("sh", "-c", "sh ./take-back.sh; echo \"ended with $?\"");
  }
}
