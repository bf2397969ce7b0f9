package dev.slipway.shell.render;

import dev.slipway.view.MigrationPart;
import dev.slipway.view.Role;
import dev.slipway.view.WatchView;
import java.util.ArrayList;
import java.util.List;

/**
 * What stands beside the verdicts of a frame: what chance alone could do, instances, migrations.
 */
final class WatchAside {
  private static final int MOST_MARKS = 12;
  private static final int BETWEEN = 3;

  private final WatchView view;
  private final Canvas canvas;
  private final Wording say;
  private final int columns;

  WatchAside(WatchView view, Canvas canvas, int columns) {
    this.view = view;
    this.canvas = canvas;
    this.say = new Wording(canvas);
    this.columns = columns;
  }

  List<Text> lines() {
    List<Text> lines = new ArrayList<>();
    view.difference()
        .filter(difference -> canvas.isWide())
        .ifPresent(difference ->
            lines.add(WatchFrame.label("compared").and(difference.words(), Tone.LABEL)));
    if (!view.fleet().isEmpty()) {
      lines.add(fleet());
    }
    Text migrations = migrations();
    if (canvas.isWide() && !migrations.isEmpty()) {
      Text last = lines.isEmpty() || view.fleet().isEmpty() ? Text.EMPTY : lines.removeLast();
      boolean fits = width(last) + BETWEEN + width(migrations) <= columns;
      if (!last.isEmpty() && !fits) {
        lines.add(last);
      }
      lines.add(
          last.isEmpty() || !fits
              ? migrations
              : last.padded(columns - width(migrations)).and(migrations));
    }
    return lines;
  }

  /** "migrations ✔ V58 expand applied ○ V59 migrate not yet". */
  private Text migrations() {
    Text line = Text.EMPTY;
    for (MigrationPart migration : view.migrations()) {
      String state = migration.role() == Role.NONE ? "in a later release" : migration.state();
      Text one =
          say.mark(migration.role())
              .and(" " + migration.id() + " " + migration.phase() + " ")
              .and(state, Tone.LABEL);
      line = (line.isEmpty() ? WatchFrame.label("migration") : line.and("   ")).and(one);
    }
    return line;
  }

  private Text fleet() {
    Text line = WatchFrame.label("instances");
    boolean drawn = canvas.palette().symbols() == Symbols.UNICODE;
    for (WatchView.Instances side : view.fleet()) {
      int missing = side.total() - side.ready();
      String count =
          missing == 0 ? side.ready() + " ready" : side.ready() + " of " + side.total() + " ready";
      line = line.and(side.version() + " ");
      if (drawn && side.total() > 0 && side.total() <= MOST_MARKS) {
        line = line.and("✔".repeat(side.ready()), Tone.GOOD).and("✖".repeat(missing), Tone.BAD);
        line = line.and(" ");
      }
      line = line.and(side.total() == 0 ? "none" : count, Tone.LABEL).and("    ");
    }
    return line.stripped();
  }

  private int width(Text text) {
    return say.folded(text).width();
  }
}
