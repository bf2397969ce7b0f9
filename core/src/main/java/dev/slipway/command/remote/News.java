package dev.slipway.command.remote;

import dev.slipway.journal.Fact;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.rollout.Effect;
import dev.slipway.rollout.Happening;
import dev.slipway.rollout.Reason;
import dev.slipway.view.Event;
import dev.slipway.view.People;
import dev.slipway.view.Plain;
import dev.slipway.view.Role;
import dev.slipway.view.Story;

/**
 * Something that was written into the journal of a release since one last looked.
 *
 * @param release "shop/42"
 * @param version of the entry in the release's journal
 * @param loud whether somebody who does something else wants to hear of it: announcements, calls
 *     for people, broken limits
 * @param answer whether it announces what a person just did by a command, which has told them
 *     already
 * @param told whether it belongs into a full account; most announcements repeat what is told anyway
 */
public record News(
    String release, long version, Event event, boolean loud, boolean answer, boolean told) {
  static News of(String release, ReleaseRecord.Told entry, People people) {
    Event event =
        entry.fact() instanceof Fact.Announced announced
            ? new Event(
                entry.entry().at(),
                people.name(entry.entry().by().name()),
                role(announced),
                words(announced))
            : Story.of(entry, people);
    return new News(
        release,
        entry.entry().version(),
        event,
        isLoud(entry.fact()),
        isAnswer(entry.fact()),
        isTold(entry.fact()));
  }

  private static String words(Fact.Announced announced) {
    boolean goingBack = announced.news().equals(Effect.News.ROLLING_BACK.name());
    return Plain.line(goingBack ? "rolling back: " + announced.words() : announced.words());
  }

  private static Role role(Fact.Announced announced) {
    for (Effect.News news : Effect.News.values()) {
      if (news.name().equals(announced.news())) {
        return switch (news) {
          case START_FAILED, ROLLING_BACK, ROLLED_BACK, ROLLBACK_FAILED -> Role.BAD;
          case PAUSED, NOTICED, REMARKED -> Role.WAITING;
          case FINISHED -> Role.GOOD;
          case STARTED, STAGE, RESUMED, OBSERVING -> Role.MOVING;
          case CANCELLED -> Role.NONE;
        };
      }
    }
    return Role.MOVING;
  }

  private static boolean isAnswer(Fact fact) {
    return fact instanceof Fact.Announced announced
        && (announced.news().equals(Effect.News.STARTED.name())
            || announced.news().equals(Effect.News.RESUMED.name())
            || announced.news().equals(Effect.News.PAUSED.name())
            || announced.news().equals(Effect.News.CANCELLED.name()));
  }

  private static boolean isLoud(Fact fact) {
    return switch (fact) {
      case Fact.Announced announced -> true;
      case Fact.Paged paged -> true;
      // The last one in a row is announced as the rollback that it is.
      case Fact.Happened happened ->
          happened.because().code() == Reason.Code.LIMIT_BROKEN
              && happened.happening() instanceof Happening.Checked checked
              && !checked.assessment().isBroken();
      case Fact.Opened opened -> false;
      case Fact.Gated gated -> false;
      case Fact.Adopted adopted -> false;
      case Fact.Affected affected -> false;
      case Fact.StepIntended intended -> false;
      case Fact.TrafficIntended intended -> false;
      case Fact.DocumentsWritten documents -> false;
      case Fact.TrafficFound found -> false;
      case Fact.FlagFound found -> false;
      case Fact.ToldElsewhere moved -> false;
      case Fact.Concluded concluded -> false;
      case Fact.CatalogueActivated catalogue -> false;
      case Fact.TokenCreated token -> false;
      case Fact.TokenRevoked token -> false;
      case Fact.Sealed seal -> false;
    };
  }

  private static boolean isTold(Fact fact) {
    return switch (fact) {
      case Fact.Announced announced -> Story.isRemark(announced);
      case Fact.StepIntended intended -> false;
      case Fact.TrafficIntended intended -> false;
      case Fact.Sealed seal -> false;
      case Fact.TrafficFound found -> true;
      case Fact.FlagFound found -> true;
      // The channels themselves say it.
      case Fact.ToldElsewhere moved -> false;
      case Fact.Concluded concluded -> true;
      case Fact.Happened happened -> happened.answer() != Fact.Answer.LATE;
      case Fact.Paged paged -> true;
      case Fact.Opened opened -> true;
      case Fact.Gated gated -> true;
      case Fact.Adopted adopted -> true;
      case Fact.Affected affected -> true;
      case Fact.DocumentsWritten documents -> true;
      case Fact.CatalogueActivated catalogue -> true;
      case Fact.TokenCreated token -> true;
      case Fact.TokenRevoked token -> true;
    };
  }
}
