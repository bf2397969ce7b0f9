package dev.slipway.shell.watch;

import dev.slipway.command.ExitCode;
import dev.slipway.command.Failure;
import dev.slipway.command.Outcome;
import dev.slipway.command.WatchWish;
import dev.slipway.command.remote.Sighting;
import dev.slipway.shell.Interrupt;
import dev.slipway.shell.Obstacle;
import dev.slipway.shell.Output;
import dev.slipway.shell.render.Canvas;
import dev.slipway.shell.render.Palette;
import dev.slipway.shell.render.Renderer;
import dev.slipway.shell.render.Text;
import dev.slipway.shell.render.Tone;
import dev.slipway.shell.render.WatchFrame;
import dev.slipway.shell.render.WatchKeys;
import dev.slipway.view.ScriptView;
import dev.slipway.view.WatchView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A release on its way on a screen that is redrawn in place, at most five times a second. Keys run
 * the commands that a person could type. Afterwards the last frame stands on the normal screen.
 */
final class LiveWatch {
  private static final Duration FRAME = Duration.ofMillis(200);
  private static final Duration LOOK = Duration.ofMillis(500);
  private static final Duration REMARK = Duration.ofSeconds(8);
  private final Lookout lookout;
  private final Output output;
  private final LiveTerminal.Found.Live place;
  private final Canvas canvas;
  private final WatchWish wish;
  private final LiveKeys keys;
  private Sighting seen;

  /**
   * By the processor's clock: how often it is read has nothing to do with the time that is told.
   */
  private long nextLook = System.nanoTime();

  private Optional<Text> trouble = Optional.empty();
  private String becomes = "";

  /**
   * @param canvas how lines are painted; its width is the screen's at each moment
   */
  LiveWatch(
      Lookout lookout,
      Output output,
      LiveTerminal.Found.Live place,
      Canvas canvas,
      WatchWish wish) {
    this.lookout = lookout;
    this.output = output;
    this.place = place;
    this.canvas = canvas;
    this.wish = wish;
    this.seen = lookout.newest();
    this.keys = new LiveKeys(seen.release(), wish.lines());
  }

  /** How it came to an end. */
  private enum End {
    OVER,
    TIMED_OUT,
    LEFT,
    INTERRUPTED,
    TERMINATED,
    HUNG_UP
  }

  Outcome follow() {
    End end;
    try (Interrupt signal = Interrupt.onKeysAndEndings();
        LiveScreen screen = LiveScreen.open(place.terminal(), place.ours())) {
      end = frames(screen, signal);
    }
    return told(end);
  }

  private End frames(LiveScreen screen, Interrupt signal) {
    Instant timeout = wish.timeout().map(lookout.now()::plus).orElse(Instant.MAX);
    while (true) {
      look();
      draw(screen);
      if (over().isPresent()) {
        return End.OVER;
      }
      if (!lookout.now().isBefore(timeout)) {
        return End.TIMED_OUT;
      }
      long next = System.nanoTime() + FRAME.toNanos();
      for (long left = FRAME.toNanos(); left > 0; left = next - System.nanoTime()) {
        int key = screen.key(Duration.ofNanos(left));
        Optional<End> cut = cut(signal, key);
        if (cut.isPresent()) {
          return cut.get();
        }
        if (key == LiveScreen.NONE) {
          continue;
        }
        if (keys.press(key, seen.view(), () -> page(screen))) {
          return End.LEFT;
        }
        keys.toCopy().ifPresent(frame -> screen.copy(String.join("\n", markdown(frame))));
        nextLook = System.nanoTime();
      }
    }
  }

  /** A signal interrupts the reading of keys, which then looks as if the terminal had gone. */
  private static Optional<End> cut(Interrupt signal, int key) {
    if (signal.happened()) {
      return signal
          .ending()
          .map(ending ->
              ending == ExitCode.TERMINATED
                  ? End.TERMINATED
                  : ending == ExitCode.HUNG_UP ? End.HUNG_UP : End.INTERRUPTED);
    }
    return key == LiveScreen.CTRL_C || key == LiveScreen.GONE
        ? Optional.of(End.INTERRUPTED)
        : Optional.empty();
  }

  /** Whoever paused it by a key resumes it by a key: the view stays open for that. */
  private Optional<ExitCode> over() {
    return keys.steers() && seen.moving() ? Optional.empty() : Lookout.over(seen, wish);
  }

  /** Reads anew what is shown; what cannot be read now stays, with its time beside it. */
  private void look() {
    if (System.nanoTime() - nextLook < 0) {
      return;
    }
    nextLook = System.nanoTime() + LOOK.toNanos();
    try {
      seen = lookout.look();
      trouble = lookout.warning();
      becomes = lookout.becomes();
    } catch (Obstacle never) {
      throw never;
    } catch (RuntimeException away) {
      trouble =
          Optional.of(
              Text.of("! what is shown is old: " + Failure.of(away).view().what(), Tone.WAITING));
    }
  }

  private List<String> markdown(WatchView frame) {
    return Renderer.render(
        frame, new Canvas(0, Palette.PLAIN, Canvas.Form.MARKDOWN, canvas.zone()));
  }

  private Canvas page(LiveScreen screen) {
    return new Canvas(screen.columns(), canvas.palette(), canvas.form(), canvas.zone());
  }

  private void draw(LiveScreen screen) {
    screen.adapt();
    Optional<List<String>> page = keys.page(screen.rows());
    if (page.isPresent()) {
      screen.draw(page.get());
      return;
    }
    List<Text> foot = new ArrayList<>();
    trouble.ifPresent(foot::add);
    keys.remark(lookout.now(), REMARK).ifPresent(foot::add);
    foot.add(
        keys.question().orElseGet(() -> WatchKeys.line(seen.view(), screen.columns(), becomes)));
    screen.draw(WatchFrame.live(seen.view(), page(screen), screen.rows(), foot));
  }

  private Outcome told(End end) {
    output.result(seen.view(), wish.format());
    // To the letter: a table whose rows are wrapped is none.
    keys.copied()
        .ifPresent(
            frame -> output.result(new ScriptView("markdown", markdown(frame)), wish.format()));
    ExitCode exit =
        switch (end) {
          case OVER -> over().orElseThrow();
          case TIMED_OUT, LEFT -> ExitCode.PENDING;
          case INTERRUPTED -> ExitCode.INTERRUPTED;
          case TERMINATED -> ExitCode.TERMINATED;
          case HUNG_UP -> ExitCode.HUNG_UP;
        };
    boolean early = end != End.OVER && end != End.TIMED_OUT;
    output.aside(early ? lookout.leaving() : lookout.verdict(exit), wish.format());
    return Outcome.shown(exit);
  }
}
