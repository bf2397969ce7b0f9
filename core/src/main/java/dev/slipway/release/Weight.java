package dev.slipway.release;

import java.util.Comparator;

/**
 * How far a new version has got to its users: its share of traffic, and how many of those who are
 * on it are shown what is new. Only in a dark launch the two differ: a flag keeps what is new from
 * everybody until all of them are on the new version, and shows it to more and more of them then.
 * Several flags are turned one after another: the next begins when the one before is wholly on.
 *
 * @param percent of the traffic, whole, 0 to 100
 * @param shown percent of those who meet what is new, whole, 0 to 100: what the flag says that is
 *     being turned; 100 only when every flag is wholly on
 * @param on how many flags are wholly on before that one; 0 when all of them are
 */
public record Weight(int percent, int shown, int on) implements Comparable<Weight> {
  public static final Weight NONE = new Weight(0);
  public static final Weight ALL = new Weight(100);

  private static final Comparator<Weight> ORDER =
      Comparator.comparingInt(Weight::percent)
          .thenComparing(Weight::isAllShown)
          .thenComparingInt(Weight::on)
          .thenComparingInt(Weight::shown);

  public Weight {
    if (percent < 0 || percent > 100 || shown < 0 || shown > 100) {
      throw new IllegalArgumentException(
          "a weight is 0 to 100 percent: " + percent + ", shown to " + shown);
    }
    if (on < 0 || (on > 0 && shown == 100)) {
      throw new IllegalArgumentException(
          on + " flags are on before one that shows " + shown + " %");
    }
  }

  /** With one flag, or none. */
  public Weight(int percent, int shown) {
    this(percent, shown, 0);
  }

  /** Without a flag: whoever is on the new version meets all of it. */
  public Weight(int percent) {
    this(percent, percent == 0 ? 0 : 100);
  }

  /** The same traffic, with the flag at {@code shown} percent. */
  public Weight showing(int shown) {
    return new Weight(percent, shown);
  }

  /**
   * The same traffic, with so many flags wholly on and the next at {@code shown} percent.
   *
   * @param shown at most 99
   */
  public Weight showing(int on, int shown) {
    return new Weight(percent, shown, on);
  }

  /** The same traffic, with every flag off. */
  public Weight hidden() {
    return showing(0);
  }

  /** Whether somebody who is on the new version may be shown something new. */
  public boolean showsAny() {
    return shown > 0 || on > 0;
  }

  /** Whether a flag keeps what is new from some of those who are on it. */
  public boolean isHeldByFlag() {
    return !equals(new Weight(percent));
  }

  /** Percent of all users who meet something that is new. */
  public int users() {
    return on > 0 ? percent : percent * shown / 100;
  }

  /** Percent of all users whom the flag that is being turned shows what is behind it. */
  public int byFlag() {
    return on > 0 ? percent * (shown == 0 ? 100 : shown) / 100 : users();
  }

  public boolean isAbove(Weight other) {
    return compareTo(other) > 0;
  }

  public boolean isBelow(Weight other) {
    return compareTo(other) < 0;
  }

  public Weight atMost(Weight ceiling) {
    return isAbove(ceiling) ? ceiling : this;
  }

  /** More traffic is always more; with as much traffic, more users who are shown what is new. */
  @Override
  public int compareTo(Weight other) {
    return ORDER.compare(this, other);
  }

  private boolean isAllShown() {
    return shown == 100;
  }

  /**
   * "25 %", "10 % by flag", "5 % with the flag off"; of several flags "10 % by flag 2", "flag 1
   * on".
   */
  @Override
  public String toString() {
    if (!isHeldByFlag()) {
      return percent + " %";
    }
    if (on > 0) {
      String flags = shown == 0 ? "flag " + on + " on" : shown + " % by flag " + (on + 1);
      return percent == 100 ? flags : percent + " % with " + flags;
    }
    if (shown == 0) {
      return percent + " % with the flag off";
    }
    return percent == 100 ? shown + " % by flag" : percent + " % with the flag at " + shown + " %";
  }
}
