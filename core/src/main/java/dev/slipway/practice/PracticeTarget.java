package dev.slipway.practice;

import dev.slipway.control.port.Checks;
import dev.slipway.control.port.Deployment;
import dev.slipway.control.port.Flag;
import dev.slipway.control.port.FlaggedTraffic;
import dev.slipway.control.port.Metrics;
import dev.slipway.control.port.Migrator;
import dev.slipway.control.port.Target;
import dev.slipway.control.port.Targets.Versions;
import dev.slipway.control.port.Traffic;
import java.util.List;
import java.util.Optional;

/** One pair of versions on a practice fleet. */
record PracticeTarget(FleetLink link, Versions versions) implements Target {
  @Override
  public Deployment deployment() {
    return new PracticeDeployment(link, versions);
  }

  @Override
  public Traffic traffic() {
    Traffic traffic = new PracticeTraffic(link, versions);
    List<Flag> flags =
        versions.flags().stream().<Flag>map(name -> new PracticeFlag(link, name)).toList();
    return flags.isEmpty() ? traffic : new FlaggedTraffic(traffic, flags);
  }

  @Override
  public Optional<Flag> flag(String name) {
    return Optional.of(new PracticeFlag(link, name));
  }

  @Override
  public Metrics metrics() {
    return new PracticeMetrics(link, versions);
  }

  @Override
  public Checks checks() {
    return new PracticeChecks(link, versions);
  }

  @Override
  public Migrator migrator() {
    return new PracticeMigrator(link);
  }

  @Override
  public BreakGlass breakGlass() {
    return PracticeBreakGlass.of(link.file(), versions);
  }
}
