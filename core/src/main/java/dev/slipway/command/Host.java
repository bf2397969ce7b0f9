package dev.slipway.command;

import dev.slipway.journal.ReleaseRecord;
import java.util.Optional;

/** What only a process can do: practise, work, keep a view open, ask the person in front of it. */
public interface Host {
  /** The practice fleet. */
  Outcome demo(DemoWish wish);

  /** Performs releases in the foreground until interrupted. */
  Outcome work();

  /**
   * Shows a release on its way until it needs nobody any more, the person leaves, or time is up.
   *
   * @return no view when everything was shown already; the exit code tells the end
   */
  Outcome watch(ReleaseRecord release, WatchWish wish);

  /** Examines everything that is configured. */
  Outcome doctor(DoctorWish wish);

  /**
   * Asks the person who typed the line.
   *
   * @return what was typed; empty when nobody can be asked here (a pipe, a chat): the line then
   *     needs its option instead
   */
  default Optional<String> ask(Question question) {
    return Optional.empty();
  }
}
