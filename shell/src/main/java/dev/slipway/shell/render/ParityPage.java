package dev.slipway.shell.render;

import dev.slipway.view.Figures;
import dev.slipway.view.ParityView;
import java.util.ArrayList;
import java.util.List;

/** What runs where, and in what environments differ: what may not be so first. */
final class ParityPage {
  private final Wording say;

  ParityPage(Wording say) {
    this.say = say;
  }

  Page of(ParityView view) {
    if (say.isPipe()) {
      return piped(view);
    }
    Page page = new Page();
    page.title(Text.of(view.service(), Tone.SUBJECT), verdict(view));
    page.gap().heading("WHAT RUNS");
    List<Part.Row> rows = new ArrayList<>();
    for (ParityView.Place place : view.places()) {
      rows.add(
          Part.Row.of(
              marked(place.standing(), place.environment()),
              Text.of(place.version().orElse(""), Tone.SUBJECT),
              Text.of(place.release().orElse(""), Tone.LABEL),
              Text.of(place.runs())));
    }
    page.grid(
        List.of(
            Part.Column.words("ENVIRONMENT", 10),
            Part.Column.cut("VERSION", 8),
            Part.Column.of("RELEASE"),
            Part.Column.rest("RUNS", 20)),
        rows,
        false,
        2);
    differences(page, view);
    page.gap().commands(commands(view));
    return page;
  }

  private Text verdict(ParityView view) {
    List<String> counts = new ArrayList<>();
    if (view.unexpected() > 0) {
      counts.add(view.unexpected() + " not expected");
    }
    if (view.unknown() > 0) {
      counts.add(view.unknown() + " unknown");
    }
    ParityView.Standing worst =
        view.unexpected() > 0
            ? ParityView.Standing.UNEXPECTED
            : view.unknown() > 0 ? ParityView.Standing.UNKNOWN : ParityView.Standing.EXPECTED;
    return say.marked(
        worst.role(), counts.isEmpty() ? "all as expected" : String.join(", ", counts));
  }

  private void differences(Page page, ParityView view) {
    List<String> pairs = view.differences().stream().map(ParityPage::pair).distinct().toList();
    for (String pair : pairs) {
      List<ParityView.Row> rows =
          view.differences().stream().filter(row -> pair(row).equals(pair)).toList();
      page.gap().heading(pair, Text.of(Figures.count(rows.size(), "difference"), Tone.LABEL));
      for (ParityView.Standing standing :
          List.of(
              ParityView.Standing.UNEXPECTED,
              ParityView.Standing.UNKNOWN,
              ParityView.Standing.EXPECTED)) {
        rows.stream().filter(row -> row.standing() == standing).forEach(row -> row(page, row));
      }
    }
    if (pairs.isEmpty()) {
      page.gap().say(Text.of("They differ in nothing that is configured or released."));
    }
  }

  private static String pair(ParityView.Row row) {
    return row.from() + " → " + row.to();
  }

  private void row(Page page, ParityView.Row row) {
    Text head = marked(row.standing(), row.what());
    Text both =
        row.before().isEmpty()
            ? Text.of(": " + row.after())
            : Text.of(": " + row.before() + " → " + row.after());
    page.point(head.and(both), 2, 2);
    if (row.standing() != ParityView.Standing.EXPECTED) {
      page.point(Text.of(row.because(), Tone.LABEL), 4, 0);
    }
  }

  /** Where no mark is drawn, the word stands for it. */
  private Text marked(ParityView.Standing standing, String words) {
    return say.mark(standing.role()).isEmpty()
        ? Text.of(standing.word() + " ").and(words)
        : say.marked(standing.role(), words);
  }

  private static List<Part.Command> commands(ParityView view) {
    return view.differences().stream()
        .flatMap(row -> row.fix().stream())
        .distinct()
        .map(line -> new Part.Command("Next", line))
        .toList();
  }

  private static Page piped(ParityView view) {
    Page page = new Page();
    List<Part.Row> rows = new ArrayList<>();
    for (ParityView.Place place : view.places()) {
      rows.add(
          Part.Row.of(
              Text.EMPTY,
              Text.of(place.environment()),
              Text.of("runs"),
              Text.of(place.version().orElse("")),
              Text.of(place.runs()),
              Text.of(place.standing().word()),
              Text.EMPTY));
    }
    for (ParityView.Row row : view.differences()) {
      rows.add(
          Part.Row.of(
              Text.of(row.from()),
              Text.of(row.to()),
              Text.of(row.what()),
              Text.of(row.before()),
              Text.of(row.after()),
              Text.of(row.standing().word()),
              Text.of(row.because())));
    }
    return page.grid(
        List.of(
            Part.Column.of("FROM"),
            Part.Column.of("TO"),
            Part.Column.of("WHAT"),
            Part.Column.of("BEFORE"),
            Part.Column.of("AFTER"),
            Part.Column.of("STANDING"),
            Part.Column.of("BECAUSE")),
        rows,
        false,
        0);
  }
}
