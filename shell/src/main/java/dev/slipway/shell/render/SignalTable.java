package dev.slipway.shell.render;

import dev.slipway.view.Role;
import dev.slipway.view.WatchView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Signals of both versions, one a row. Widths follow from the canvas and the names, never from the
 * values.
 */
final class SignalTable {
  private static final String BARS = "▁▂▃▄▅▆▇█";
  private static final int VALUE = 9;
  private static final int LIMIT = 10;
  private static final int LEAST_NAME = 11;
  private static final int MOST_NAME = 20;
  private static final int MOST_VERSION = 14;

  private final WatchView view;
  private final Wording say;
  private final int columns;
  private final boolean wide;
  private final boolean narrow;
  private final int bars;
  private final int value;

  SignalTable(WatchView view, Canvas canvas, int columns) {
    this.view = view;
    this.say = new Wording(canvas);
    this.columns = columns;
    this.wide = columns >= Canvas.WIDE;
    this.narrow = columns < Canvas.NARROW;
    this.bars = wide ? 16 : 10;
    this.value = Math.max(VALUE, Math.max(heading(true).length(), heading(false).length()));
  }

  /** "v2.4.0 now"; a label that is too long for a column says only which of the two it is. */
  private String heading(boolean old) {
    String from = view.headline().from().orElse("old");
    String to = view.headline().to();
    boolean fit = Math.max(Text.width(from), Text.width(to)) + 4 <= MOST_VERSION;
    return fit ? (old ? from : to) + " now" : (old ? "old" : "new") + " now";
  }

  /** A first version has no other to be compared with, and no column for one. */
  private boolean replaces() {
    return view.headline().from().isPresent();
  }

  List<Text> of(List<WatchView.Signal> signals) {
    int name = LEAST_NAME;
    for (WatchView.Signal signal : signals) {
      name = Math.clamp(Text.width(signal.name()), name, MOST_NAME);
    }
    List<Text> lines = new ArrayList<>();
    lines.add(head(name));
    for (WatchView.Signal signal : signals) {
      lines.add(row(signal, name));
    }
    return lines;
  }

  private Text head(int name) {
    Text line = Text.of(wide ? "signal" : "", Tone.LABEL).padded(name);
    String recent = "last " + span();
    if (wide && replaces()) {
      line = line.and(label(heading(true)).paddedLeft(value + 1)).and("  ");
      line = line.and(label(recent).padded(bars)).and(" ");
    } else if (!narrow && replaces()) {
      line = line.and(label(heading(true)).paddedLeft(value + 2));
    }
    line = line.and(label(heading(false)).paddedLeft(value + 2)).and("  ");
    line = narrow ? line : line.and(label(recent).padded(bars)).and("  ");
    if (hasLimit()) {
      line = line.and(label("limit").paddedLeft(LIMIT)).and("  ");
    }
    return wide ? line.and(label("breaks").padded(8)).and(label("verdict")) : line.stripped();
  }

  private Text row(WatchView.Signal signal, int name) {
    boolean broken = signal.role() == Role.BAD;
    Tone tone = broken ? Tone.BAD : Tone.PLAIN;
    Text line = Text.of(signal.name(), tone).cut(name).padded(name);
    double top = top(signal);
    if (wide && replaces()) {
      line = line.and(Text.of(signal.baselineText()).paddedLeft(value + 1)).and("  ");
      line = line.and(drawn(signal.baselineRecent(), top, Tone.LABEL)).and(" ");
    } else if (!narrow && replaces()) {
      line = line.and(Text.of(signal.baselineText()).paddedLeft(value + 2));
    }
    line = line.and(Text.of(signal.canaryText(), tone).paddedLeft(value + 2)).and("  ");
    line =
        narrow
            ? line
            : line.and(drawn(signal.recent(), top, Wording.tone(signal.role()))).and("  ");
    if (hasLimit()) {
      line = line.and(Text.of(signal.limitText(), Tone.LABEL).paddedLeft(LIMIT)).and("  ");
    }
    if (wide) {
      line = line.and(Text.of(breaks(signal), tone).padded(8));
    }
    return line.and(say.marked(signal.role(), verdict(signal)));
  }

  private boolean hasLimit() {
    return columns >= 52;
  }

  private String verdict(WatchView.Signal signal) {
    return switch (signal.role()) {
      case BAD ->
          wide || signal.breaks() == 0 || view.evidence().isEmpty()
              ? signal.brief()
              : breaks(signal);
      case WAITING -> wide ? signal.brief() + share(signal) : signal.brief();
      case GOOD, MOVING, LATER, NONE, UNKNOWN -> signal.brief();
    };
  }

  /** How much of what is allowed is used up: " 92 %". */
  private static String share(WatchView.Signal signal) {
    OptionalDouble limit = signal.limit();
    if (limit.isEmpty() || signal.canary().isEmpty() || limit.getAsDouble() <= 0) {
      return "";
    }
    return " " + Math.round(signal.canary().getAsDouble() / limit.getAsDouble() * 100) + " %";
  }

  private String breaks(WatchView.Signal signal) {
    return signal.role() == Role.NONE
        ? ""
        : view.evidence()
            .map(e -> Math.min(signal.breaks(), e.breaksToAct()) + " of " + e.breaksToAct())
            .orElse("");
  }

  private String span() {
    Duration span = view.interval().multipliedBy(bars);
    long seconds = span.toSeconds();
    return seconds < 100 ? seconds + " s" : Math.round(seconds / 60.0) + " min";
  }

  private static Text label(String words) {
    return Text.of(words, Tone.LABEL);
  }

  /** One scale for both versions, with the limit, where there is one, near its top. */
  private double top(WatchView.Signal signal) {
    double top = signal.limit().orElse(0);
    for (List<Double> side : List.of(signal.recent(), signal.baselineRecent())) {
      for (double value : side) {
        top = Double.isNaN(value) ? top : Math.max(top, value);
      }
    }
    return top;
  }

  private Text drawn(List<Double> values, double top, Tone tone) {
    StringBuilder drawn = new StringBuilder();
    for (double value : values.subList(Math.max(0, values.size() - bars), values.size())) {
      if (Double.isNaN(value)) {
        drawn.append(' ');
      } else {
        int height = top <= 0 ? 0 : (int) Math.round(value / top * (BARS.length() - 1));
        drawn.append(BARS.charAt(Math.clamp(height, 0, BARS.length() - 1)));
      }
    }
    String right = " ".repeat(bars - drawn.length()) + drawn;
    return Text.of(right, tone);
  }
}
