package dev.slipway.shell.render;

import dev.slipway.view.DoctorView;
import dev.slipway.view.Figures;
import java.util.ArrayList;
import java.util.List;

/** What was examined: a line for each check, and below it how to mend it. */
final class DoctorPage {
  private static final int LONGEST_NAME = 20;
  private final Wording say;

  DoctorPage(Wording say) {
    this.say = say;
  }

  Page of(DoctorView view) {
    Page page = new Page();
    if (say.isPipe()) {
      view.checks().forEach(check -> page.grid(columns(), List.of(piped(check)), false, 0));
      return page;
    }
    page.title(
        Text.of("slipway " + view.program(), Tone.SUBJECT).and("   Java " + view.java()),
        Text.of(view.configuration().orElse("no slipway.yaml"), Tone.LABEL));
    page.gap();
    if (say.isScreen()) {
      screen(page, view);
    } else {
      view.checks().forEach(check -> spoken(page, check));
    }
    page.gap().say(summary(view));
    return page;
  }

  /** Sentences stand under each other, and a fix has room enough to stay in one piece. */
  private void screen(Page page, DoctorView view) {
    int mark = say.widestMark() + 1;
    int word = 0;
    for (DoctorView.State state : DoctorView.State.values()) {
      word = Math.max(word, state.word().length() + 2);
    }
    int name = 0;
    for (DoctorView.Check check : view.checks()) {
      name = Math.max(name, Text.width(check.check()) + 2);
    }
    name = Math.min(name, LONGEST_NAME + 2);
    for (DoctorView.Check check : view.checks()) {
      Tone tone = Wording.tone(check.state().role());
      Text head =
          say.folded(say.mark(check.state().role()))
              .padded(mark)
              .and(Text.of(check.state().word(), tone).padded(word))
              .and(check.check(), Tone.SUBJECT);
      if (say.isNarrow() || Text.width(check.check()) + 2 > name) {
        page.point(head, 0, mark);
        page.point(Text.of(check.result()), say.isNarrow() ? mark : mark + word, 2);
      } else {
        page.point(head.padded(mark + word + name).and(check.result()), 0, mark + word + name);
      }
      int indent = say.isNarrow() ? mark : mark + word;
      page.say(Text.of(check.means(), Tone.LABEL), indent);
      check
          .fix()
          .ifPresent(
              fix -> page.point(Text.of("fix: ", Tone.LABEL).and(fix, Tone.COMMAND), indent, 5));
    }
  }

  private void spoken(Page page, DoctorView.Check check) {
    page.say(
        say.marked(check.state().role(), check.state().word())
            .and(": ")
            .and(check.check(), Tone.SUBJECT)
            .and(": " + check.result() + (check.means().isEmpty() ? "" : "; " + check.means())));
    check.fix().ifPresent(fix -> page.say(Text.of("Fix: ").and(fix, Tone.COMMAND)));
  }

  private static List<Part.Column> columns() {
    return List.of(
        Part.Column.of("CHECK"),
        Part.Column.of("STATE"),
        Part.Column.of("RESULT"),
        Part.Column.of("MEANS"),
        Part.Column.of("FIX"));
  }

  private static Part.Row piped(DoctorView.Check check) {
    return Part.Row.of(
        Text.of(check.check()),
        Text.of(check.state().word()),
        Text.of(check.result()),
        Text.of(check.means()),
        Text.of(check.fix().orElse("")));
  }

  private static Text summary(DoctorView view) {
    List<String> counts = new ArrayList<>();
    if (view.problems() > 0) {
      counts.add(Figures.count(view.problems(), "thing") + " to mend");
    }
    if (view.remarks() > 0) {
      counts.add(Figures.count(view.remarks(), "remark"));
    }
    String words =
        counts.isEmpty() ? "All that is configured is well." : String.join(", ", counts) + ".";
    return Text.of(words, view.problems() > 0 ? Tone.BAD : Tone.GOOD)
        .and(" Nothing was changed.", Tone.LABEL);
  }
}
