package dev.slipway.command;

import dev.slipway.control.Answer;
import dev.slipway.control.Refusal;
import dev.slipway.journal.ReleaseRecord;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What only a process can do: practise, work, keep a view open, ask the person in front of it. */
public interface Host {
  /** The practice fleet. */
  Outcome demo(DemoWish wish);

  /**
   * Performs releases in the foreground until interrupted.
   *
   * @param untilIdle ends by itself when nothing has been moving for so long
   */
  Outcome work(Optional<Duration> untilIdle);

  /**
   * Makes sure that a worker is there that goes on when this process ends, and says what it did for
   * that.
   *
   * @return why there is none
   */
  default Optional<Refusal> summonWorker() {
    return Optional.of(
        new Refusal(
            "E-WORK-01",
            Refusal.Kind.CONFLICT,
            "Nothing was started: no worker is running that could carry it out.",
            List.of("A release that nobody drives would stop half way."),
            List.of("slipway work")));
  }

  /**
   * Shows a release on its way until it needs nobody any more, the person leaves, or time is up.
   *
   * @return no view when everything was shown already; the exit code tells the end
   */
  Outcome watch(ReleaseRecord release, WatchWish wish);

  /** Writes the first configuration. */
  Outcome init(InitWish wish);

  /** Examines everything that is configured. */
  Outcome doctor(DoctorWish wish);

  /** Works with a server from here on. */
  default Outcome login(LoginWish wish) {
    throw Call.notHere("\"slipway login\" works at a computer of one's own.", "slipway help login");
  }

  /**
   * Lets a release be told where this is typed.
   *
   * @param from which of its channels is meant, by name or id, where it is told in several
   * @param dry only says what would be
   * @return where it was told, as people call it
   */
  default Answer<String> moveHere(ReleaseRecord release, Optional<String> from, boolean dry) {
    throw Call.notHere("\"slipway move here\" works in a chat.", "slipway help move here");
  }

  /** Where a release is told now: what {@link #moveHere} takes, and what people call it. */
  default Map<String, String> toldIn(ReleaseRecord release) {
    return Map.of();
  }

  /** Forgets the server. */
  default Outcome logout(Format format) {
    throw Call.notHere(
        "\"slipway logout\" works at a computer of one's own.", "slipway help login");
  }

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
