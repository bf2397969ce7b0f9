package dev.slipway.control;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * A process that dies at one chosen point: just before or just after one of its appends or effects.
 * What it did to the world stays; whatever it tries afterwards comes to nothing.
 */
final class Mortality {
  /** Not a RuntimeException: nothing that lives may catch it and go on. */
  static final class Death extends Error {
    private static final long serialVersionUID = 1L;

    Death(String where) {
      super(where);
    }
  }

  private final List<String> points = new ArrayList<>();
  private final int fatal;
  private final boolean before;
  private boolean counting;
  private boolean dead;

  /**
   * @param fatal number of the point that kills, counted from 0; a negative one kills never
   * @param before whether the effect is lost with the process
   */
  Mortality(int fatal, boolean before) {
    this.fatal = fatal;
    this.before = before;
  }

  static Mortality immortal() {
    return new Mortality(-1, false);
  }

  /** From now on points count. */
  void begins() {
    counting = true;
  }

  /** Another process takes over. */
  void another() {
    dead = false;
  }

  /** One after another: what is done at the same time by one process dies with it. */
  synchronized <T> T through(String what, Supplier<T> effect) {
    alive();
    if (!counting) {
      return effect.get();
    }
    boolean last = points.size() == fatal;
    points.add(what);
    if (last && before) {
      die(what);
    }
    T result = effect.get();
    if (last) {
      die(what);
    }
    return result;
  }

  /** A dead process reads nothing either. */
  synchronized void alive() {
    if (dead) {
      throw new Death("dead already");
    }
  }

  private void die(String what) {
    dead = true;
    throw new Death((before ? "before " : "after ") + what);
  }

  @Override
  public String toString() {
    return fatal < 0 || fatal >= points.size()
        ? "nowhere"
        : (before ? "before " : "after ") + fatal + ": " + points.get(fatal);
  }

  /** All points met so far, in order. */
  List<String> points() {
    return List.copyOf(points);
  }
}
