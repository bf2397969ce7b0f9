package dev.slipway.notice;

import dev.slipway.control.Rehearsal;
import dev.slipway.gate.GateRecord;
import dev.slipway.gate.Standing;
import dev.slipway.journal.Fact;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.notice.Telling.Called;
import dev.slipway.notice.Telling.Moment;
import dev.slipway.notice.Telling.Piece;
import dev.slipway.notice.Telling.Strong;
import dev.slipway.notice.Telling.Text;
import dev.slipway.notice.Telling.Urgency;
import dev.slipway.plan.Catalogue;
import dev.slipway.rollout.Effect;
import dev.slipway.rollout.Happening;
import dev.slipway.view.People;
import dev.slipway.view.Plain;
import dev.slipway.view.Story;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Who is told what of each entry of a journal: a line of the thread for what people follow, and
 * news for the channel only when a release starts, waits for a person, is taken back, cannot be
 * taken back, or is over. The same entry always gives the same.
 */
public final class Tellings {
  private static final String ON_CALL = "on-call";
  private static final int LONGEST = 400;

  private final Catalogue catalogue;
  private final People people;

  public Tellings(Catalogue catalogue) {
    this.catalogue = catalogue;
    this.people = People.of(catalogue);
  }

  /** Everything after this version, in order. */
  public List<Telling> after(ReleaseRecord release, long version) {
    if (isAdopted(release)) {
      return List.of();
    }
    return release.story().stream()
        .filter(told -> told.entry().version() > version)
        .flatMap(told -> of(release, told).stream())
        .toList();
  }

  /** Nobody released it: it is only how Slipway found the service. */
  private static boolean isAdopted(ReleaseRecord release) {
    return release.story().stream().anyMatch(told -> told.fact() instanceof Fact.Adopted);
  }

  /**
   * @param told an entry of this release; empty when nobody needs to hear of it
   */
  public Optional<Telling> of(ReleaseRecord release, ReleaseRecord.Told told) {
    return switch (told.fact()) {
      case Fact.Opened opened -> Optional.of(line(told));
      case Fact.Happened happened -> happened(release, told, happened);
      case Fact.Gated gated ->
          isByTheTool(gated.record()) ? Optional.empty() : Optional.of(line(told));
      case Fact.Paged paged -> paged(release, told, paged);
      case Fact.Adopted adopted -> Optional.empty();
      case Fact.Affected affected -> Optional.empty();
      case Fact.StepIntended intended -> Optional.empty();
      case Fact.TrafficIntended intended -> Optional.empty();
      case Fact.DocumentsWritten written -> Optional.empty();
      case Fact.TrafficFound found -> found(release, told, found.found(), found.words());
      case Fact.FlagFound found -> found(release, told, found.found(), found.words());
      // What stands in both channels says it.
      case Fact.ToldElsewhere moved -> Optional.empty();
      case Fact.Concluded concluded -> Optional.empty();
      // Told where it is announced: in the happening that has it as an effect.
      case Fact.Announced announced -> Optional.empty();
      case Fact.CatalogueActivated activated -> Optional.empty();
      case Fact.TokenCreated created -> Optional.empty();
      case Fact.TokenRevoked revoked -> Optional.empty();
      case Fact.Sealed sealed -> Optional.empty();
    };
  }

  /** That it is as it was left is for whoever heard that it was not. */
  private Optional<Telling> found(
      ReleaseRecord release, ReleaseRecord.Told told, Fact.Found found, String words) {
    return Optional.of(
        found == Fact.Found.AS_LEFT
            ? line(told)
            : now(told, false, words(Plain.line(words, LONGEST)), owner(release)));
  }

  /** What the tool found is counted in the release's message; line by line it would be noise. */
  private static boolean isByTheTool(GateRecord record) {
    return record.by().equals(Standing.TOOL);
  }

  /** Something happened to users or to the target, and the release stays what it was. */
  private static boolean isSeenOutside(Happening happening) {
    return happening instanceof Happening.Checked
        || happening instanceof Happening.AlertFired
        || happening instanceof Happening.Drifted
        || happening instanceof Happening.TakenBackUnrecorded;
  }

  private Optional<Telling> happened(
      ReleaseRecord release, ReleaseRecord.Told told, Fact.Happened happened) {
    Optional<Effect.News> news =
        happened.effects().stream()
            .filter(Effect.Announce.class::isInstance)
            .map(effect -> ((Effect.Announce) effect).news())
            .findFirst();
    if (news.isPresent()) {
      return Optional.of(news(release, told, happened, news.get()));
    }
    return switch (happened.answer()) {
      case MOVED -> Optional.of(line(told));
      case STAYED ->
          isSeenOutside(happened.happening()) ? Optional.of(line(told)) : Optional.empty();
      // Whoever asked was told why not; nobody else did anything.
      case REFUSED, LATE -> Optional.empty();
    };
  }

  private Telling news(
      ReleaseRecord release, ReleaseRecord.Told told, Fact.Happened happened, Effect.News news) {
    if (Rehearsal.is(release) && goesAsRehearsed(news)) {
      return line(told);
    }
    String what = named(release);
    String why = Plain.line(happened.because().words(), LONGEST);
    return switch (news) {
      case STARTED -> soon(told, StartWords.of(release, told, what), List.of());
      case START_FAILED ->
          now(told, true, words(what + " did not start: " + why + "."), owner(release));
      case STAGE -> stage(release, told);
      case PAUSED -> paused(release, told, happened, what);
      case RESUMED, OBSERVING -> line(told);
      case ROLLING_BACK -> rollingBack(release, told, happened, what, why);
      case ROLLED_BACK -> rolledBack(release, told, what);
      case ROLLBACK_FAILED ->
          new Telling(
              told.entry().version(),
              told.entry().at(),
              Urgency.NOW,
              true,
              List.of(
                  new Strong(what + " could not be rolled back"),
                  new Text(": " + why + ". Users may still be on it; it is tried again.")),
              List.of(),
              onCall(),
              true,
              false);
      case FINISHED ->
          soon(
              told,
              words(what + " is live in " + environment(release) + ": everybody has it."),
              List.of());
      case CANCELLED -> soon(told, words(what + " was cancelled: " + why + "."), List.of());
      case NOTICED, REMARKED -> now(told, false, words(why), owner(release));
    };
  }

