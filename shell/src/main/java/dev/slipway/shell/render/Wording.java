package dev.slipway.shell.render;

import dev.slipway.view.Figures;
import dev.slipway.view.HealthWords;
import dev.slipway.view.Role;
import dev.slipway.view.StateWords;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How one canvas says marks, moments and durations. */
final class Wording {
  private static final DateTimeFormatter SECOND =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMM HH:mm", Locale.ROOT);
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("d MMM uuuu", Locale.ROOT);
  private static final DateTimeFormatter ZONE = DateTimeFormatter.ofPattern("zzz", Locale.ENGLISH);

  /** Where the loud part of a state ends: what follows says how, why or where. */
  private static final Pattern QUIET = Pattern.compile("[,:]| by | as | outside | on the way back");

  private final Canvas canvas;

  Wording(Canvas canvas) {
    this.canvas = canvas;
  }

  boolean isScreen() {
    return canvas.form() == Canvas.Form.SCREEN;
  }

  boolean isWide() {
    return canvas.isWide();
  }

  boolean isPipe() {
    return canvas.form() == Canvas.Form.PIPE;
  }

  static Tone tone(Role role) {
    return switch (role) {
      case GOOD -> Tone.GOOD;
      case WAITING, UNKNOWN -> Tone.WAITING;
      case BAD -> Tone.BAD;
      case MOVING -> Tone.RUNNING;
      case LATER, NONE -> Tone.LABEL;
    };
  }

  /** The symbol of a role, only where it is seen; words always stand beside it. */
  Text mark(Role role) {
    if (canvas.form() == Canvas.Form.PLAIN || canvas.form() == Canvas.Form.PIPE) {
      return Text.EMPTY;
    }
    boolean ascii = canvas.palette().symbols() == Symbols.ASCII;
    String symbol =
        switch (role) {
          case GOOD -> "✔";
          case WAITING -> ascii ? "[!]" : "!";
          case BAD -> "✖";
          case MOVING -> "●";
          case LATER -> "○";
          case NONE -> ascii ? "[-]" : "–";
          case UNKNOWN -> ascii ? "[?]" : "?";
        };
    return Text.of(symbol, tone(role));
  }

  /** Columns that the widest mark takes here. */
  int widestMark() {
    return java.util.Arrays.stream(Role.values())
        .mapToInt(role -> folded(mark(role)).width())
        .max()
        .orElse(1);
  }

  /** As it will be drawn, so that it can be measured. */
  Text folded(Text text) {
    return text.folded(canvas.palette().symbols());
  }

  boolean isNarrow() {
    return canvas.isNarrow();
  }

  /** Mark and words: "✔ confirmed". */
  Text marked(Role role, String words) {
    Text mark = mark(role);
    Text said = Text.of(words, tone(role));
    return mark.isEmpty() ? said : mark.and(" ").and(said);
  }

  Text state(StateWords state) {
    return marked(state.role(), state.words());
  }

  /** The state as a headline: what it does in capitals, the rest as it is. */
  Text headline(StateWords state) {
    if (!isScreen()) {
      return state(state);
    }
    String words = state.words();
    Matcher quiet = QUIET.matcher(words);
    int end = quiet.find() ? quiet.start() : words.length();
    return marked(
        state.role(), words.substring(0, end).toUpperCase(Locale.ROOT) + words.substring(end));
  }

  /** Whose clock it is: "UTC", "CET". */
  String zone(Instant now) {
    return isScreen() && !canvas.zone().equals(ZoneOffset.UTC)
        ? ZONE.format(now.atZone(canvas.zone()))
        : "UTC";
  }

  Text health(HealthWords health) {
    return Text.of(health.words(), isScreen() ? tone(health.role()) : Tone.PLAIN);
  }

  /** A moment in a column of events. */
  Text at(Instant moment, Instant now) {
    return switch (canvas.form()) {
      case PIPE -> Text.of(iso(moment));
      case PLAIN, MARKDOWN -> Text.of(utc(moment, now));
      case SCREEN -> Text.of(clock(moment, now), Tone.LABEL);
    };
  }

  /** A moment by its distance from now. */
  Text ago(Instant moment, Instant now) {
    return switch (canvas.form()) {
      case PIPE, MARKDOWN -> Text.of(iso(moment));
      case PLAIN, SCREEN -> Text.of(Figures.ago(moment, now), Tone.LABEL);
    };
  }

  /** The same in a column that is headed as an age. */
  Text age(Instant moment, Instant now) {
    return canvas.form() == Canvas.Form.SCREEN
        ? Text.of(Figures.ago(moment, now).replace(" ago", ""), Tone.LABEL)
        : ago(moment, now);
  }

  /** A moment of a day, to the minute. */
  String minute(Instant moment, Instant now) {
    String at = at(moment, now).words();
    return isScreen() && at.length() == "HH:mm:ss".length() ? at.substring(0, 5) : at;
  }

  /** What stands between two remarks of one line. */
  String between() {
    return isScreen() ? "   " : ", ";
  }

  /** A day in the future or past: "1 Dec 2026". */
  Text date(Instant moment) {
    return Text.of(isPipe() ? iso(moment) : DATE.format(moment.atZone(canvas.zone())));
  }

  static String iso(Instant moment) {
    return moment.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private String clock(Instant moment, Instant now) {
    ZonedDateTime local = moment.atZone(canvas.zone());
    boolean today = local.toLocalDate().equals(now.atZone(canvas.zone()).toLocalDate());
    return (today ? SECOND : DAY).format(local);
  }

  private static String utc(Instant moment, Instant now) {
    ZonedDateTime utc = moment.atZone(ZoneOffset.UTC);
    return utc.toLocalDate().equals(now.atZone(ZoneOffset.UTC).toLocalDate())
        ? SECOND.format(utc) + "Z"
        : iso(moment);
  }
}
