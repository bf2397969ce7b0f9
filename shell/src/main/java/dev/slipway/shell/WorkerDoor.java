package dev.slipway.shell;

import dev.slipway.control.Refusal;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Where a worker comes from that goes on when this process has ended. */
public interface WorkerDoor {
  /**
   * Makes sure that there is one, and answers when it has shown a sign of life.
   *
   * @param say hears of what was done for it, in one line
   * @return why there is none
   */
  Optional<Refusal> summon(Consumer<String> say);

  /** Where releases live no longer than this process. */
  static WorkerDoor none() {
    return say ->
        Optional.of(
            new Refusal(
                "E-WORK-01",
                Refusal.Kind.CONFLICT,
                "No worker goes on when this process ends.",
                List.of("The practice ground is put away with it."),
                List.of()));
  }
}