  /** A rehearsal that goes well is nobody's news; whoever wants to know follows its thread. */
  private static boolean goesAsRehearsed(Effect.News news) {
    return switch (news) {
      case STARTED, STAGE, RESUMED, OBSERVING, ROLLING_BACK, ROLLED_BACK, FINISHED, CANCELLED ->
          true;
      case START_FAILED, PAUSED, ROLLBACK_FAILED, NOTICED, REMARKED -> false;
    };
  }

  private Telling stage(ReleaseRecord release, ReleaseRecord.Told told) {
    return new Telling(
        told.entry().version(),
        told.entry().at(),
        Urgency.ROUTINE,
        false,
        StageWords.of(release, told),
        List.of(),
        List.of(),
        false,
        false);
  }

  private Telling paused(
      ReleaseRecord release, ReleaseRecord.Told told, Fact.Happened happened, String what) {
    boolean paged = happened.effects().stream().anyMatch(Effect.PageSomeone.class::isInstance);
    List<String> calls =
        paged
            ? Stream.concat(owner(release).stream(), onCall().stream()).distinct().toList()
            : owner(release);
    String why =
        happened.happening() instanceof Happening.PauseRequested
            ? Story.of(told, people).words()
            : Plain.line(happened.because().words(), LONGEST);
    return now(
        told,
        true,
        List.of(
            new Strong(what + " is paused"),
            new Text(": " + why + ". Limits are still watched; it waits for somebody.")),
        calls);
  }

  private Telling rollingBack(
      ReleaseRecord release,
      ReleaseRecord.Told told,
      Fact.Happened happened,
      String what,
      String why) {
    boolean asked = happened.happening() instanceof Happening.RollbackRequested;
    List<String> calls =
        asked
            ? owner(release).stream()
                .filter(key -> !key.equals(happened.happening().by().name()))
                .toList()
            : Stream.concat(owner(release).stream(), onCall().stream()).distinct().toList();
    return now(
        told,
        false,
        List.of(
            new Strong(what + " is being rolled back"),
            new Text(": " + (asked ? Story.of(told, people).words() : why) + ".")),
        calls);
  }

  private Telling rolledBack(ReleaseRecord release, ReleaseRecord.Told told, String what) {
    RolledBackWords words = RolledBackWords.of(release, told, what, people);
    List<Telling.Row> rows = new ArrayList<>(words.rows());
    owner(release).stream()
        .findFirst()
        .ifPresent(owner ->
            rows.add(
                new Telling.Row(
                    "Next", List.of(new Called(owner), new Text(" owns the follow-up.")))));
    return new Telling(
        told.entry().version(),
        told.entry().at(),
        Urgency.NOW,
        true,
        words.sentence(),
        rows,
        List.of(),
        false,
        words.byItself());
  }

  /** People are called once: by the line that says what happened, where there is one. */
  private Optional<Telling> paged(
      ReleaseRecord release, ReleaseRecord.Told told, Fact.Paged paged) {
    boolean toldAlready =
        release.story().stream()
            .filter(before -> before.entry().version() < told.entry().version())
            .filter(before -> before.fact() instanceof Fact.Happened)
            .reduce((first, second) -> second)
            .filter(before ->
                ((Fact.Happened) before.fact())
                    .effects().stream()
                        .anyMatch(effect ->
                            effect instanceof Effect.Announce announce
                                && (announce.news() == Effect.News.PAUSED
                                    || announce.news() == Effect.News.ROLLBACK_FAILED)))
            .isPresent();
    return toldAlready
        ? Optional.empty()
        : Optional.of(now(told, false, words(Plain.line(paged.why(), LONGEST)), onCall()));
  }

  private Telling line(ReleaseRecord.Told told) {
    return new Telling(
        told.entry().version(),
        told.entry().at(),
        Urgency.ROUTINE,
        false,
        words(Story.of(told, people).words()),
        List.of(),
        List.of(),
        false,
        false);
  }

  private static Telling soon(ReleaseRecord.Told told, List<Piece> sentence, List<String> calls) {
    return new Telling(
        told.entry().version(),
        told.entry().at(),
        Urgency.SOON,
        true,
        sentence,
        List.of(),
        calls,
        false,
        false);
  }

  private static Telling now(
      ReleaseRecord.Told told, boolean inChannel, List<Piece> sentence, List<String> calls) {
    return new Telling(
        told.entry().version(),
        told.entry().at(),
        Urgency.NOW,
        inChannel,
        sentence,
        List.of(),
        calls,
        false,
        false);
  }

  static List<Piece> words(String words) {
    return List.of(new Text(words));
  }

  static Piece moment(java.time.Instant at) {
    return new Moment(at);
  }

  private List<String> owner(ReleaseRecord release) {
    return catalogue.person(release.opened().owner()).isPresent()
        ? List.of(release.opened().owner())
        : List.of();
  }

  private List<String> onCall() {
    return catalogue.withRole(ON_CALL);
  }

  /** "shop v2.4.1". */
  static String named(ReleaseRecord release) {
    return release.id().service() + " " + Plain.line(release.change().to().label(), 80);
  }

  static String environment(ReleaseRecord release) {
    return release.opened().environment().value();
  }
}
