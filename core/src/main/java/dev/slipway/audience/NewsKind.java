package dev.slipway.audience;

import java.util.Locale;
import java.util.Set;

/** What news of a release may be about. */
public enum NewsKind {
  /** Users are about to meet the new version. */
  START("it begins"),
  /** Everybody has the new version. */
  SUCCESS("everybody has it"),
  /** Everybody is on the old version again, or it never began. */
  ROLLBACK("it was taken back"),
  /** It was called off before it began. */
  CANCELLED("it was called off"),
  /** It waits for a person on its way; and when it goes on. */
  PAUSED("it waits, or goes on"),
  /** Harm that is not over: it cannot be taken back. */
  INCIDENT("harm that is not over");

  /** What stakeholders hear when nothing else is asked for. */
  public static final Set<NewsKind> USUAL = Set.of(START, SUCCESS, ROLLBACK);

  private final String words;

  NewsKind(String words) {
    this.words = words;
  }

  /** "it was taken back". */
  public String words() {
    return words;
  }

  /** As it stands in a configuration. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
