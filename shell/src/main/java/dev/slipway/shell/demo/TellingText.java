package dev.slipway.shell.demo;

import dev.slipway.health.Judgement;
import dev.slipway.health.Signal;
import dev.slipway.health.Verdict;
import dev.slipway.journal.Fact;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.journal.Store;
import dev.slipway.rollout.Effect;
import dev.slipway.rollout.Happening;
import dev.slipway.shell.render.Palette;
import dev.slipway.shell.render.Text;
import dev.slipway.shell.render.Tone;
import dev.slipway.view.Plain;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** Plain lines of at most 80 columns, each scene with the seconds since the start. */
final class TellingText implements Telling {
  private static final int WIDTH = 80;
  private static final String INDENT = "      ";
  private static final String BARS = "▁▂▃▄▅▆▇█";
  private static final int HISTORY = 8;

  /** Checks that say nothing new are shown so seldom. */
  private static final int EVERY = 4;

  private final PrintStream out;
  private final Palette palette;
  private final Instant start;
  private final List<Double> errors = new ArrayList<>();
  private long lastSecond = -1;
  private int quiet;

  TellingText(PrintStream out, Palette palette, Instant start) {
    this.out = out;
    this.palette = palette;
    this.start = start;
  }

  @Override
  public void scene(String... lines) {
    for (int i = 0; i < lines.length; i++) {
      print(i == 0, lines[i]);
    }
  }

  @Override
  public void typed(String command, String... answer) {
    out.println();
    print(true, "$ slipway " + command);
    for (String line : answer) {
      print(false, line);
    }
  }

  @Override
  public void told(ReleaseRecord.Told told) {
    switch (told.fact()) {
      case Fact.Announced announced -> announced(announced);
      case Fact.Happened happened -> happened(happened);
      case Fact.Paged paged -> print(true, "! people are called: " + paged.why());
      default -> {}
    }
  }

  private void announced(Fact.Announced announced) {
    String news = announced.news();
    if (news.equals(Effect.News.STAGE.name())) {
      errors.clear();
      quiet = 0;
      out.println();
      print(true, "● " + announced.words() + " of all requests go to v2");
    } else if (news.equals(Effect.News.ROLLING_BACK.name())) {
      print(true, "✖ LIMIT BROKEN, rolling back. Nobody was asked.");
      print(false, announced.words());
    } else if (!news.equals(Effect.News.STARTED.name())
        && !news.equals(Effect.News.ROLLED_BACK.name())) {
      print(true, "[chat]  " + announced.words());
    }
  }

  private void happened(Fact.Happened happened) {
    if (happened.answer() != Fact.Answer.MOVED) {
      return;
    }
    switch (happened.happening()) {
      case Happening.StepDone done -> print(true, "✔ " + done.step() + ": " + done.evidence());
      case Happening.TrafficSettled settled when settled.weight().percent() == 0 ->
          print(true, "✔ 0 %: every user is on v1 again. Slipway watches whether they are well.");
      case Happening.Checked checked when checked.assessment().complete() ->
          print(true, "✔ " + happened.because().words());
      default -> {}
    }
  }

  @Override
  public void checked(Store.Check check, int streak, int of) {
    for (Judgement.OfSignal signal : check.judgement().signals()) {
      if (signal.signal().equals(Signal.ERROR_RATE)) {
        signal.canary().ifPresent(errors::add);
        boolean broken = check.judgement().verdict() == Verdict.FAIL;
        if (broken || quiet++ % EVERY == 0) {
          print(true, shown(check, signal, streak, of));
        }
      }
    }
  }

  private String line(Judgement.OfSignal signal, Judgement judgement, int streak, int of) {
    String end =
        switch (judgement.verdict()) {
          case PASS -> "✔ " + judgement.requests() + " seen";
          case FAIL -> "✖ " + streak + " of " + of;
          case INCONCLUSIVE -> "? " + judgement.requests() + " seen, unclear";
          case UNMEASURABLE -> "? no answer";
        };
    return String.format(
        Locale.ROOT,
        "errors  v1 %s   v2 %s  %-8s %-11s %s",
        percent(signal.baseline()),
        percent(signal.canary()),
        bars(),
        signal.limit().isPresent() ? "limit " + percent(signal.limit()).strip() : "",
        end);
  }

  private String shown(Store.Check check, Judgement.OfSignal signal, int streak, int of) {
    return switch (check.stretch()) {
      case "before", "after-rollback" -> alone("v1", signal.baseline(), check.judgement());
      case "verifying", "observing", "completing" ->
          alone("v2", signal.canary(), check.judgement());
      default -> line(signal, check.judgement(), streak, of);
    };
  }

  /** Only one version serves users. */
  private static String alone(String version, OptionalDouble errors, Judgement judgement) {
    return "errors  "
        + version
        + " "
        + percent(errors)
        + "   "
        + judgement.requests()
        + " requests seen, "
        + judgement.verdict().words();
  }

  private static String percent(OptionalDouble share) {
    return share.isPresent()
        ? String.format(Locale.ROOT, "%4.1f %%", share.getAsDouble() * 100)
        : "   –  ";
  }

  /** The last error rates of the new version; a tenth fills a bar. */
  private String bars() {
    StringBuilder bars = new StringBuilder();
    for (double rate : errors.subList(Math.max(0, errors.size() - HISTORY), errors.size())) {
      bars.append(BARS.charAt((int) Math.min(BARS.length() - 1, rate * 10 * (BARS.length() - 1))));
    }
    return bars.toString();
  }

  @Override
  public void summary(Summary summary) {
    // The scenes have said it all.
  }

  private void print(boolean timed, String line) {
    long second = Duration.between(start, Instant.now()).toSeconds();
    boolean show = timed && second != lastSecond;
    String head = String.format(Locale.ROOT, "%3d s", second);
    if (show) {
      lastSecond = second;
    }
    Text text = toned(Plain.line(line));
    String begin =
        show ? Text.of(head, Tone.LABEL).lines(palette, WIDTH, WIDTH).getFirst() + " " : INDENT;
    for (String one : text.lines(palette, WIDTH - INDENT.length(), WIDTH - INDENT.length() - 2)) {
      out.println(begin + one);
      begin = INDENT + "  ";
    }
    out.flush();
  }

  /** What a line begins with, or its verdict at the end, says how it is meant. */
  private static Text toned(String line) {
    if (line.startsWith("$ ")) {
      return Text.of("$ ", Tone.LABEL).and(line.substring(2), Tone.SUBJECT);
    }
    if (line.startsWith("✖ ")) {
      return Text.of(line, Tone.BAD);
    }
    if (line.startsWith("[chat]")) {
      return Text.of("[chat]", Tone.LABEL).and(line.substring(6));
    }
    if (line.startsWith("✔ ")) {
      return Text.of("✔", Tone.GOOD).and(line.substring(1));
    }
    if (line.startsWith("● ")) {
      return Text.of("●", Tone.RUNNING).and(line.substring(1), Tone.SUBJECT);
    }
    int verdict = Math.max(line.lastIndexOf("  ✔ "), line.lastIndexOf("  ✖ "));
    if (verdict < 0) {
      return Text.of(line);
    }
    Tone tone = line.startsWith("✖", verdict + 2) ? Tone.BAD : Tone.GOOD;
    return Text.of(line.substring(0, verdict)).and(line.substring(verdict), tone);
  }
}
