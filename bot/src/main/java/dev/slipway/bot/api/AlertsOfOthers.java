package dev.slipway.bot.api;

import dev.slipway.Slipway;
import dev.slipway.bot.api.Doorway.Visitor;
import dev.slipway.command.ExitCode;
import dev.slipway.command.Format;
import dev.slipway.command.remote.AlertsRequest;
import dev.slipway.command.remote.LineAnswer;
import dev.slipway.command.remote.RecordJson;
import dev.slipway.control.AlertIntake;
import dev.slipway.control.Answer;
import dev.slipway.release.ReleaseId;
import dev.slipway.view.NoticeView;
import dev.slipway.view.RefusalView;
import dev.slipway.view.Role;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Takes the calls of an Alertmanager's webhook. They only hasten what a worker finds out by asking:
 * one that is lost changes nothing but the seconds until then.
 */
@RestController
class AlertsOfOthers {
  private static final String FIRING = "firing";
  private final Slipway slipway;

  AlertsOfOthers(Slipway slipway) {
    this.slipway = slipway;
  }

  @PostMapping("/api/v1/alerts")
  ResponseEntity<String> alerts(HttpServletRequest request)
      throws RecordJson.Unreadable, IOException {
    AlertsRequest sent = RecordJson.read(Requests.body(request), AlertsRequest.class);
    List<AlertIntake.Sent> firing =
        sent.alerts().stream()
            .filter(alert -> alert.status().equals(FIRING))
            .map(alert -> new AlertIntake.Sent(alert.labels(), alert.startsAt()))
            .toList();
    LineAnswer answer =
        switch (slipway.desk().alerts().take(Visitor.of(request).bearer().at("api"), firing)) {
          case Answer.No<List<ReleaseId>> no ->
              LineAnswer.refused(RefusalView.of(no.refusal()), ExitCode.of(no.refusal().kind()));
          case Answer.Yes<List<ReleaseId>> yes -> taken(yes.value());
        };
    return Replies.of(Replies.status(answer.exit()), answer);
  }

  private static LineAnswer taken(List<ReleaseId> releases) {
    String words =
        releases.isEmpty()
            ? "No release on its way watches these alerts."
            : "Heeded by "
                + releases.stream().map(ReleaseId::toString).collect(Collectors.joining(", "))
                + ".";
    return new LineAnswer(
        ExitCode.DONE.code(),
        Format.DEFAULT,
        Optional.of(
            new NoticeView(
                releases.stream().findFirst().map(ReleaseId::toString),
                false,
                Role.NONE,
                words,
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty())),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }
}
