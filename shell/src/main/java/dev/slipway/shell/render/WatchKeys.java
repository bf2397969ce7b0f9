package dev.slipway.shell.render;

import dev.slipway.view.WatchView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The keys of the live view, as its last line names them: only what is possible now. */
public enum WatchKeys {
  PAUSE('p', Optional.of(WatchView.Action.PAUSE), "pause", "pause", 80),
  RESUME('r', Optional.of(WatchView.Action.RESUME), "resume", "resume", 80),
  ROLL_BACK('b', Optional.of(WatchView.Action.ROLL_BACK), "roll back", "back", 40),
  ADVANCE('a', Optional.of(WatchView.Action.ADVANCE), "advance", "advance", 80),
  EXTEND('e', Optional.of(WatchView.Action.EXTEND), "extend", "extend", 110),
  DETAILS('d', Optional.empty(), "details", "details", 60),
  COPY('c', Optional.empty(), "copy as Markdown", "copy", 110),
  LEAVE('q', Optional.empty(), "leave", "leave", 0);

  private final char key;
  private final Optional<WatchView.Action> needs;
  private final String words;
  private final String brief;
  private final int from;

  /**
   * @param needs what has to be possible
   * @param from the narrowest screen on which it is named; it works on every one
   */
  WatchKeys(char key, Optional<WatchView.Action> needs, String words, String brief, int from) {
    this.key = key;
    this.needs = needs;
    this.words = words;
    this.brief = brief;
    this.from = from;
  }

  /** Which of them a pressed character means in this frame; empty for none. */
  public static Optional<WatchKeys> pressed(int character, WatchView view) {
    for (WatchKeys one : values()) {
      if (Character.toLowerCase(character) == one.key && one.isPossible(view)) {
        return Optional.of(one);
      }
    }
    return Optional.empty();
  }

  public char key() {
    return key;
  }

  private boolean isPossible(WatchView view) {
    return needs.isEmpty() || view.actions().contains(needs.get());
  }

  /**
   * @param goesOn what becomes of the release when one leaves: "the release goes on"
   */
  public static Text line(WatchView view, int columns, String goesOn) {
    List<Text> keys = new ArrayList<>();
    for (WatchKeys one : values()) {
      if (one.isPossible(view) && columns >= one.from) {
        String said = columns >= 72 ? one.words : one.brief;
        keys.add(Text.of(" " + one.key, Tone.COMMAND).and(" " + said, Tone.LABEL));
      }
    }
    Text line = Text.EMPTY;
    for (Text key : keys) {
      line = line.isEmpty() ? key : line.and("  ").and(key);
    }
    Text whole = line.and(" (" + goesOn + ")", Tone.LABEL);
    return whole.width() <= columns ? whole : line;
  }
}
