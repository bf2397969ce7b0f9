package dev.slipway.shell.repl;

import dev.slipway.command.remote.Bearing;
import dev.slipway.shell.render.Palette;
import dev.slipway.shell.render.WatchFrame;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;
import org.springframework.shell.jline.PromptProvider;

/** "shop/2 ● 25 % 8:56 prod ▸ " for the release in use, else "slipway ▸ ". */
final class Prompt implements PromptProvider {
  private final Supplier<Optional<String>> inUse;
  private final Supplier<Optional<Bearing>> bearing;
  private final Supplier<Palette> palette;

  /**
   * @param inUse "shop/42", where one is in use
   * @param bearing how that one stands, as far as that is known
   */
  Prompt(
      Supplier<Optional<String>> inUse,
      Supplier<Optional<Bearing>> bearing,
      Supplier<Palette> palette) {
    this.inUse = inUse;
    this.bearing = bearing;
    this.palette = palette;
  }

  /** The prompt as JLine wants it: it reads a single percent sign as the start of a pattern. */
  static AttributedString literally(AttributedString prompt) {
    AttributedStringBuilder literal = new AttributedStringBuilder();
    for (int i = 0; i < prompt.length(); i++) {
      literal.append(prompt.subSequence(i, i + 1));
      if (prompt.charAt(i) == '%') {
        literal.append(prompt.subSequence(i, i + 1));
      }
    }
    return literal.toAttributedString();
  }

  @Override
  public synchronized AttributedString getPrompt() {
    Palette palette = this.palette.get();
    AttributedStringBuilder prompt = new AttributedStringBuilder();
    Optional<Bearing> known = this.bearing.get();
    if (known.isPresent()) {
      release(prompt, known.get(), palette);
    } else {
      prompt.append(inUse.get().orElse("slipway"));
    }
    return literally(prompt.append(palette.symbols().fold(" ▸ ")).toAttributedString());
  }

  private void release(AttributedStringBuilder prompt, Bearing bearing, Palette palette) {
    String environment = bearing.environment();
    boolean production = environment.toLowerCase(Locale.ROOT).startsWith("prod");
    String state = palette.symbols().fold(state(bearing));
    prompt.append(bearing.release(), style(palette, AttributedStyle.BOLD)).append(" ");
    prompt.append(state, style(palette, colour(bearing))).append(" ");
    bearing
        .left()
        .ifPresent(left ->
            prompt
                .append(WatchFrame.clock(left), style(palette, AttributedStyle.DEFAULT.faint()))
                .append(" "));
    prompt.append(
        production && palette.colour() ? " " + environment + " " : environment,
        style(palette, production ? AttributedStyle.INVERSE : AttributedStyle.DEFAULT));
  }

  private static AttributedStyle style(Palette palette, AttributedStyle wanted) {
    return palette.colour() ? wanted : AttributedStyle.DEFAULT;
  }

  /** A symbol and a word or share: never the symbol alone. */
  private static String state(Bearing bearing) {
    return switch (bearing.state().split("\\.", 2)[0]) {
      case "Draft" -> "○ draft";
      case "Planned" -> "○ planned";
      case "Finished" -> "✔ live";
      case "RolledBack" -> "✖ rolled back";
      case "Cancelled" -> "– cancelled";
      case "Paused" -> "! paused " + bearing.weight() + " %";
      case "RollingBack" -> "● rolling back";
      case "RollbackFailed" -> "✖ rollback failed";
      default -> "● " + bearing.weight() + " %";
    };
  }

  private static AttributedStyle colour(Bearing bearing) {
    String state = bearing.state().split("\\.", 2)[0];
    if (state.equals("Paused")) {
      return AttributedStyle.DEFAULT.foreground(AttributedStyle.YELLOW);
    }
    if (state.equals("RollbackFailed") || bearing.health().equals("harmed")) {
      return AttributedStyle.DEFAULT.foreground(AttributedStyle.RED);
    }
    return bearing.moving()
        ? AttributedStyle.DEFAULT.foreground(AttributedStyle.CYAN)
        : AttributedStyle.DEFAULT;
  }
}
