package dev.slipway.command;

import dev.slipway.risk.Level;
import java.util.Locale;
import java.util.Set;

/**
 * How much is asked before something is done. The safe direction is cheap: pausing and going back
 * ask nothing.
 */
enum Danger {
  NONE,
  /** A question of yes or no; {@code --yes} in a script. */
  YES_NO,
  /** The release's name has to be typed; {@code --confirm} in a script. */
  TYPE_NAME;

  private static final Set<String> HARMLESS =
      Set.of(
          "dev",
          "development",
          "local",
          "test",
          "testing",
          "qa",
          "staging",
          "stage",
          "demo",
          "preview");

  /** Whatever is not plainly something else counts as production. */
  static boolean isProduction(String environment) {
    return !HARMLESS.contains(environment.toLowerCase(Locale.ROOT));
  }

  static Danger ofStart(boolean practice, String environment, Level risk) {
    if (practice || !isProduction(environment)) {
      return NONE;
    }
    return risk == Level.HIGH ? TYPE_NAME : YES_NO;
  }

  static Danger ofRollback(boolean losesData) {
    return losesData ? TYPE_NAME : NONE;
  }

  static Danger ofAdvance(boolean skipsWatching) {
    return skipsWatching ? TYPE_NAME : NONE;
  }
}
