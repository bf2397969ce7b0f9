package dev.slipway.notice;

import dev.slipway.audience.NewsKind;
import dev.slipway.journal.Fact;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.journal.Story;
import dev.slipway.plan.Catalogue;
import dev.slipway.plan.Service;
import dev.slipway.plan.Stage;
import dev.slipway.release.EnvironmentName;
import dev.slipway.rollout.Effect;
import dev.slipway.rollout.RolledBack;
import dev.slipway.rollout.Verification;
import dev.slipway.view.Plain;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * News in the words of those who use a service and build none: at most 70, from the same facts that
 * the team sees. What comes from people is the service's name and the release's title.
 *
 * @param kind of what it is news
 * @param about the same for all news of one release: "Online shop: Coupon codes"
 * @param state what is to be known if nothing else is read: "Taken back."
 * @param heading whose news it is and of which day: "Online shop, Tuesday 17 November"
 * @param sentences the rest
 */
public record PlainNews(
    NewsKind kind, String about, String state, String heading, List<String> sentences) {
  private static final int LONGEST_TITLE = 70;
  private static final int MOST_WORDS_OF_TITLE = 9;
  private static final int LONGEST_NAME = 40;
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("EEEE d MMMM", Locale.ENGLISH);
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);

  public PlainNews {
    sentences = List.copyOf(sentences);
  }

  /** The whole, on one line. */
  public String words() {
    return heading + ". " + state + " " + String.join(" ", sentences);
  }

  /**
   * @param redaction takes out what must not leave
   */
  public static PlainNews of(
      ReleaseRecord release, News news, Catalogue catalogue, Redaction redaction) {
    return new Writing(release, news, catalogue, redaction).whole();
  }

  /** One release's news being written. */
  private static final class Writing {
    private final ReleaseRecord release;
    private final News news;
    private final Catalogue catalogue;
    private final Redaction redaction;
    private final ZoneId zone;
    private final Story story;
    private final String name;
    private final Optional<String> title;

    Writing(ReleaseRecord release, News news, Catalogue catalogue, Redaction redaction) {
      this.release = release;
      this.news = news;
      this.catalogue = catalogue;
      this.redaction = redaction;
      this.zone = catalogue.audience().zone();
      this.story = Story.of(release);
      this.name = redaction.of(Plain.line(name(), LONGEST_NAME));
      this.title = title().map(redaction::of);
    }

    private String name() {
      return catalogue
          .service(release.id().service())
          .flatMap(Service::called)
          .orElse(release.id().service().value());
    }

    /** What somebody wrote; empty for the name that a release has by itself. */
    private Optional<String> title() {
      String own = release.id().service() + " " + release.change().to().label();
      String written = Plain.line(release.opened().title()).strip();
      if (written.isEmpty() || written.equals(Plain.line(own).strip())) {
        return Optional.empty();
      }
      List<String> words = Arrays.asList(written.split(" +", -1));
      String few =
          words.size() > MOST_WORDS_OF_TITLE
              ? String.join(" ", words.subList(0, MOST_WORDS_OF_TITLE)) + " …"
              : written;
      return Optional.of(Plain.line(few, LONGEST_TITLE));
    }

    PlainNews whole() {
      return new PlainNews(news.kind(), about(), state(), heading(), sentences());
    }

    private String about() {
      return name
          + ": "
          + title.orElseGet(() ->
              "new version "
                  + redaction.of(Plain.line(release.change().to().label(), LONGEST_NAME)));
    }

    private String heading() {
      return name + place().map(where -> " (" + where + ")").orElse("") + ", " + day(news.at());
    }

    /** Where, when there are several places that people care for, or it is none of those. */
    private Optional<String> place() {
      Map<EnvironmentName, Service.Environment> places = places();
      long real = places.values().stream().filter(place -> !place.test()).count();
      return real == 1 && !isTest()
          ? Optional.empty()
          : Optional.of(release.opened().environment().value());
    }

    private Map<EnvironmentName, Service.Environment> places() {
      return catalogue.service(release.id().service()).map(Service::environments).orElse(Map.of());
    }

    private boolean isTest() {
      return Optional.ofNullable(places().get(release.opened().environment()))
          .map(Service.Environment::test)
          .orElse(false);
    }

    /** "“Coupon codes”", or what it is in general. */
    private String what() {
      return title.map(words -> "“" + words + "”").orElse("a new version");
    }

    private String state() {
      return switch (news.kind()) {
        case START -> "Beginning.";
        case SUCCESS -> "Done.";
        case ROLLBACK -> neverBegan() ? "Not begun." : "Taken back.";
        case CANCELLED -> "Called off.";
        case PAUSED -> goesOn() ? "Going on." : "On hold.";
        case INCIDENT -> "Problems.";
      };
    }

    private List<String> sentences() {
      List<String> sentences =
          new ArrayList<>(
              switch (news.kind()) {
                case START -> start();
                case SUCCESS -> success();
                case ROLLBACK -> neverBegan() ? notBegun() : takenBack();
                case CANCELLED ->
                    List.of(
                        "We had planned to switch on " + what() + ".",
                        "It will not happen for now. Nothing has changed.");
                case PAUSED -> goesOn() ? goingOn() : onHold();
                case INCIDENT -> problems();
              });
      sentences.add(
          isTest()
              ? "This is a place for trying things out: no visitor is concerned."
              : "You need not do anything.");
      return sentences;
    }

    private List<String> start() {
      List<String> sentences = new ArrayList<>();
      sentences.add("We are beginning to switch on " + what() + ".");
      List<Stage> stages = release.plan().map(plan -> plan.stages()).orElse(List.of());
      if (stages.isEmpty()) {
        return sentences;
      }
      int first =
          stages.stream()
              .mapToInt(stage -> stage.weight().users())
              .filter(users -> users > 0)
              .findFirst()
              .orElse(100);
      sentences.add(
          first >= 100
              ? "All visitors get it at the same time."
              : Roughly.share(first)
                  + " of visitors get it first; if all is well, everybody does.");
      release
          .plan()
          .ifPresent(plan ->
              sentences.add(
                  "If something is wrong, we go back within "
                      + Roughly.time(plan.rollback().computed())
                      + "."));
      return sentences;
    }

    private List<String> success() {
      List<String> sentences = new ArrayList<>();
      sentences.add("All visitors now have " + what() + ".");
      story
          .exposedSince()
          .ifPresent(since ->
              sentences.add(
                  "We have been switching it on since "
                      + time(since)
                      + (sameDay(since) ? "" : " on " + day(since))
                      + ", and watched it all the way."));
      return sentences;
    }

    private List<String> notBegun() {
      return List.of(
          "We wanted to switch on " + what() + " and could not begin.",
          "No visitor saw it, and nothing has changed.",
          "We will find the cause before we try again.");
    }

    private List<String> takenBack() {
      List<String> sentences = new ArrayList<>();
      sentences.add("We began to switch on " + what() + ".");
      sentences.addAll(affected());
      boolean byItself = story.decidedBy().filter("slipway"::equals).isPresent();
      sentences.add(
          byItself
              ? "The system noticed a problem and went back by itself."
              : "We decided to go back to what was there before.");
      sentences.add(now());
      sentences.add("We will find the cause before we try again.");
      return sentences;
    }

    private List<String> affected() {
      if (release.reached().users() == 0) {
        return List.of("No visitor saw it.");
      }
      String had =
          Roughly.share(release.reached().users())
              + " of visitors had it"
              + story.exposure().map(time -> " for " + Roughly.time(time)).orElse("");
      return story
          .affected()
          .filter(counted -> counted.requests() > 0)
          .map(counted ->
              had
                  + "; "
                  + Roughly.part(counted.failures(), counted.requests())
                  + " of their requests failed.")
          .map(List::of)
          .orElseGet(() -> List.of(had + ".", "How many of them noticed is not known."));
    }

    private String now() {
      if (!(release.state() instanceof RolledBack back)) {
        return "Everybody has what was there before.";
      }
      return switch (back.verification()) {
        case Verification.Verified verified -> "Everything works normally again.";
        case Verification.ByHand byHand -> "Everything works normally again.";
        case Verification.Unverified unverified ->
            "Everybody has what was there before; we are making sure that it works.";
        case Verification.StillUnhealthy unhealthy ->
            "Visitors may still notice problems; people are working on it.";
      };
    }

    private List<String> onHold() {
      return List.of(
          "We are switching on " + what() + ", and have stopped on the way to take a look.",
          (release.reached().users() == 0
                  ? "No visitor has"
                  : Roughly.share(release.reached().users()) + " of visitors have")
              + " it so far.");
    }

    private List<String> goingOn() {
      return List.of("We took a look, and go on switching on " + what() + ".");
    }

    private List<String> problems() {
      return List.of(
          "We wanted to take back " + what() + ", and could not yet.",
          (release.reached().users() >= 100
                  ? "Visitors"
                  : "Up to "
                      + Roughly.share(release.reached().users()).toLowerCase(Locale.ROOT)
                      + " of visitors")
              + " may notice problems.",
          "People are working on it now. We will write again.");
    }

    private Optional<Effect.News> announced() {
      return release.story().stream()
          .filter(told -> told.entry().version() == news.sequence())
          .map(ReleaseRecord.Told::fact)
          .filter(Fact.Happened.class::isInstance)
          .flatMap(fact -> ((Fact.Happened) fact).effects().stream())
          .filter(Effect.Announce.class::isInstance)
          .map(effect -> ((Effect.Announce) effect).news())
          .findFirst();
    }

    private boolean neverBegan() {
      return announced().filter(Effect.News.START_FAILED::equals).isPresent();
    }

    private boolean goesOn() {
      return announced().filter(Effect.News.RESUMED::equals).isPresent();
    }

    private boolean sameDay(Instant moment) {
      return moment.atZone(zone).toLocalDate().equals(news.at().atZone(zone).toLocalDate());
    }

    private String day(Instant moment) {
      return DAY.format(moment.atZone(zone));
    }

    private String time(Instant moment) {
      return TIME.format(moment.atZone(zone));
    }
  }
}
