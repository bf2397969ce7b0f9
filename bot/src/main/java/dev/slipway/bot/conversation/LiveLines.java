package dev.slipway.bot.conversation;

import dev.slipway.view.Figures;
import dev.slipway.view.WatchView;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Stages and figures of a release on its way, as lines that can be read aloud. */
public final class LiveLines {
  private static final int MOST_SIGNALS = 5;

  private LiveLines() {}

  /** "5 % done · 25 % being watched, 9 min left · 50 % later". */
  public static String stages(WatchView view) {
    return view.stages().stream()
        .map(stage ->
            stage.percent()
                + " % "
                + stage.words()
                + (isNow(stage) && view.left().isPresent() ? ", " + left(view) : ""))
        .collect(Collectors.joining(" · "));
  }

  private static boolean isNow(WatchView.Stage stage) {
    return stage.words().equals("being watched");
  }

  private static String left(WatchView view) {
    return view.left().orElseThrow().isZero()
        ? "until the next good check"
        : Figures.duration(rough(view.left().orElseThrow())) + " left";
  }

  /** A figure that changed each second would be a new message each second. */
  private static java.time.Duration rough(java.time.Duration left) {
    long step = left.toSeconds() >= 120 ? 60 : 15;
    return java.time.Duration.ofSeconds((left.toSeconds() + step - 1) / step * step);
  }

  /** "error rate 0.34 % (limit < 1 %, before 0.21 %), within limits". */
  public static List<String> signals(WatchView view) {
    List<String> lines = new ArrayList<>();
    for (WatchView.Signal signal :
        view.signals().subList(0, Math.min(MOST_SIGNALS, view.signals().size()))) {
      lines.add(
          signal.name()
              + " "
              + signal.canaryText()
              + " ("
              + (signal.limitText().equals("–") ? "no limit" : "limit " + signal.limitText())
              + ", old "
              + signal.baselineText()
              + ")"
              + (signal.limitText().equals("–") ? "" : ", " + signal.verdict()));
    }
    return lines;
  }
}
