package dev.slipway.shell.watch;

import dev.slipway.command.ExitCode;
import dev.slipway.command.Outcome;
import dev.slipway.command.WatchWish;
import dev.slipway.control.Clock;
import dev.slipway.control.Desk;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.shell.Output;
import dev.slipway.shell.render.Text;
import dev.slipway.shell.render.Tone;
import java.util.Optional;
import java.util.function.Supplier;

/** Chooses how a release is watched here: one frame, live, or as lines. */
public final class Watching {
  private final Lookout lookout;
  private final Output output;
  private final LiveTerminal terminal;

  /**
   * @param warning what should worry whoever watches, asked again and again
   */
  public Watching(
      Desk desk,
      Output output,
      LiveTerminal terminal,
      Clock clock,
      Supplier<Optional<Text>> warning) {
    this.lookout = new Lookout(desk, clock, warning);
    this.output = output;
    this.terminal = terminal;
  }

  /** Until it is over, time is up, or the person leaves; leaving never stops the release. */
  public Outcome follow(ReleaseRecord release, WatchWish wish) {
    if (wish.once()) {
      return Outcome.of(
          lookout.frame(release, lookout.running(release)), ExitCode.DONE, wish.format());
    }
    if (Lookout.over(release.state(), wish).isPresent()) {
      return new PlainWatch(lookout, output).follow(release, wish);
    }
    return switch (terminal.find(wish.format())) {
      case LiveTerminal.Found.Live live ->
          new LiveWatch(lookout, output, live, output.screen(wish.format()), release, wish)
              .follow();
      case LiveTerminal.Found.Plainly plainly -> {
        plainly
            .why()
            .ifPresent(why ->
                output.aside(
                    Text.of(why + ": one line for each change instead.", Tone.LABEL),
                    wish.format()));
        yield new PlainWatch(lookout, output).follow(release, wish);
      }
    };
  }
}
