package dev.slipway.evidence;

import dev.slipway.control.port.Target;
import dev.slipway.journal.Fact;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.journal.Story;
import dev.slipway.plan.Plan;
import dev.slipway.release.ChangeRecord;
import dev.slipway.release.Commit;
import dev.slipway.release.Version;
import dev.slipway.rollout.Happening;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What all documents of one release are written from.
 *
 * @param breakGlass empty: the target offers no way back without Slipway, or could not be asked
 * @param scriptName file name of the standalone way back, in the folder of the documents
 * @param now when the documents are written
 */
record Subject(
    ReleaseRecord record,
    Story story,
    Naming naming,
    Optional<Target.BreakGlass> breakGlass,
    String scriptName,
    Instant now) {
  /** A range of more commits is read in git, not in a document. */
  static final int MOST_COMMITS = 300;

  private static final int LONGEST_SUBJECT = 200;

  ChangeRecord change() {
    return record.change();
  }

  Version to() {
    return change().to();
  }

  /** The old version's label, or "nothing". */
  String old() {
    return change().from().map(Version::label).orElse("nothing");
  }

  /**
   * @throws IllegalStateException when nothing was planned; callers have looked
   */
  Plan plan() {
    return record.plan().orElseThrow(() -> new IllegalStateException(record.id() + " has no plan"));
  }

  String heading(String document) {
    return document
        + ": "
        + record.id().service()
        + " "
        + to()
        + " to "
        + record.opened().environment();
  }

  List<List<String>> frontMatter(String schema) {
    return List.of(
        Page.fact("id", record.id().toString()),
        Page.fact("service", record.id().service().value()),
        Page.fact("version", to().label()),
        Page.fact("digest", change().artifact().value()),
        Page.fact("env", record.opened().environment().value()),
        Page.fact("plan-id", record.plan().map(plan -> plan.hash().value()).orElse("none")),
        Page.fact("schema", schema),
        Page.fact("generated-at", now.truncatedTo(ChronoUnit.MILLIS).toString()),
        Page.fact("generator", "slipway"));
  }

  /** Said once at the top of each document. */
  static String legend() {
    return "Slipway writes this document and writes it anew when something happens. ✎ marks what people write: only text between"
        + " keep markers survives.";
  }

  /** What the release consists of. */
  void contents(Page page) {
    ChangeRecord change = change();
    page.facts(
        List.of(
            Page.fact("From", old() + change.fromCommit().map(id -> " (" + id + ")").orElse("")),
            Page.fact("To", change.to() + " (" + change.toCommit() + ")"),
            Page.fact(
                "Artifact",
                change
                    .image()
                    .map(image -> image.at(change.artifact()) + ", " + image.words())
                    .orElse(change.artifact().value())),
            Page.fact(
                "Size",
                Figures.count(change.commits().size(), "commit")
                    + ", "
                    + Figures.count(change.files().size(), "file")
                    + ", "
                    + Figures.count(change.linesChanged(), "line")),
            Page.fact("Authors", orNone(authors(change))),
            Page.fact("Tickets", orNone(Tickets.of(change)))));
    if (change.commits().isEmpty()) {
      return;
    }
    page.table(
        List.of("Commit", "Author", "Date (UTC)", "Subject", "Trailers"),
        change.commits().stream().limit(MOST_COMMITS).map(Subject::row).toList());
    int more = change.commits().size() - MOST_COMMITS;
    if (more > 0) {
      page.says("and " + Figures.count(more, "more commit") + ", in git:");
      page.commands(
          "git log " + change.fromCommit().map(id -> id + "..").orElse("") + change.toCommit());
    }
  }

  private static List<String> row(Commit commit) {
    return List.of(
        commit.id().brief(),
        Plain.line(commit.authorName(), LONGEST_SUBJECT),
        Figures.date(commit.at()),
        Plain.line(commit.subject(), LONGEST_SUBJECT),
        Plain.line(
            String.join(
                "; ",
                commit.trailers().stream()
                    .map(trailer -> trailer.key() + ": " + trailer.value())
                    .toList()),
            LONGEST_SUBJECT));
  }

  private static List<String> authors(ChangeRecord change) {
    TreeSet<String> names = new TreeSet<>();
    change.commits().forEach(commit -> names.add(Plain.line(commit.authorName(), LONGEST_SUBJECT)));
    return List.copyOf(names);
  }

  private static String orNone(List<String> texts) {
    return texts.isEmpty() ? "none" : String.join(", ", texts);
  }

  /** Everything written about the checkpoint, newest first. */
  List<String> checkpoints() {
    List<String> found = new ArrayList<>();
    for (ReleaseRecord.Told told : record.story().reversed()) {
      if (told.fact() instanceof Fact.Happened happened
          && happened.happening() instanceof Happening.StepDone done
          && done.step().equals("checkpoint")) {
        found.add(Figures.moment(told.entry().at()) + " UTC: " + done.evidence());
      }
    }
    return found;
  }

  /** When it left the plan and began to move; empty before. */
  Optional<Instant> startedAt() {
    return record.story().stream()
        .filter(told ->
            told.fact() instanceof Fact.Happened happened
                && happened.answer() == Fact.Answer.MOVED
                && happened.happening() instanceof Happening.StartRequested)
        .map(told -> told.entry().at())
        .findFirst();
  }
}
