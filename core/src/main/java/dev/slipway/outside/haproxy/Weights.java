package dev.slipway.outside.haproxy;

import java.util.Optional;

/**
 * Weights of the servers of two sides that together give one of them a share.
 *
 * @param own of each server of the side
 * @param group of each server of a third group; 0 where none has a share
 * @param other of each server of the other side
 */
record Weights(int own, int group, int other) {
  private static final int MOST = 256;

  /** What a side gets of a hundred when its servers weigh so much together; rounded. */
  static int percent(long own, long other) {
    long all = own + other;
    long rounded = all == 0 ? 0 : (own * 200 + all) / (all * 2);
    // Nothing and everything are said only when it is so.
    return own == 0 || all == 0 ? 0 : other == 0 ? 100 : Math.clamp(rounded, 1, 99);
  }

  /**
   * @param ours how many servers of the side take requests
   * @param others how many of the other side do
   * @return empty when no weights give this share to within one percent
   */
  static Optional<Weights> of(int percent, int ours, int others) {
    if (percent == 0 || percent == 100 || ours == others || ours == 0 || others == 0) {
      return Optional.of(new Weights(percent, 0, 100 - percent));
    }
    Weights best = new Weights(0, 0, MOST);
    double least = 100;
    for (int other = MOST; other >= 1; other--) {
      double exact = (double) other * others * percent / ((100.0 - percent) * ours);
      long own = Math.clamp(Math.round(exact), 1, MOST);
      double real = 100.0 * own * ours / (own * ours + (double) other * others);
      if (Math.abs(real - percent) < least) {
        least = Math.abs(real - percent);
        best = new Weights((int) own, 0, other);
      }
    }
    return least < 0.5 ? Optional.of(best) : Optional.empty();
  }

  /**
   * The same with a share for a third group.
   *
   * @param compared how many servers of the group take requests
   */
  static Optional<Weights> of(int percent, int ours, int third, int compared, int others) {
    int rest = 100 - percent - third;
    if (ours == 0 || compared == 0 || rest < 0 || (rest > 0 && others == 0)) {
      return Optional.empty();
    }
    Optional<Weights> best = Optional.empty();
    double least = 0.5;
    for (int own = 1; own <= MOST; own++) {
      double unit = (double) own * ours / percent;
      long group = Math.round(unit * third / compared);
      long other = rest == 0 ? 0 : Math.round(unit * rest / others);
      double all = (double) own * ours + (double) group * compared + (double) other * others;
      double off =
          Math.max(
              Math.abs(100.0 * own * ours / all - percent),
              Math.abs(100.0 * group * compared / all - third));
      boolean fits = group >= 1 && group <= MOST && other <= MOST && (rest == 0 || other >= 1);
      if (fits && off < least) {
        least = off;
        best = Optional.of(new Weights(own, (int) group, (int) other));
      }
    }
    return best;
  }
}
