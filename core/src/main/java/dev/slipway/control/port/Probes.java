package dev.slipway.control.port;

import java.time.Duration;

/** Asks an address once, as a user would. */
public interface Probes {
  /**
   * @param words why it is not well, or cannot be asked; one line
   */
  record Answer(Kind kind, Duration took, String words) {
    public boolean isWell() {
      return kind == Kind.WELL;
    }
  }

  enum Kind {
    WELL,
    /** It answered otherwise, too late, or not at all. */
    ILL,
    /** The question never left: what is asked may be well or not. */
    NOT_ASKED
  }

  /**
   * Never throws.
   *
   * @param expect the status that means well
   * @param atMost a later answer means ill
   */
  Answer http(String address, int expect, Duration atMost);
}
