package dev.slipway.plan;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What has to be shown of a new version before its release may be called a success: by a suite of
 * tests, and by people who do what users do.
 */
public record Proofs(Optional<Suite> suite, List<Journey> journeys) {
  /** Under which the suite stands in checklists. */
  public static final String SUITE = "integration-suite";

  /** Before the name of a journey, where it stands in checklists. */
  private static final String JOURNEY = "journey-";

  public static final Proofs NONE = new Proofs(Optional.empty(), List.of());

  public Proofs {
    journeys = List.copyOf(journeys);
  }

  /** Who runs the suite. */
  public enum Source {
    /** Slipway, as a step of the release. */
    COMMAND,
    /** A pipeline, which sends what came of it. */
    PIPELINE
  }

  /** When the suite is run. */
  public enum Moment {
    BEFORE_USERS,
    EVERYBODY
  }

  /** What follows from a suite that failed. One whose outcome nobody knows always pauses. */
  public enum Consequence {
    PAUSE,
    ROLL_BACK
  }

  /**
   * @param within how long the command may take; of a pipeline, how long everybody is on the new
   *     version before people are called
   */
  public record Suite(Source source, Moment moment, Consequence onFailure, Duration within) {}

  /**
   * Something that a person does as users do, and says how it went.
   *
   * @param words what is to be done
   * @param role who may say that it went well
   * @param link whether a link has to show it
   * @param within how long everybody is on the new version before people are called
   */
  public record Journey(String name, String words, String role, boolean link, Duration within) {
    public String item() {
      return JOURNEY + name;
    }
  }

  public boolean isEmpty() {
    return suite.isEmpty() && journeys.isEmpty();
  }

  /** Whether Slipway itself runs the suite then. */
  public boolean runsSuite(Moment moment) {
    return suite
        .filter(one -> one.source() == Source.COMMAND && one.moment() == moment)
        .isPresent();
  }

  /** Under which all of it stands in checklists, in their order. */
  public List<String> items() {
    List<String> items = new ArrayList<>();
    suite.ifPresent(one -> items.add(SUITE));
    journeys.forEach(journey -> items.add(journey.item()));
    return items;
  }

  /** By when it is to be there, counted from when everybody is on the new version. */
  public Duration within(String item) {
    return journeys.stream()
        .filter(journey -> journey.item().equals(item))
        .map(Journey::within)
        .findFirst()
        .or(() -> suite.map(Suite::within))
        .orElse(Duration.ZERO);
  }

  void add(CanonicalText text) {
    suite.ifPresent(one -> {
      text.add("suite", one.source().name());
      text.add("moment", one.moment().name());
      text.add("on failure", one.onFailure().name());
      text.add("within", one.within());
    });
    text.all(
        "journeys",
        journeys,
        (to, journey) -> {
          to.add("journey", journey.name());
          to.add("words", journey.words());
          to.add("role", journey.role());
          to.add("link", Boolean.toString(journey.link()));
          to.add("within", journey.within());
        });
  }
}
