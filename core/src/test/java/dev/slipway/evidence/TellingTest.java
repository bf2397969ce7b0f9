package dev.slipway.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.slipway.gate.GateVerdict;
import dev.slipway.health.Verdict;
import dev.slipway.release.Actor;
import dev.slipway.release.Weight;
import dev.slipway.rollout.Happening;
import org.junit.jupiter.api.Test;

class TellingTest {
  private static final Telling TELLING =
      new Telling(new Naming(key -> key.equals("ada") ? "Ada Okafor" : key));

  private static String newest(AStory story) {
    return TELLING.words(story.record().story().getLast().fact());
  }

  @Test
  void saysNothingTwice() {
    AStory story = AStory.opened().atAQuarter();
    story.happens(new Happening.PauseRequested(story.now(), AStory.ADA, "looks odd"));
    assertEquals("Ada Okafor paused it: looks odd", newest(story));
    story.happens(
        new Happening.ResumeRequested(story.now(), AStory.ADA, GateVerdict.OPEN, true, ""));
    assertEquals("Ada Okafor resumed it", newest(story));
    story.checked(Verdict.FAIL, 1, false);
    assertEquals(
        "check: limit broken (1 in a row, 2 are enough to act): error rate 30.0 %, limit 2.00 %",
        newest(story));
    story.heldWell();
    assertEquals(
        "check: within limits: error rate 0.30 %, limit 2.00 %; stage 2 held: 460 requests",
        newest(story));
  }

  @Test
  void saysWhatAFailedStepLedTo() {
    AStory story = AStory.opened().planned().started();
    story.happens(
        new Happening.StepFailed(
            story.now(), AStory.DRIVER, "checkpoint", 1, "no answer", Happening.Changed.NO));

    assertEquals(
        "step checkpoint failed, attempt 1: no answer (changed anything: no); nothing was changed",
        newest(story));
  }

  @Test
  void saysWhyARequestWasRefusedAndAFactTooLate() {
    AStory story = AStory.opened().planned();
    story.happens(
        new Happening.PauseRequested(story.now(), new Actor("ci", Actor.Kind.MACHINE, "api"), ""));
    assertEquals(
        "refused, nothing changed: ci (machine) paused it; a release that is planned and not started cannot be paused",
        newest(story));
    story.happens(
        new Happening.TrafficSettled(story.now(), AStory.DRIVER, new Weight(5), "router-1"));
    assertEquals(
        "the new version's share is confirmed at 5 %; too late: arrived when the release was already planned and not started",
        newest(story));
  }
}
