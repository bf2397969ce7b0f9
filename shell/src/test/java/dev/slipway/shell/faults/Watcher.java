package dev.slipway.shell.faults;

import dev.slipway.shell.GivenPlace;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Somebody who has typed {@code rollout watch} and looks at what it writes. */
final class Watcher implements AutoCloseable {
  private final String release;
  private final GivenPlace place;
  private Optional<Thread> thread = Optional.empty();

  Watcher(Path folder, String release) {
    this.release = release;
    place = GivenPlace.in(folder);
  }

  void begins() {
    thread =
        Optional.of(
            Thread.ofPlatform()
                .daemon()
                .name("watcher")
                .start(() -> {
                  int unused = place.runs("rollout", "watch", release, "--wait");
                }));
  }

  /** Whether the end was told, after which nothing more comes. */
  boolean hasEnded() {
    return thread.filter(one -> !one.isAlive()).isPresent();
  }

  List<String> lines() {
    return (place.out() + place.err()).lines().toList();
  }

  @Override
  public void close() {
    thread.ifPresent(one -> {
      one.interrupt();
      try {
        one.join();
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
      }
    });
  }
}
