package dev.slipway.practice;

import java.time.Duration;

/**
 * One way in which a version of the practice shop can be broken by command. Of each kind a version
 * has at most one.
 */
public sealed interface Fault {
  /** For people: "30 % of requests fail". */
  String words();

  /**
   * @param percent how many requests fail with 500, 0 to 100
   */
  record Errors(int percent) implements Fault {
    public Errors {
      requirePercent(percent);
    }

    @Override
    public String words() {
      return percent + " % of requests fail";
    }
  }

  /**
   * @param added to every request, at most a minute
   */
  record Latency(Duration added) implements Fault {
    public Latency {
      requireWait(added);
    }

    @Override
    public String words() {
      return "every request takes " + added.toMillis() + " ms longer";
    }
  }

  /**
   * @param percent how many requests take {@code duration}
   */
  record Tail(int percent, Duration duration) implements Fault {
    public Tail {
      requirePercent(percent);
      requireWait(duration);
    }

    @Override
    public String words() {
      return percent + " % of requests take " + duration.toMillis() + " ms";
    }
  }

  /** The checkout answers that all is well and books nothing. */
  record OrdersDrop() implements Fault {
    @Override
    public String words() {
      return "the checkout books no orders";
    }
  }

  /**
   * @param count how many instances stop listening
   */
  record Down(int count) implements Fault {
    public Down {
      if (count < 1 || count > 1000) {
        throw new IllegalArgumentException("at least one instance goes down: " + count);
      }
    }

    @Override
    public String words() {
      return count + (count == 1 ? " instance is down" : " instances are down");
    }
  }

  /** The health page answers 503. */
  record Unready() implements Fault {
    @Override
    public String words() {
      return "no instance is ready";
    }
  }

  private static void requirePercent(int percent) {
    if (percent < 0 || percent > 100) {
      throw new IllegalArgumentException("0 to 100 percent: " + percent);
    }
  }

  private static void requireWait(Duration wait) {
    if (wait.isNegative() || wait.compareTo(Duration.ofMinutes(1)) > 0) {
      throw new IllegalArgumentException("at most a minute: " + wait);
    }
  }
}
