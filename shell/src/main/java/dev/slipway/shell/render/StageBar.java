package dev.slipway.shell.render;

import dev.slipway.view.Role;
import dev.slipway.view.WatchView;
import java.util.List;

/** The stages of a release in one line, each as far as it is. */
final class StageBar {
  private static final int LEAST = 3;
  private static final int MOST = 22;
  private final Wording say;
  private final Symbols symbols;

  StageBar(Wording say, Canvas canvas) {
    this.say = say;
    this.symbols = canvas.palette().symbols();
  }

  /**
   * @param right stands at the end of the line; "" for nothing
   */
  Text of(List<WatchView.Stage> stages, String right, int columns) {
    Text end = right.isEmpty() ? Text.EMPTY : Text.of("  " + right, Tone.LABEL);
    int room = columns - end.width();
    int mark = Text.width(symbols.fold("✔"));
    int labels = stages.stream().mapToInt(stage -> Text.width(label(stage)) + mark + 1).sum() - 1;
    int each = Math.min(MOST, (room - labels) / stages.size());
    Text bar = each < LEAST ? together(stages, room, mark) : oneByOne(stages, each, mark);
    return bar.and(" ".repeat(Math.max(0, room - bar.folded(symbols).width()))).and(end);
  }

  private Text oneByOne(List<WatchView.Stage> stages, int each, int mark) {
    Text line = Text.EMPTY;
    for (WatchView.Stage stage : stages) {
      line = line.isEmpty() ? line : line.and(" ");
      boolean over = stage.done() >= 1 || stage.role() == Role.BAD;
      int length = over ? each : each + mark;
      double done = stage.role() == Role.BAD ? 1 : stage.done();
      line = line.and(label(stage)).and(drawn(done, length, stage.role()));
      line = over ? line.and(say.mark(stage.role())) : line;
    }
    return line;
  }

  /** So many stages that each would be a dot: how far they are in all. */
  private Text together(List<WatchView.Stage> stages, int room, int mark) {
    double done = stages.stream().mapToDouble(WatchView.Stage::done).sum() / stages.size();
    WatchView.Stage now =
        stages.stream()
            .filter(stage -> stage.role() == Role.MOVING || stage.role() == Role.WAITING)
            .findFirst()
            .orElse(
                stages.stream()
                    .filter(stage -> stage.role() == Role.BAD || stage.role() == Role.GOOD)
                    .reduce((first, second) -> second)
                    .orElse(stages.getFirst()));
    Text name = Text.of("stage " + now.number() + " of " + stages.size() + " ");
    String share = " " + now.percent() + " %";
    boolean bad = now.role() == Role.BAD;
    int length = Math.clamp(room - name.width() - share.length() - mark - 1, LEAST, 60);
    Text line = name.and(drawn(bad ? 1 : done, length, now.role())).and(share);
    return bad || done >= 1 ? line.and(" ").and(say.mark(now.role())) : line;
  }

  private static Text drawn(double done, int length, Role role) {
    int full = (int) Math.round(Math.clamp(done, 0, 1) * length);
    return Text.of("━".repeat(full), Wording.tone(role)).and("╌".repeat(length - full), Tone.LABEL);
  }

  private static String label(WatchView.Stage stage) {
    return stage.percent() + " % ";
  }
}
