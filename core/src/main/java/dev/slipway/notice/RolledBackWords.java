package dev.slipway.notice;

import dev.slipway.journal.ReleaseRecord;
import dev.slipway.journal.Story;
import dev.slipway.notice.Telling.Piece;
import dev.slipway.notice.Telling.Row;
import dev.slipway.notice.Telling.Strong;
import dev.slipway.notice.Telling.Text;
import dev.slipway.release.Weight;
import dev.slipway.rollout.Reason;
import dev.slipway.rollout.RolledBack;
import dev.slipway.rollout.Verification;
import dev.slipway.view.Figures;
import dev.slipway.view.People;
import dev.slipway.view.Plain;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What everyone wants to know after a rollback: why, who was hit, how it is now. */
record RolledBackWords(List<Piece> sentence, List<Row> rows, boolean byItself) {
  static RolledBackWords of(
      ReleaseRecord release, ReleaseRecord.Told told, String what, People people) {
    Story story = Story.of(release);
    boolean byItself =
        story.cause().filter(cause -> cause.code() == Reason.Code.PERSON_ASKED).isEmpty();
    String how =
        byItself
            ? " was rolled back by itself at "
            : " was rolled back by "
                + story.decidedBy().map(people::name).orElse("somebody")
                + " at ";
    List<Piece> sentence = new ArrayList<>();
    sentence.add(new Strong(what + how));
    sentence.add(Tellings.moment(story.decidedAt().orElse(told.entry().at())));
    sentence.add(
        new Strong(
            release
                .change()
                .from()
                .map(old -> ". Everyone is on " + Plain.line(old.label(), 80) + " again.")
                .orElse(". It is out of service.")));
    List<Row> rows = new ArrayList<>();
    story.cause().ifPresent(cause -> rows.add(Row.of("Why", Plain.line(cause.words(), 300))));
    rows.add(Row.of("Affected", affected(release, story)));
    rows.add(now(release, story));
    if (release.state() instanceof RolledBack back && back.remains().isPresent()) {
      rows.add(Row.of("Left over", Plain.line(back.remains().get(), 200)));
    }
    return new RolledBackWords(sentence, rows, byItself);
  }

  private static String affected(ReleaseRecord release, Story story) {
    if (release.reached().percent() == 0) {
      return "nobody: no user met it";
    }
    String failed =
        story.affected().isEmpty()
            ? "failed requests were not counted"
            : String.format(
                Locale.ROOT,
                "%,d failed of %,d requests",
                story.affected().get().failures(),
                story.affected().get().requests());
    return "at most "
        + users(release.reached())
        + story.exposure().map(time -> " for " + Figures.duration(time)).orElse("")
        + ": "
        + failed;
  }

  private static String users(Weight reached) {
    if (!reached.isHeldByFlag()) {
      return reached + " of users";
    }
    return !reached.showsAny()
        ? reached.percent() + " % of users, with the flag off"
        : reached.users() + " % of users, by flag";
  }

  private static Row now(ReleaseRecord release, Story story) {
    if (!(release.state() instanceof RolledBack back)) {
      return Row.of("Now", "the old version is being checked");
    }
    return switch (back.verification()) {
      case Verification.Verified verified ->
          new Row(
              "Now",
              story
                  .verifiedAt()
                  .<List<Piece>>map(at -> List.of(new Text("healthy since "), Tellings.moment(at)))
                  .orElse(List.of(new Text("healthy"))));
      case Verification.Unverified unverified -> Row.of("Now", unverified.words());
      case Verification.StillUnhealthy unhealthy ->
          Row.of("Now", "still unhealthy on the old version; people were called");
      case Verification.ByHand byHand -> Row.of("Now", Plain.line(byHand.words(), 200));
    };
  }
}
