package dev.slipway.bot.api;

import dev.slipway.Slipway;
import dev.slipway.bot.api.Doorway.Visitor;
import dev.slipway.command.ExitCode;
import dev.slipway.command.Format;
import dev.slipway.command.remote.EvidenceRequest;
import dev.slipway.command.remote.LineAnswer;
import dev.slipway.command.remote.RecordJson;
import dev.slipway.control.Answer;
import dev.slipway.control.Desk;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.journal.Store;
import dev.slipway.release.Actor;
import dev.slipway.view.NoticeView;
import dev.slipway.view.Plain;
import dev.slipway.view.RefusalView;
import dev.slipway.view.Role;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Takes what pipelines found about a change. It counts for the releases that carry exactly this
 * commit or artifact and are not over; when there is none yet, the pipeline is told so.
 */
@RestController
class EvidenceFromPipelines {
  private static final int LOOKED_AT = 50;
  private final Slipway slipway;

  EvidenceFromPipelines(Slipway slipway) {
    this.slipway = slipway;
  }

  @PostMapping("/api/v1/evidence")
  ResponseEntity<String> evidence(HttpServletRequest request)
      throws RecordJson.Unreadable, IOException {
    EvidenceRequest sent = RecordJson.read(Requests.body(request), EvidenceRequest.class);
    LineAnswer answer = answer(Visitor.of(request).bearer().at("api"), sent);
    return Replies.of(Replies.status(answer.exit()), answer);
  }

  private LineAnswer answer(Actor by, EvidenceRequest sent) {
    if (sent.commit().isEmpty() && sent.digest().isEmpty()) {
      return Replies.no(
          "E-API-04",
          ExitCode.USAGE,
          "The evidence names neither a commit nor a digest.",
          "What was found about one change must not count for another.",
          "add \"commit\": the 40 digits that the pipeline built, or \"digest\"");
    }
    Desk desk = slipway.desk();
    List<String> confirmed = new ArrayList<>();
    for (ReleaseRecord release : carrying(desk, sent)) {
      Answer<ReleaseRecord> answer =
          desk.gates().confirm(by, release, sent.item(), sent.evidence());
      if (answer instanceof Answer.No<ReleaseRecord> no) {
        return LineAnswer.refused(RefusalView.of(no.refusal()), ExitCode.of(no.refusal().kind()));
      }
      confirmed.add(release.id().toString());
    }
    return confirmed.isEmpty() ? none(sent) : done(sent, confirmed);
  }

  private static List<ReleaseRecord> carrying(Desk desk, EvidenceRequest sent) {
    List<ReleaseRecord> carrying = new ArrayList<>();
    List<Store.Summary> rows =
        desk.lookup().list(Store.Query.all()).stream()
            .filter(row -> row.id().service().value().equals(sent.service()))
            .filter(row -> sent.environment().map(row.environment().value()::equals).orElse(true))
            .limit(LOOKED_AT)
            .toList();
    for (Store.Summary row : rows) {
      if (desk.lookup().find(row.id().toString(), Optional.empty())
              instanceof Answer.Yes<ReleaseRecord> found
          && !found.value().state().isEnd()
          && fits(found.value(), sent)) {
        carrying.add(found.value());
      }
    }
    return carrying;
  }

  private static boolean fits(ReleaseRecord release, EvidenceRequest sent) {
    return sent.commit().map(release.change().toCommit().value()::equals).orElse(true)
        && sent.digest().map(release.change().artifact().value()::equals).orElse(true);
  }

  private static LineAnswer none(EvidenceRequest sent) {
    return Replies.no(
        "E-API-05",
        ExitCode.NOT_FOUND,
        "No release of "
            + Plain.line(sent.service(), 60)
            + " on its way carries this change; nothing was written.",
        "Evidence is bound to what it was found on: "
            + Plain.line(sent.commit().or(sent::digest).orElse(""), 80),
        "slipway new " + Plain.line(sent.service(), 60) + " <version>        (then send it again)");
  }

  private static LineAnswer done(EvidenceRequest sent, List<String> releases) {
    return new LineAnswer(
        ExitCode.DONE.code(),
        Format.DEFAULT,
        Optional.of(
            new NoticeView(
                releases.size() == 1 ? Optional.of(releases.getFirst()) : Optional.empty(),
                false,
                Role.GOOD,
                Plain.line(sent.item()) + " of " + String.join(", ", releases) + " is confirmed.",
                List.of(Plain.line("Evidence: " + sent.evidence(), 300)),
                List.of(),
                Optional.empty(),
                Optional.of("slipway check list " + releases.getFirst()),
                Optional.empty())),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }
}
