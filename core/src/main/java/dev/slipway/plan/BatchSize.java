package dev.slipway.plan;

/** How many instances of a rolling update are worked on at once. */
public sealed interface BatchSize {
  /** Shares of a rollout are whole percentages, so that there are never more batches than that. */
  int MOST_BATCHES = 100;

  /** As it is written, "2" or "25%". */
  String words();

  /** Before it is known whether so many batches can be told apart. */
  int asked(int instances);

  /** Of this many instances; at least one, at most all, and never more than 100 batches. */
  default int among(int instances) {
    return Math.max(1, Math.min(instances, Math.max(asked(instances), least(instances))));
  }

  /** The smallest batch whose share of this many instances can be told from the one before. */
  static int least(int instances) {
    return (instances + MOST_BATCHES - 1) / MOST_BATCHES;
  }

  record Instances(int count) implements BatchSize {
    public Instances {
      if (count < 1) {
        throw new IllegalArgumentException("a batch has at least one instance");
      }
    }

    @Override
    public String words() {
      return Integer.toString(count);
    }

    @Override
    public int asked(int instances) {
      return count;
    }
  }

  /** Rounded down, so that never more are out than were asked for, but at least one. */
  record Share(int percent) implements BatchSize {
    public Share {
      if (percent < 1 || percent > 100) {
        throw new IllegalArgumentException("a share is from 1 to 100 percent");
      }
    }

    @Override
    public String words() {
      return percent + "%";
    }

    @Override
    public int asked(int instances) {
      return Math.max(1, instances * percent / 100);
    }
  }
}
