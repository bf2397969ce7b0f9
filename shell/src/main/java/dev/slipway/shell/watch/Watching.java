package dev.slipway.shell.watch;

import dev.slipway.command.ExitCode;
import dev.slipway.command.Outcome;
import dev.slipway.command.WatchWish;
import dev.slipway.command.remote.Sighting;
import dev.slipway.control.Clock;
import dev.slipway.control.Desk;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.shell.Output;
import dev.slipway.shell.render.Text;
import dev.slipway.shell.render.Tone;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** Chooses how a release is watched here: one frame, live, or as lines. */
public final class Watching {
  private final Output output;
  private final LiveTerminal terminal;
  private final Clock clock;

  public Watching(Output output, LiveTerminal terminal, Clock clock) {
    this.output = output;
    this.terminal = terminal;
    this.clock = clock;
  }

  /**
   * In the store, until it is over, time is up, or the person leaves; leaving never stops the
   * release.
   *
   * @param warning what should worry whoever watches, asked again and again
   */
  public Outcome follow(
      Desk desk, ReleaseRecord release, WatchWish wish, Supplier<Optional<Text>> warning) {
    if (wish.once()) {
      return Outcome.of(
          Sighting.of(desk, release, desk.running(release), 0, clock.now()).view(),
          ExitCode.DONE,
          wish.format());
    }
    return follow(live -> new LocalSight(desk, release, clock, warning, live), wish);
  }

  /**
   * From wherever.
   *
   * @param sights opened for the time of watching; whether it will be shown live is told
   */
  public Outcome follow(Function<Boolean, Sight> sights, WatchWish wish) {
    LiveTerminal.Found found = terminal.find(wish.format());
    try (Sight sight = sights.apply(found instanceof LiveTerminal.Found.Live)) {
      if (Thread.interrupted()) {
        output.aside(new Lookout(sight, clock).leaving(), wish.format());
        return Outcome.shown(ExitCode.INTERRUPTED);
      }
      Lookout lookout = new Lookout(sight, clock);
      if (Lookout.over(lookout.newest(), wish).isPresent()) {
        return new PlainWatch(lookout, output).follow(wish);
      }
      return switch (found) {
        case LiveTerminal.Found.Live live ->
            new LiveWatch(lookout, output, live, output.screen(wish.format()), wish).follow();
        case LiveTerminal.Found.Plainly plainly -> {
          plainly
              .why()
              .ifPresent(why ->
                  output.aside(
                      Text.of(why + ": one line for each change instead.", Tone.LABEL),
                      wish.format()));
          yield new PlainWatch(lookout, output).follow(wish);
        }
      };
    }
  }
}
