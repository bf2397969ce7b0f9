package dev.slipway.shell.watch;

import dev.slipway.command.Failure;
import dev.slipway.command.Outcome;
import dev.slipway.shell.render.Canvas;
import dev.slipway.shell.render.Renderer;
import dev.slipway.shell.render.Text;
import dev.slipway.shell.render.Tone;
import dev.slipway.shell.render.WatchKeys;
import dev.slipway.view.Figures;
import dev.slipway.view.MessageView;
import dev.slipway.view.NoticeView;
import dev.slipway.view.RefusalView;
import dev.slipway.view.View;
import dev.slipway.view.WatchView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What pressed keys do: they run commands, as if they had been typed. A key is pressed more easily
 * by mistake than a line is typed, so what moves users asks for the same key once more.
 */
final class LiveKeys {
  private static final Duration USUAL_EXTENSION = Duration.ofMinutes(15);
  private final String release;
  private final Function<List<String>, Outcome> lines;
  private Optional<WatchKeys> asked = Optional.empty();
  private Optional<Text> question = Optional.empty();
  private Optional<Text> remark = Optional.empty();
  private Optional<Instant> remarkedAt = Optional.empty();
  private List<String> page = List.of();
  private int top;
  private Optional<WatchView> copied = Optional.empty();
  private boolean fresh;
  private boolean ran;

  LiveKeys(String release, Function<List<String>, Outcome> lines) {
    this.release = release;
    this.lines = lines;
  }

  /**
   * @param page on what a whole page would be drawn
   * @return whether the view is to be left
   */
  boolean press(int key, WatchView view, Supplier<Canvas> page) {
    if (!this.page.isEmpty()) {
      turn(key);
      return false;
    }
    Optional<WatchKeys> pressed = WatchKeys.pressed(key, view);
    Optional<WatchKeys> before = asked;
    asked = Optional.empty();
    question = Optional.empty();
    if (before.isPresent()) {
      if (pressed.equals(before)) {
        act(before.get(), view, page);
      } else {
        remark(Text.of("Nothing was done.", Tone.LABEL));
      }
      return false;
    }
    if (key == LiveScreen.CTRL_D || key == 'Q' || key == 'q') {
      return true;
    }
    pressed.ifPresent(one -> consider(one, view, page));
    return false;
  }

  private void consider(WatchKeys key, WatchView view, Supplier<Canvas> page) {
    Optional<String> first = first(key, view);
    if (first.isEmpty()) {
      act(key, view, page);
      return;
    }
    asked = Optional.of(key);
    question =
        Optional.of(
            Text.of(first.get() + "  ", Tone.WAITING)
                .and(key.key() + " ", Tone.COMMAND)
                .and("yes   any other key no", Tone.LABEL));
  }

  /** What has to be confirmed before it is done; empty for what can do no harm. */
  private static Optional<String> first(WatchKeys key, WatchView view) {
    return switch (key) {
      case ROLL_BACK ->
          Optional.of(
              view.headline().from().map(old -> "Everybody back to " + old).orElse("Out of service")
                  + " now?");
      case ADVANCE -> Optional.of("To the next stage now, without the rest of the watching?");
      case EXTEND ->
          Optional.of(
              (view.waits() ? "Let it wait " : "Watch ")
                  + Figures.duration(longer(view))
                  + " longer?");
      case RESUME -> Optional.of("Let it go on?");
      case PAUSE, DETAILS, COPY, LEAVE -> Optional.empty();
    };
  }

  private static Duration longer(WatchView view) {
    return view.watchedInAll().orElse(USUAL_EXTENSION);
  }

  private void act(WatchKeys key, WatchView view, Supplier<Canvas> page) {
    switch (key) {
      case PAUSE -> run("rollout", "pause", release);
      case RESUME -> run("rollout", "resume", release);
      case ROLL_BACK -> run("rollback", release);
      case ADVANCE -> run("rollout", "advance", release);
      case EXTEND -> run("rollout", "extend", release, longer(view).toSeconds() + "s");
      case DETAILS -> details(page.get());
      case COPY -> {
        copied = Optional.of(view);
        fresh = true;
        remark(
            Text.of(
                "Copied as Markdown, where the terminal allows it; it is printed when you leave.",
                Tone.LABEL));
      }
      case LEAVE -> {}
    }
  }

  private void run(String... words) {
    ran = true;
    answer(words).ifPresent(view -> remark(said(view)));
  }

  private Optional<View> answer(String... words) {
    try {
      return lines.apply(List.of(words)).view();
    } catch (RuntimeException broken) {
      return Optional.of(Failure.of(broken).view());
    }
  }

  private static Text said(View view) {
    return switch (view) {
      case NoticeView notice -> Text.of(notice.what(), Tone.SUBJECT);
      case RefusalView refusal -> {
        Text what = Text.of("✖ " + refusal.what(), Tone.BAD);
        Text whole = refusal.why().isEmpty() ? what : what.and("  ").and(refusal.why().getFirst());
        // Whoever reads this watches already.
        yield refusal.fix().stream()
            .filter(line -> !line.startsWith("slipway rollout watch"))
            .findFirst()
            .map(line -> whole.and("  Fix: ").and(line, Tone.COMMAND))
            .orElse(whole);
      }
      case MessageView message -> Text.of(message.words());
      default -> Text.EMPTY;
    };
  }

  private void remark(Text words) {
    remark = Optional.of(words);
    remarkedAt = Optional.empty();
  }

  private void details(Canvas canvas) {
    Optional<View> view = answer("show", release);
    page = view.map(found -> Renderer.render(found, canvas)).orElse(List.of());
    top = 0;
  }

  private void turn(int key) {
    if (key == LiveScreen.DOWN || key == 'j') {
      top = Math.min(top + 1, Math.max(0, page.size() - 1));
    } else if (key == LiveScreen.UP || key == 'k') {
      top = Math.max(0, top - 1);
    } else {
      page = List.of();
    }
  }

  /** Whether the person steers from here: then a pause is no reason to leave. */
  boolean steers() {
    return ran;
  }

  /** The page over the view, where one was asked for. */
  Optional<List<String>> page(int rows) {
    if (page.isEmpty()) {
      return Optional.empty();
    }
    int shown = Math.max(1, rows - 1);
    top = Math.clamp(top, 0, Math.max(0, page.size() - shown));
    List<String> lines = new ArrayList<>(page.subList(top, Math.min(page.size(), top + shown)));
    lines.add(page.size() > shown ? " up, down: more   any other key: back" : " any key: back");
    return Optional.of(lines);
  }

  Optional<Text> question() {
    return question;
  }

  /** What the last command came to, for a while. */
  Optional<Text> remark(Instant now, Duration lasts) {
    if (remark.isPresent() && remarkedAt.isEmpty()) {
      remarkedAt = Optional.of(now);
    }
    if (remarkedAt.filter(at -> now.isAfter(at.plus(lasts))).isPresent()) {
      remark = Optional.empty();
      remarkedAt = Optional.empty();
    }
    return remark;
  }

  /** The frame that is to be copied now, once. */
  Optional<WatchView> toCopy() {
    boolean now = fresh;
    fresh = false;
    return now ? copied : Optional.empty();
  }

  /** The frame that was copied last. */
  Optional<WatchView> copied() {
    return copied;
  }
}
