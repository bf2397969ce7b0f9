package dev.slipway.shell.watch;

import dev.slipway.command.remote.Sighting;
import dev.slipway.control.Clock;
import dev.slipway.control.Desk;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.shell.render.Text;
import java.util.Optional;
import java.util.function.Supplier;

/** Seen in the store. */
final class LocalSight implements Sight {
  private final Desk desk;
  private final Clock clock;
  private final Supplier<Optional<Text>> warning;
  private final Optional<Instances> instances;
  private ReleaseRecord release;

  /**
   * @param instances whether the target is asked for them, again and again
   */
  LocalSight(
      Desk desk,
      ReleaseRecord release,
      Clock clock,
      Supplier<Optional<Text>> warning,
      boolean instances) {
    this.desk = desk;
    this.release = release;
    this.clock = clock;
    this.warning = warning;
    this.instances =
        instances ? Optional.of(new Instances(release, desk::running)) : Optional.empty();
  }

  @Override
  public Sighting look() {
    release = desk.renew(release);
    return Sighting.of(desk, release, instances.flatMap(Instances::found), 0, clock.now());
  }

  @Override
  public Optional<Text> warning() {
    return warning.get();
  }

  @Override
  public void close() {
    instances.ifPresent(Instances::close);
  }
}
