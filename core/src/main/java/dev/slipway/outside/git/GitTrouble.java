package dev.slipway.outside.git;

import dev.slipway.control.port.ChangeSource.Reading;
import dev.slipway.control.port.Checkouts.Sight;

/**
 * Why a repository or a range of it cannot be read, in the words a person gets. Never leaves this
 * room.
 */
final class GitTrouble extends Exception {
  private static final long serialVersionUID = 1L;
  private final String what;
  private final String why;
  private final String fix;

  GitTrouble(String what, String why, String fix) {
    super(what + ": " + why);
    this.what = what;
    this.why = why;
    this.fix = fix;
  }

  Reading.Missing reading() {
    return new Reading.Missing(what, why, fix);
  }

  Sight sight() {
    return new Sight.Nothing(what, why, fix);
  }
}
