package dev.slipway.notice;

import dev.slipway.health.Assessment;
import dev.slipway.health.Verdict;
import dev.slipway.journal.Fact;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.notice.Telling.Piece;
import dev.slipway.notice.Telling.Text;
import dev.slipway.rollout.Happening;
import dev.slipway.view.Figures;
import dev.slipway.view.Plain;
import java.util.List;
import java.util.Optional;

/** "25 % since 14:47. The stage before was fine: 1,812 requests, error rate 0.31 %, limit 1 %." */
final class StageWords {
  private StageWords() {}

  static List<Piece> of(ReleaseRecord release, ReleaseRecord.Told told) {
    String share =
        told.fact() instanceof Fact.Happened happened
                && happened.happening() instanceof Happening.TrafficSettled settled
            ? settled.weight().toString()
            : "The next stage";
    return List.of(
        new Text(share + " since "),
        Tellings.moment(told.entry().at()),
        new Text("." + before(release, told).map(StageWords::fine).orElse("")));
  }

  /** What ended the stage before. */
  private static Optional<Assessment> before(ReleaseRecord release, ReleaseRecord.Told told) {
    return release.story().stream()
        .filter(earlier -> earlier.entry().version() < told.entry().version())
        .filter(earlier -> earlier.fact() instanceof Fact.Happened)
        .map(earlier -> (Fact.Happened) earlier.fact())
        .filter(happened ->
            happened.happening() instanceof Happening.Checked
                && happened.answer() == Fact.Answer.MOVED)
        .map(happened -> ((Happening.Checked) happened.happening()).assessment())
        .reduce((first, second) -> second)
        .filter(assessment -> assessment.verdict() == Verdict.PASS);
  }

  private static String fine(Assessment assessment) {
    return " The stage before was fine: "
        + Figures.count(assessment.requests(), "request")
        + ", "
        + Plain.line(assessment.judgement().words(), 200)
        + ".";
  }
}
