package dev.slipway.release;

/**
 * How far a new version has got to its users: its share of traffic, and how many of those who are
 * on it are shown what is new. Only in a dark launch the two differ: a flag keeps what is new from
 * everybody until all of them are on the new version, and shows it to more and more of them then.
 *
 * @param percent of the traffic, whole, 0 to 100
 * @param shown percent of those who meet what is new, whole, 0 to 100: what the flag says
 */
public record Weight(int percent, int shown) implements Comparable<Weight> {
  public static final Weight NONE = new Weight(0);
  public static final Weight ALL = new Weight(100);

  public Weight {
    if (percent < 0 || percent > 100 || shown < 0 || shown > 100) {
      throw new IllegalArgumentException(
          "a weight is 0 to 100 percent: " + percent + ", shown to " + shown);
    }
  }

  /** Without a flag: whoever is on the new version meets all of it. */
  public Weight(int percent) {
    this(percent, percent == 0 ? 0 : 100);
  }

  /** The same traffic, with the flag at {@code shown} percent. */
  public Weight showing(int shown) {
    return new Weight(percent, shown);
  }

  /** Whether a flag keeps what is new from some of those who are on it. */
  public boolean isHeldByFlag() {
    return !equals(new Weight(percent));
  }

  /** Percent of all users who meet what is new. */
  public int users() {
    return percent * shown / 100;
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
    return percent == other.percent
        ? Integer.compare(shown, other.shown)
        : Integer.compare(percent, other.percent);
  }

  /** "25 %", "10 % by flag", "5 % with the flag off". */
  @Override
  public String toString() {
    if (!isHeldByFlag()) {
      return percent + " %";
    }
    if (shown == 0) {
      return percent + " % with the flag off";
    }
    return percent == 100 ? shown + " % by flag" : percent + " % with the flag at " + shown + " %";
  }
}
