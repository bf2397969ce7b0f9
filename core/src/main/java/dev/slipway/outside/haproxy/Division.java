package dev.slipway.outside.haproxy;

import java.util.List;

/** How one process divides the traffic between two sides, read and written in its own words. */
sealed interface Division permits ByWeights, ByMap {
  /** The command whose answer tells the share. */
  String question();

  /**
   * @return percent of the side
   * @throws Unclear when the answer tells no share
   */
  int percent(String answer, String side) throws Unclear;

  /**
   * Commands that give a side a share; whoever gets more gets it first, so that nobody is sent
   * nowhere in between.
   *
   * @param answer to the question, asked just now; empty: it is not known, and all goes to the
   *     other side
   * @param group percent of the third group, which is compared with
   */
  List<String> commands(String answer, String side, int percent, int group) throws Unclear;

  /** An answer that is none. */
  final class Unclear extends Exception {
    private static final long serialVersionUID = 1L;

    Unclear(String why) {
      super(why);
    }
  }
}
