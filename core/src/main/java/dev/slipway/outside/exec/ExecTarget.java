package dev.slipway.outside.exec;

import dev.slipway.control.port.Alerts;
import dev.slipway.control.port.Checkpoints;
import dev.slipway.control.port.Checks;
import dev.slipway.control.port.Deployment;
import dev.slipway.control.port.Flag;
import dev.slipway.control.port.Metrics;
import dev.slipway.control.port.Migrator;
import dev.slipway.control.port.Smoke;
import dev.slipway.control.port.Target;
import dev.slipway.control.port.Targets.Versions;
import dev.slipway.control.port.Traffic;
import dev.slipway.plan.Proving;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** One pair of versions of a service that is released by commands. */
final class ExecTarget implements Target {
  private final Place place;
  private final Versions versions;
  private final Sides sides;
  private final Mark mark;
  private final Share share;
  private final ExecDeployment deployment;
  private final Metrics metrics;
  private final Function<String, Metrics> byFlag;
  private final List<CommandFlag> flags;
  private final Optional<Alerts> alerts;
  private final Smoke smoke;
  private final Optional<Proving.Command> suite;

  ExecTarget(
      Place place,
      Versions versions,
      Sides sides,
      Mark mark,
      Metrics metrics,
      Function<String, Metrics> byFlag,
      Optional<Alerts> alerts,
      Smoke smoke,
      Optional<Proving.Command> suite) {
    this.place = place;
    this.suite = suite;
    this.smoke = smoke;
    this.versions = versions;
    this.mark = mark;
    this.sides = sides;
    this.flags = versions.flags().stream().flatMap(name -> turned(name).stream()).toList();
    this.share = new Share(place, versions, sides, mark, List.copyOf(flags));
    this.deployment = new ExecDeployment(place, versions, sides, mark);
    this.metrics = metrics;
    this.byFlag = byFlag;
    this.alerts = alerts;
  }

  @Override
  public Deployment deployment() {
    return deployment;
  }

  @Override
  public Traffic traffic() {
    return share;
  }

  @Override
  public Metrics metrics() {
    return metrics;
  }

  @Override
  public Metrics byFlag(String flag) {
    return byFlag.apply(flag);
  }

  @Override
  public Optional<Flag> flag(String name) {
    return turned(name).map(flag -> flag);
  }

  private Optional<CommandFlag> turned(String name) {
    return place.spec.flags().map(turns -> new CommandFlag(place.program, turns, name));
  }

  @Override
  public Optional<Alerts> alerts() {
    return alerts;
  }

  @Override
  public Checks checks() {
    return new ExecChecks(place, versions, sides, smoke, suite);
  }

  @Override
  public Migrator migrator() {
    return new NoMigrations();
  }

  @Override
  public Checkpoints checkpoints() {
    return new ExecCheckpoints(place, versions);
  }

  @Override
  public BreakGlass breakGlass() {
    return new ExecBreakGlass(place, versions, sides, mark, flags).lines();
  }
}
