package dev.slipway.plan;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The batches of a rollout in place.
 *
 * @param sizes instances of each batch, in order
 * @param between how long each is watched before the next
 */
public record Batches(List<Integer> sizes, Duration between) {
  public Batches {
    sizes = List.copyOf(sizes);
  }

  /** Empty where a share of traffic is moved instead. */
  static Optional<Batches> of(List<Stage> stages) {
    if (!(stages.getFirst().itself() instanceof Stage.BatchStage)) {
      return Optional.empty();
    }
    List<Integer> sizes = new ArrayList<>();
    int before = 0;
    for (Stage stage : stages) {
      if (!(stage.itself() instanceof Stage.BatchStage)) {
        // From here on a flag is turned, and nothing is deployed any more.
        break;
      }
      sizes.add(stage.instances() - before);
      before = stage.instances();
    }
    return Optional.of(new Batches(sizes, stages.getFirst().bake()));
  }

  /** Most instances that are out at once. */
  public int largest() {
    return sizes.stream().mapToInt(Integer::intValue).max().orElse(0);
  }

  /** "3 batches of 2, 30 s between them". */
  public String words() {
    if (sizes.size() == 1) {
      return "one batch";
    }
    boolean even = sizes.stream().distinct().count() == 1;
    return sizes.size()
        + (even ? " batches of " : " batches of at most ")
        + largest()
        + ", "
        + (between.isZero()
            ? "one right after the other"
            : PlainWords.duration(between) + " between them");
  }
}
