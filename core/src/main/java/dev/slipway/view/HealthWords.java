package dev.slipway.view;

import dev.slipway.health.Assessment;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.journal.Store;
import dev.slipway.journal.Summaries;
import dev.slipway.rollout.RolledBack;
import java.util.Optional;

/** What users get, in words: "healthy". Says nothing about where the release is. */
public record HealthWords(Role role, String words) {
  /** The way back has ended, and nobody can say how users are. */
  private static final HealthWords NOT_VERIFIED = new HealthWords(Role.UNKNOWN, "not verified");

  private static final HealthWords AS_FOUND = new HealthWords(Role.NONE, "as it was found");

  /**
   * @param row "healthy", "harmed", "unknown" or "untouched"
   */
  public static HealthWords of(String row) {
    return switch (row) {
      case Summaries.HEALTHY -> new HealthWords(Role.GOOD, "healthy");
      case Summaries.HARMED -> new HealthWords(Role.BAD, "harmed");
      case Summaries.UNTOUCHED -> new HealthWords(Role.NONE, "untouched");
      default -> new HealthWords(Role.UNKNOWN, "not judged yet");
    };
  }

  /** From a row; a release that was adopted was never watched by anybody here. */
  static HealthWords of(Store.Summary row) {
    boolean adopted = row.state().equals("Finished") && row.risk().isEmpty();
    HealthWords told = adopted ? AS_FOUND : of(row.health());
    return row.state().equals("RolledBack") ? atTheEnd(told) : told;
  }

  /**
   * @param assessment the newest check, which knows more than the journal while users are on the
   *     new version
   */
  public static HealthWords of(ReleaseRecord release, Optional<Assessment> assessment) {
    HealthWords told = of(Summaries.of(release));
    if (release.state() instanceof RolledBack) {
      return atTheEnd(told);
    }
    boolean decided =
        told.role() == Role.NONE || told.role() == Role.BAD || release.state().isEnd();
    return decided || assessment.isEmpty() ? told : of(assessment.get());
  }

  private static HealthWords atTheEnd(HealthWords told) {
    return told.role() == Role.UNKNOWN ? NOT_VERIFIED : told;
  }

  private static HealthWords of(Assessment assessment) {
    return switch (assessment.verdict()) {
      case PASS -> new HealthWords(Role.GOOD, "healthy");
      case FAIL ->
          assessment.isBroken()
              ? new HealthWords(Role.BAD, "harmed")
              : new HealthWords(
                  Role.WAITING,
                  "limit broken " + assessment.streak() + " of " + assessment.breaksInARow());
      case INCONCLUSIVE ->
          new HealthWords(
              Role.UNKNOWN,
              assessment.requests() < assessment.requestsNeeded()
                  ? "too little data to tell"
                  : "not clear yet");
      case UNMEASURABLE -> new HealthWords(Role.UNKNOWN, "cannot be measured now");
    };
  }
}
