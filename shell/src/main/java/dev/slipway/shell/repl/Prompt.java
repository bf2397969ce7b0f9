package dev.slipway.shell.repl;

import dev.slipway.command.Session;
import dev.slipway.control.Answer;
import dev.slipway.control.Desk;
import dev.slipway.control.Lookup;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.journal.Store;
import dev.slipway.release.ReleaseId;
import dev.slipway.shell.render.Palette;
import dev.slipway.shell.render.WatchFrame;
import dev.slipway.view.Progress;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;
import org.springframework.shell.jline.PromptProvider;

/** "shop/2 ● 25 % 8:56 prod ▸ " for the release in use, else "slipway ▸ ". */
final class Prompt implements PromptProvider {
  private final Session session;
  private final Supplier<Palette> palette;
  private Optional<ReleaseRecord> known = Optional.empty();

  Prompt(Session session, Supplier<Palette> palette) {
    this.session = session;
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
    Optional<Store.Summary> summary = session.inUse().flatMap(this::summary);
    if (summary.isPresent()) {
      release(prompt, summary.get(), palette);
    } else {
      prompt.append(session.inUse().map(ReleaseId::toString).orElse("slipway"));
    }
    return literally(prompt.append(palette.symbols().fold(" ▸ ")).toAttributedString());
  }

  private void release(AttributedStringBuilder prompt, Store.Summary summary, Palette palette) {
    String environment = summary.environment().value();
    boolean production = environment.toLowerCase(Locale.ROOT).startsWith("prod");
    String state = palette.symbols().fold(state(summary));
    prompt.append(summary.id().toString(), style(palette, AttributedStyle.BOLD)).append(" ");
    prompt.append(state, style(palette, colour(summary))).append(" ");
    left(summary)
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
  private static String state(Store.Summary summary) {
    return switch (summary.state().split("\\.", 2)[0]) {
      case "Draft" -> "○ draft";
      case "Planned" -> "○ planned";
      case "Finished" -> "✔ live";
      case "RolledBack" -> "✖ rolled back";
      case "Cancelled" -> "– cancelled";
      case "Paused" -> "! paused " + summary.weight() + " %";
      case "RollingBack" -> "● rolling back";
      case "RollbackFailed" -> "✖ rollback failed";
      default -> "● " + summary.weight() + " %";
    };
  }

  private static AttributedStyle colour(Store.Summary summary) {
    String state = summary.state().split("\\.", 2)[0];
    if (state.equals("Paused")) {
      return AttributedStyle.DEFAULT.foreground(AttributedStyle.YELLOW);
    }
    if (state.equals("RollbackFailed") || summary.health().equals("harmed")) {
      return AttributedStyle.DEFAULT.foreground(AttributedStyle.RED);
    }
    return Lookup.isMoving(summary)
        ? AttributedStyle.DEFAULT.foreground(AttributedStyle.CYAN)
        : AttributedStyle.DEFAULT;
  }

  /** Of what is watched now, when it may end by time. */
  private Optional<Duration> left(Store.Summary summary) {
    if (!Lookup.isMoving(summary)) {
      return Optional.empty();
    }
    try {
      Desk desk = session.desk();
      known = record(summary.id());
      return known.flatMap(record -> Progress.left(record, desk.course().assessment(record)));
    } catch (RuntimeException away) {
      return Optional.empty();
    }
  }

  /** Read in whole once, then only what was appended. */
  private Optional<ReleaseRecord> record(ReleaseId id) {
    Desk desk = session.desk();
    Optional<ReleaseRecord> before = known.filter(record -> record.id().equals(id));
    if (before.isPresent()) {
      return before.map(desk::renew);
    }
    return desk.lookup().find(id.toString(), Optional.empty())
            instanceof Answer.Yes<ReleaseRecord> found
        ? Optional.of(found.value())
        : Optional.empty();
  }

  private Optional<Store.Summary> summary(ReleaseId id) {
    try {
      return session.desk().lookup().list(Store.Query.of(id.service())).stream()
          .filter(summary -> summary.id().equals(id))
          .findFirst();
    } catch (RuntimeException away) {
      // The prompt still names the release when the store does not answer.
      return Optional.empty();
    }
  }
}
