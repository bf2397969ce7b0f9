package dev.slipway.control.port;

/** A feature flag that shows what is new to part of the users. */
public interface Flag {
  String name();

  /**
   * Whole percent of the users who are shown what is behind it.
   *
   * @throws OutsideFailure when that cannot be learnt; never a guess
   */
  int read();

  /**
   * Asked again with the same, it changes nothing. Only {@link #read} proves it.
   *
   * @param shown 0 to 100
   * @throws OutsideFailure when it says that it could not be turned
   */
  void write(int shown);
}
