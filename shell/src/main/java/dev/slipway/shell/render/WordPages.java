package dev.slipway.shell.render;

import dev.slipway.view.DocumentsView;
import dev.slipway.view.Figures;
import dev.slipway.view.HelpView;
import dev.slipway.view.MessageView;
import dev.slipway.view.NoticeView;
import dev.slipway.view.RefusalView;
import dev.slipway.view.Role;
import dev.slipway.view.TextView;
import java.util.ArrayList;
import java.util.List;

/** Answers, refusals, help: pages that are mostly sentences. */
final class WordPages {
  /** A refusal is at most six lines; what, code and fix come first. */
  private static final int MOST_REASONS = 3;

  private static final int MOST_FIXES = 2;

  /** Each of its reasons is a place to mend and carries its own fix: all are shown. */
  private static final String FAULTY_CONFIGURATION = "E-CONFIG-02";

  private final Wording say;

  WordPages(Wording say) {
    this.say = say;
  }

  Page refusal(RefusalView view) {
    Page page = new Page();
    page.title(
        marked(Role.BAD, Text.of(view.what(), Tone.SUBJECT)), Text.of(view.code(), Tone.LABEL));
    List<String> why = view.why();
    // One line for the rest instead of one more reason, so that the fix stays in sight.
    boolean all = view.code().equals(FAULTY_CONFIGURATION) || why.size() <= MOST_REASONS;
    int shown = all ? why.size() : MOST_REASONS - 1;
    why.subList(0, shown).forEach(line -> page.point(Text.of(line), 2, 2));
    if (shown < why.size()) {
      page.say(Text.of("and " + (why.size() - shown) + " more (--json lists all)", Tone.LABEL), 2);
    }
    List<String> fixes = view.fix();
    for (int i = 0; i < Math.min(MOST_FIXES, fixes.size()); i++) {
      if (say.isScreen()) {
        page.point(
            Text.of(i == 0 ? "Fix:  " : "      ", Tone.LABEL).and(fixes.get(i), Tone.COMMAND),
            2,
            6);
      } else {
        page.say(Text.of("Fix: ").and(fixes.get(i), Tone.COMMAND));
      }
    }
    return page;
  }

  Page notice(NoticeView view) {
    Page page = new Page();
    Text what = Text.of(view.what(), Tone.SUBJECT);
    page.point(marked(view.would() ? Role.LATER : view.role(), what), 0, 2);
    view.details().forEach(line -> page.point(Text.of(line), 2, 2));
    if (!view.told().isEmpty()) {
      page.point(Text.of("Told: ", Tone.LABEL).and(String.join(", ", view.told())), 2, 2);
    }
    if (view.would()) {
      page.say(Text.of("Nothing was changed.", Tone.LABEL), 2);
    }
    List<Part.Command> commands = new ArrayList<>();
    view.next()
        .filter(line -> !line.isBlank())
        .ifPresent(line -> commands.add(new Part.Command("Next", line)));
    view.undo()
        .filter(line -> !line.isBlank())
        .ifPresent(line -> commands.add(new Part.Command("Undo", line)));
    return page.commands(commands);
  }

  private Text marked(Role role, Text words) {
    Text mark = say.mark(role);
    return mark.isEmpty() ? words : mark.and(" ").and(words);
  }

  Page documents(DocumentsView view) {
    Page page = new Page();
    if (!say.isPipe()) {
      String what =
          Figures.count(view.files().size(), "document")
              + (view.would() ? " would be written" : " written")
              + " for ";
      page.point(
          marked(
              view.would() ? Role.LATER : Role.GOOD,
              Text.of(what).and(view.release(), Tone.SUBJECT)),
          0,
          2);
    }
    view.files().forEach(file -> page.point(Text.of(file), say.isPipe() ? 0 : 4, 2));
    return page;
  }

  Page message(MessageView view) {
    Page page = new Page();
    page.point(marked(view.role(), Text.of(view.words())), 0, 2);
    List<Part.Command> commands = new ArrayList<>();
    view.next()
        .forEach(line -> commands.add(new Part.Command(commands.isEmpty() ? "Next" : "or", line)));
    return page.commands(commands);
  }

  static Page text(TextView view) {
    Page page = new Page();
    if (!view.title().isBlank()) {
      page.heading(view.title());
    }
    view.lines().forEach(line -> page.point(line.isEmpty() ? Text.of(" ") : Text.of(line), 0, 0));
    return page;
  }

  Page help(HelpView view) {
    Page page = new Page();
    page.heading(view.title());
    view.text().forEach(line -> page.say(Text.of(line)));
    if (!view.usage().isBlank()) {
      page.gap().say(Text.of("Usage:  ", Tone.LABEL).and(view.usage()));
    }
    for (HelpView.Section section : view.sections()) {
      page.gap().heading(section.title());
      List<Part.Fact> facts = new ArrayList<>();
      for (HelpView.Row row : section.rows()) {
        facts.add(Page.fact(row.term(), Text.of(row.words())));
      }
      page.facts(facts);
    }
    if (!view.examples().isEmpty()) {
      page.gap().heading("Examples");
      for (HelpView.Example example : view.examples()) {
        page.say(Text.of(example.line(), Tone.COMMAND), 2);
        if (!example.words().isBlank()) {
          page.say(Text.of(example.words(), Tone.LABEL), 6);
        }
      }
    }
    return page;
  }
}
