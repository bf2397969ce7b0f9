package dev.slipway.shell.render;

import dev.slipway.view.DiffView;
import dev.slipway.view.MigrationPart;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a release changes. */
final class DiffPage {
  private final Wording say;

  DiffPage(Wording say) {
    this.say = say;
  }

  Page of(DiffView view) {
    Page page = new Page();
    ShowPage.headline(say, page, view.headline());
    page.gap()
        .facts(
            List.of(
                Page.fact(
                    "Commits",
                    Text.of(
                        view.fromCommit().map(from -> brief(from) + " → ").orElse("")
                            + brief(view.toCommit()))),
                Page.fact("Artifact", Text.of(view.artifact()))));
    if (view.shown().commits()) {
      commits(page, view);
    }
    if (view.shown().files()) {
      files(page, view);
    }
    if (view.shown().migrations()) {
      migrations(say, page, view.migrations());
    }
    return page;
  }

  private String brief(String commit) {
    return say.isPipe() || commit.length() <= 10 ? commit : commit.substring(0, 10);
  }

  private void commits(Page page, DiffView view) {
    page.gap().heading("Commits (" + view.commits().size() + ")");
    List<Part.Row> rows = new ArrayList<>();
    for (DiffView.Commit commit : view.commits()) {
      rows.add(
          Part.Row.of(
              Text.of(brief(commit.id()), Tone.LABEL),
              Text.of(Wording.iso(commit.at()).substring(0, 10), Tone.LABEL),
              Text.of(commit.author()),
              Text.of(commit.subject())));
    }
    page.grid(
        List.of(
            Part.Column.of("COMMIT"),
            Part.Column.of("DATE"),
            Part.Column.cut("AUTHOR", 10),
            Part.Column.rest("SUBJECT", 20)),
        rows,
        false,
        2);
  }

  private void files(Page page, DiffView view) {
    page.gap().heading("Files (" + view.files().size() + ")");
    List<Part.Row> rows = new ArrayList<>();
    for (DiffView.File file : view.files()) {
      rows.add(
          Part.Row.of(
              Text.of(file.kind(), Tone.LABEL),
              Text.of("+" + file.added(), Tone.GOOD),
              Text.of("-" + file.removed(), Tone.BAD),
              Text.of(file.path())));
    }
    page.grid(
        List.of(
            Part.Column.of("KIND"),
            Part.Column.number("ADDED"),
            Part.Column.number("REMOVED"),
            Part.Column.cut("PATH", 24)),
        rows,
        false,
        2);
  }

  static void migrations(Wording say, Page page, List<MigrationPart> migrations) {
    page.gap().heading("Migrations (" + migrations.size() + ")");
    List<Part.Row> rows = new ArrayList<>();
    for (MigrationPart migration : migrations) {
      rows.add(
          new Part.Row(
              List.of(
                  say.mark(migration.role()),
                  Text.of(migration.id(), Tone.SUBJECT),
                  Text.of(migration.phase(), Wording.tone(migration.role())),
                  Text.of(migration.state()),
                  Text.of(migration.description(), Tone.LABEL)),
              migration.reasons().isEmpty()
                  ? Optional.empty()
                  : Optional.of(Text.of(String.join("; ", migration.reasons()), Tone.LABEL))));
    }
    page.grid(
        List.of(
            Part.Column.of(""),
            Part.Column.of("MIGRATION"),
            Part.Column.of("PHASE"),
            Part.Column.of("STATE"),
            Part.Column.rest("WHAT", 16)),
        rows,
        false,
        2);
  }
}
