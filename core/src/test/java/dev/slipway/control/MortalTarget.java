package dev.slipway.control;

import dev.slipway.control.port.Checks;
import dev.slipway.control.port.Deployment;
import dev.slipway.control.port.Flag;
import dev.slipway.control.port.Metrics;
import dev.slipway.control.port.Migrator;
import dev.slipway.control.port.Outcome;
import dev.slipway.control.port.Target;
import dev.slipway.control.port.Traffic;
import dev.slipway.health.Side;
import dev.slipway.migration.Migration;
import dev.slipway.release.ReleaseId;
import dev.slipway.release.Weight;
import java.util.List;
import java.util.Optional;

/** A target as a process reaches it that may die at every effect it has there. */
final class MortalTarget implements Target {
  private final Target real;
  private final Mortality mortality;

  MortalTarget(Target real, Mortality mortality) {
    this.real = real;
    this.mortality = mortality;
  }

  @Override
  public Deployment deployment() {
    Deployment there = real.deployment();
    return new Deployment() {
      @Override
      public Running running() {
        mortality.alive();
        return there.running();
      }

      @Override
      public Outcome deploy(Side side, int total, String key) {
        return mortality.through("deploy " + key, () -> there.deploy(side, total, key));
      }

      @Override
      public Outcome remove(Side side, int keep, String key) {
        return mortality.through("remove " + key, () -> there.remove(side, keep, key));
      }
    };
  }

  @Override
  public Traffic traffic() {
    Traffic there = real.traffic();
    return new Traffic() {
      @Override
      public Reading read() {
        mortality.alive();
        return there.read();
      }

      @Override
      public void write(Weight share) {
        Weight unused =
            mortality.through(
                "share " + share,
                () -> {
                  there.write(share);
                  return share;
                });
      }

      @Override
      public void clearMark() {
        String unused =
            mortality.through(
                "clear the mark",
                () -> {
                  there.clearMark();
                  return "";
                });
      }
    };
  }

  @Override
  public Optional<Flag> flag(String name) {
    return real.flag(name)
        .map(there ->
            new Flag() {
              @Override
              public String name() {
                return there.name();
              }

              @Override
              public int read() {
                mortality.alive();
                return there.read();
              }

              @Override
              public void write(int shown) {
                String unused =
                    mortality.through(
                        "flag " + name + " " + shown,
                        () -> {
                          there.write(shown);
                          return "";
                        });
              }
            });
  }

  @Override
  public Metrics metrics() {
    return real.metrics();
  }

  @Override
  public Checks checks() {
    Checks there = real.checks();
    return new Checks() {
      @Override
      public List<String> names() {
        return there.names();
      }

      @Override
      public List<Result> run(List<String> names) {
        return mortality.through("checks", () -> there.run(names));
      }

      @Override
      public Outcome suite(ReleaseId release, String key) {
        return mortality.through("suite", () -> there.suite(release, key));
      }
    };
  }

  @Override
  public Migrator migrator() {
    Migrator there = real.migrator();
    return new Migrator() {
      @Override
      public List<Applied> applied() {
        mortality.alive();
        return there.applied();
      }

      @Override
      public Outcome apply(Migration migration) {
        return mortality.through("migrate " + migration.id(), () -> there.apply(migration));
      }
    };
  }

  @Override
  public BreakGlass breakGlass() {
    return real.breakGlass();
  }
}
