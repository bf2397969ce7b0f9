package dev.slipway.command;

import dev.slipway.control.port.Documents;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.journal.Store;
import dev.slipway.journal.Verification;
import dev.slipway.view.AuditView;
import dev.slipway.view.DocumentsView;
import dev.slipway.view.Plain;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What is left behind: documents and the journal. */
final class RecordVerbs {
  static final String GROUP = "Keep on record";

  /** So many releases are read for the whole journal's newest entries; one alone is read whole. */
  private static final int RELEASES = 50;

  private RecordVerbs() {}

  static List<Verb> verbs() {
    return List.of(
        Verb.named("doc write", GROUP, "write or renew the documents of a release")
            .says("What people wrote between keep markers survives.")
            .release()
            .maybe(
                "kind",
                Values.DOCUMENT,
                "one of "
                    + String.join(", ", Call.keys(Documents.Kind.class))
                    + "; without it all that apply")
            .changes()
            .example("doc write shop/42", "all that apply")
            .example("doc write shop/42 rollback-plan", "one of them")
            .answers(DocumentsView.class)
            .does(RecordVerbs::write),
        Verb.named("doc archive", GROUP, "all evidence of a release in one file")
            .says(
                "Its documents, its journal and a hash of each, beside the documents; made anew each time.")
            .release()
            .changes()
            .example("doc archive shop/42", "a file for the auditor")
            .answers(DocumentsView.class)
            .does(RecordVerbs::archive),
        Verb.named("audit list", GROUP, "what the journal says, entry by entry")
            .says(
                "With --verify every hash, gap, seal and summary of the whole store is checked; exit code 1 when something was touched.")
            .maybe("release", Values.RELEASE, "one release; without it all of them")
            .option(Option.flag("--verify", "check that nothing was changed or removed"))
            .option(Option.value("--actor", "person", Values.PERSON, "only what this one did"))
            .option(
                Option.value("--limit", "count", Values.COUNT, "at most so many, 50 by default"))
            .example("audit list shop/42", "one release")
            .example("audit list --verify", "is the journal whole?")
            .example("audit list --actor ada --limit 10 --jsonl", "what Ada did, for a program")
            .answers(AuditView.class)
            .does(RecordVerbs::audit));
  }

  private static Outcome write(Call call) {
    ReleaseRecord release = call.release();
    List<Documents.Kind> kinds =
        call.slot("kind")
            .map(text -> List.of(Call.oneOf("the kind", text, Documents.Kind.class)))
            .orElse(List.of());
    call.refuseStranger();
    String id = release.id().toString();
    if (call.dryRun()) {
      List<String> names =
          kinds.isEmpty() ? List.of("all that apply") : kinds.stream().map(Call::key).toList();
      return call.answer(new DocumentsView(id, true, names));
    }
    List<Path> files = call.desk().write(call.actor(), release, kinds);
    return call.answer(
        new DocumentsView(id, false, files.stream().map(Path::toString).map(Plain::line).toList()));
  }

  private static Outcome archive(Call call) {
    ReleaseRecord release = call.release();
    call.refuseStranger();
    String id = release.id().toString();
    if (call.dryRun()) {
      return call.answer(new DocumentsView(id, true, List.of("one file with all evidence")));
    }
    Path file = call.desk().archive(call.actor(), release);
    return call.answer(new DocumentsView(id, false, List.of(Plain.line(file.toString()))));
  }

  private static Outcome audit(Call call) {
    Optional<Verification.Result> verified =
        call.has("--verify") ? Optional.of(call.desk().verify()) : Optional.empty();
    boolean touched = verified.filter(result -> !result.isSound()).isPresent();
    // A journal that was touched may not be replayable: then the findings alone are shown.
    List<ReleaseRecord> releases = touched ? List.of() : releases(call);
    AuditView view =
        AuditView.of(
            releases,
            call.option("--actor"),
            call.number("--limit", 50, 1, 100_000),
            verified,
            call.people(),
            call.now());
    return call.answer(view, touched ? ExitCode.FAILED : ExitCode.DONE);
  }

  private static List<ReleaseRecord> releases(Call call) {
    if (call.slot("release").isPresent()) {
      return List.of(call.release());
    }
    return call.desk().lookup().list(Store.Query.all()).stream()
        .limit(RELEASES)
        .map(row -> call.yes(call.desk().lookup().find(row.id().toString(), Optional.empty())))
        .toList();
  }
}
