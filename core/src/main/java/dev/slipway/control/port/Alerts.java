package dev.slipway.control.port;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The alerts that a plan names. */
public interface Alerts {
  /**
   * An alert that fires.
   *
   * @param name no more of it than fits into a line
   * @param since when it began to, by the clock of whoever evaluates it
   */
  record Firing(String name, Instant since) {
    private static final int LONGEST_NAME = 200;

    public Firing {
      if (name.codePointCount(0, name.length()) > LONGEST_NAME) {
        name = name.substring(0, name.offsetByCodePoints(0, LONGEST_NAME)) + "…";
      }
    }

    /** "ShopErrors, firing since 2026-09-03T14:02:11Z": the same as long as it is the same one. */
    public String words() {
      return name + ", firing since " + Instant.ofEpochSecond(since.getEpochSecond());
    }
  }

  /**
   * Those that fire now and that nobody has silenced.
   *
   * @throws OutsideFailure when that cannot be told
   */
  List<Firing> firing();

  /**
   * Keeps planned noise silent for so long from now on, and longer when asked again. Without any
   * planned noise it does nothing.
   *
   * @throws OutsideFailure when it could not be done
   */
  void hush(Duration longer);

  /**
   * Ends what {@link #hush} began.
   *
   * @throws OutsideFailure when it could not be done
   */
  void speak();
}
