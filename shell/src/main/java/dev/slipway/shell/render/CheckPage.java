package dev.slipway.shell.render;

import dev.slipway.view.CheckListView;
import dev.slipway.view.Headline;
import dev.slipway.view.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The checklist with its evidence. */
final class CheckPage {
  private final Wording say;

  CheckPage(Wording say) {
    this.say = say;
  }

  Page of(CheckListView view) {
    Page page = new Page();
    Headline headline = view.headline();
    Standing counts = new Standing(say);
    if (!say.isPipe()) {
      Text after =
          view.after().total() == 0 ? Text.EMPTY : counts.counts(view.after(), "after deploy");
      page.title(
          Text.of(headline.release(), Tone.SUBJECT)
              .and("   ")
              .and(counts.counts(view.before(), "before start")),
          after);
      if (view.ran()) {
        page.say(Text.of("checked just now", Tone.LABEL));
      }
    }
    phase(page, view, "before", "Before start");
    phase(page, view, "after", "After deploy");
    if (view.approvals().needed() > 0 && !say.isPipe()) {
      page.gap()
          .facts(
              List.of(
                  Page.fact(
                      "Approvals", new Standing(say).approvals(view.approvals(), view.now()))));
    }
    return page;
  }

  private void phase(Page page, CheckListView view, String phase, String heading) {
    List<CheckListView.Item> items =
        view.items().stream().filter(item -> item.phase().equals(phase)).toList();
    if (items.isEmpty()) {
      return;
    }
    page.gap()
        .heading(
            heading.toUpperCase(Locale.ROOT),
            phase.equals("after")
                ? Text.of("run by themselves once everybody is on it", Tone.LABEL)
                : Text.EMPTY);
    if (say.isScreen()
        && phase.equals("after")
        && items.stream().allMatch(CheckPage::isUntouched)) {
      Text line = Text.EMPTY;
      for (CheckListView.Item item : items) {
        Text one = say.mark(item.role()).and(" ").and(item.id()).glued();
        line = line.isEmpty() ? one : line.and("  ").and(one);
      }
      page.point(line, 1, 0);
      return;
    }
    if (say.isWide()) {
      wide(page, view, items);
    } else {
      narrow(page, view, items);
    }
    long open = items.stream().filter(CheckPage::isUntouched).count();
    if (open > 0 && !say.isPipe() && phase.equals("before")) {
      page.point(
          Text.of(say.isScreen() ? "→ " : "Fix: ", Tone.LABEL)
              .and("slipway check run " + view.headline().release(), Tone.COMMAND)
              .and("   (a start does so too)", Tone.LABEL),
          4,
          2);
    }
  }

  /** What was confirmed, by whom, and how long that holds. */
  private void wide(Page page, CheckListView view, List<CheckListView.Item> items) {
    List<Part.Row> rows = new ArrayList<>();
    for (CheckListView.Item item : items) {
      rows.add(
          Page.row(
              List.of(
                  say.mark(item.role()),
                  Text.of(item.id(), Tone.SUBJECT),
                  confirmed(item),
                  time(view, item),
                  Text.of(detail(item)),
                  item.until()
                      .map(say::date)
                      .orElseGet(() -> Text.of(item.boundTo().orElse(""), Tone.LABEL))),
              mended(item)));
    }
    page.grid(
        List.of(
            Part.Column.of(""),
            Part.Column.of("ITEM"),
            Part.Column.cut("CONFIRMED BY", 12),
            Part.Column.of("WHEN"),
            Part.Column.rest("EVIDENCE", 24),
            Part.Column.of("VALID UNTIL")),
        rows,
        true,
        1);
  }

  private static Text confirmed(CheckListView.Item item) {
    String by = item.by().orElse("");
    return item.state().equals("confirmed")
        ? Text.of(by)
        : Text.of(
            item.state() + (by.isEmpty() || item.role() == Role.BAD ? "" : " by " + by),
            Wording.tone(item.role()));
  }

  private Text time(CheckListView view, CheckListView.Item item) {
    return item.at()
        .map(at ->
            say.isScreen()
                ? Text.of(say.minute(at, view.now()), Tone.LABEL)
                : say.at(at, view.now()))
        .orElse(Text.EMPTY);
  }

  private void narrow(Page page, CheckListView view, List<CheckListView.Item> items) {
    List<Part.Row> rows = new ArrayList<>();
    for (CheckListView.Item item : items) {
      rows.add(
          Page.row(
              List.of(
                  say.mark(item.role()),
                  Text.of(item.id(), Tone.SUBJECT),
                  say.isScreen() && !isRemarkable(item)
                      ? Text.EMPTY
                      : Text.of(item.state(), Wording.tone(item.role())),
                  Text.of(detail(item)),
                  Text.of(item.by().orElse(""), Tone.LABEL),
                  time(view, item),
                  item.until().map(say::date).orElse(Text.EMPTY),
                  Text.of(item.title(), Tone.LABEL),
                  Text.of(item.group(), Tone.LABEL)),
              mended(item)));
    }
    page.grid(
        List.of(
            Part.Column.of(""),
            Part.Column.of("ITEM"),
            Part.Column.of("STATE"),
            Part.Column.words("EVIDENCE", 16),
            Part.Column.cut("BY", 6),
            Part.Column.of("AT"),
            Part.Column.of("UNTIL").wide(),
            Part.Column.rest("TITLE", 12).wide(),
            Part.Column.of("GROUP").wide()),
        rows,
        say.isPipe(),
        1);
  }

  /** The line that closes an open item; none for what a start looks at by itself. */
  private Optional<Text> mended(CheckListView.Item item) {
    return say.isPipe() || isUntouched(item)
        ? Optional.empty()
        : item.command()
            .map(line ->
                Text.of(say.isScreen() ? "→ " : "Fix: ", Tone.LABEL).and(line, Tone.COMMAND));
  }

  /** Checked by the tool, which has not looked yet. */
  private static boolean isUntouched(CheckListView.Item item) {
    return item.automatic() && item.role() == Role.LATER;
  }

  /** Neither confirmed nor simply open: mark and detail alone would not say it. */
  private static boolean isRemarkable(CheckListView.Item item) {
    return item.role() == Role.BAD || item.role() == Role.WAITING;
  }

  /** Before anybody looked, what is looked at says more than that nobody did. */
  private String detail(CheckListView.Item item) {
    boolean nothing = item.detail().isBlank() || (say.isScreen() && isUntouched(item));
    return nothing ? item.title() : item.detail();
  }
}
