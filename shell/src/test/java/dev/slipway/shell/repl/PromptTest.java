package dev.slipway.shell.repl;

import static dev.slipway.rollout.Situations.anAssessment;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.command.DemoWish;
import dev.slipway.command.DoctorWish;
import dev.slipway.command.Face;
import dev.slipway.command.Host;
import dev.slipway.command.InitWish;
import dev.slipway.command.Outcome;
import dev.slipway.command.Session;
import dev.slipway.command.WatchWish;
import dev.slipway.control.Desk;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.release.Actor;
import dev.slipway.release.ReleaseId;
import dev.slipway.shell.AMovingRelease;
import dev.slipway.shell.render.Palette;
import dev.slipway.shell.render.Symbols;
import java.nio.file.Path;
import java.time.Duration;
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
    prompt = new Prompt(new AtAPrompt(), () -> Palette.PLAIN);
  }

  @AfterEach
  void close() {
    release.close();
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
    prompt = new Prompt(new AtAPrompt(), () -> new Palette(true, Symbols.UNICODE));
    AttributedString line = prompt.getPrompt();
    assertEquals("shop/42 ○ planned  prod  ▸ ", line.toString());
    assertTrue(line.toAnsi().contains("\u001b[7m prod "), line.toAnsi());
    prompt = new Prompt(new AtAPrompt(), () -> Palette.PLAIN);
    assertFalse(prompt.getPrompt().toAnsi().contains("\u001b"), "colour");
  }

  /** Somebody who only looks at the prompt. */
  private final class AtAPrompt implements Session, Host {
    @Override
    public Desk desk() {
      return release.desk();
    }

    @Override
    public Actor actor() {
      return Actor.person("ada", "shell");
    }

    @Override
    public Optional<ReleaseId> inUse() {
      return inUse;
    }

    @Override
    public void use(Optional<ReleaseId> next) {
      inUse = next;
    }

    @Override
    public Host host() {
      return this;
    }

    @Override
    public Face face() {
      return Face.SHELL;
    }

    @Override
    public Outcome demo(DemoWish wish) {
      throw new IllegalStateException("nothing is typed");
    }

    @Override
    public Outcome work(Optional<Duration> untilIdle) {
      throw new IllegalStateException("nothing is typed");
    }

    @Override
    public Outcome watch(ReleaseRecord record, WatchWish wish) {
      throw new IllegalStateException("nothing is typed");
    }

    @Override
    public Outcome init(InitWish wish) {
      throw new IllegalStateException("nothing is typed");
    }

    @Override
    public Outcome doctor(DoctorWish wish) {
      throw new IllegalStateException("nothing is typed");
    }
  }
}
