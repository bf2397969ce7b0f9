package dev.slipway.shell.watch;

import dev.slipway.control.port.Deployment;
import dev.slipway.journal.ReleaseRecord;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/**
 * Asks the target for its instances every few seconds, beside the view: a target that hangs must
 * not make the view hang. What was found is shown until the next answer; silence shows nothing.
 */
final class Instances implements AutoCloseable {
  private static final Duration PAUSE = Duration.ofSeconds(4);
  private final Thread thread;
  private volatile Optional<Deployment.Running> found = Optional.empty();

  Instances(ReleaseRecord release, Function<ReleaseRecord, Optional<Deployment.Running>> target) {
    this.thread =
        Thread.ofVirtual()
            .name("instances-of-" + release.id())
            .unstarted(() -> {
              try {
                while (true) {
                  found = target.apply(release);
                  Thread.sleep(PAUSE);
                }
              } catch (InterruptedException closed) {
                // The view is over.
              } catch (RuntimeException broken) {
                found = Optional.empty();
              }
            });
    thread.start();
  }

  Optional<Deployment.Running> found() {
    return found;
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
