package dev.slipway.shell.repl;

import static dev.slipway.rollout.Situations.anAssessment;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.command.remote.Bearings;
import dev.slipway.release.ReleaseId;
import dev.slipway.shell.AMovingRelease;
import dev.slipway.shell.render.Palette;
import dev.slipway.shell.render.Symbols;
import java.nio.file.Path;
import java.util.Optional;
import org.jline.utils.AttributedString;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PromptTest {
  private AMovingRelease release;
  private Prompt prompt;
  private Optional<ReleaseId> inUse = Optional.empty();

  @BeforeEach
  void aRelease(@TempDir Path folder) {
    release = new AMovingRelease(folder);
    prompt = prompt(Palette.PLAIN);
  }

  @AfterEach
  void close() {
    release.close();
  }

  private Prompt prompt(Palette palette) {
    Bearings bearings = new Bearings(release.desk());
    return new Prompt(
        () -> inUse.map(ReleaseId::toString), () -> inUse.flatMap(bearings::of), () -> palette);
  }

  private String shown() {
    return prompt.getPrompt().toString();
  }

  private void uses() {
    inUse = Optional.of(release.record().id());
  }

  @Test
  void namesTheProgramWhileNoReleaseIsInUse() {
    assertEquals("slipway ▸ ", shown());
  }

  @Test
  void tellsOfTheReleaseInUseHowFarItIsAndWhatTimeIsLeft() {
    uses();
    assertEquals("shop/42 ○ planned prod ▸ ", shown());
    release.atTheFirstStage();
    // JLine reads two percent signs as one.
    assertTrue(shown().startsWith("shop/42 ● 5 %% "), shown());
    release.checked(anAssessment().passing().at(release.clock().now()));
    String line = shown();
    assertTrue(line.matches("shop/42 ● 5 %% \\d+:\\d\\d prod ▸ "), line);
    release.tell(at -> at.pause());
    assertEquals("shop/42 ! paused 5 %% prod ▸ ", shown());
    release.tell(at -> at.rollback());
    assertTrue(shown().startsWith("shop/42 ● rolling back "), shown());
  }

  @Test
  void showsProductionInReverseVideoWhereThereIsColour() {
    uses();
    prompt = prompt(new Palette(true, Symbols.UNICODE));
    AttributedString line = prompt.getPrompt();
    assertEquals("shop/42 ○ planned  prod  ▸ ", line.toString());
    assertTrue(line.toAnsi().contains("\u001b[7m prod "), line.toAnsi());
    prompt = prompt(Palette.PLAIN);
    assertFalse(prompt.getPrompt().toAnsi().contains("\u001b"), "colour");
  }
}
