package dev.slipway;

import dev.slipway.catalog.CatalogueFinder;
import dev.slipway.catalog.Reading;
import dev.slipway.control.Clock;
import dev.slipway.control.SystemClock;
import dev.slipway.control.port.Calls;
import dev.slipway.control.port.ChangeSource;
import dev.slipway.control.port.Targets;
import dev.slipway.outside.alertmanager.AlertmanagerSources;
import dev.slipway.outside.exec.ExecTargets;
import dev.slipway.outside.git.GitChangeSource;
import dev.slipway.outside.git.GitCheckouts;
import dev.slipway.outside.haproxy.HaproxyBalancer;
import dev.slipway.outside.http.HttpCalls;
import dev.slipway.outside.http.HttpProbes;
import dev.slipway.outside.prometheus.PrometheusSources;
import dev.slipway.outside.registry.OciRegistry;
import dev.slipway.outside.smoke.SmokeChecks;
import dev.slipway.outside.store.SqlOutbox;
import dev.slipway.outside.store.SqlStore;
import dev.slipway.practice.PracticeTargets;
import dev.slipway.setup.Doctor;
import dev.slipway.setup.Ground;
import dev.slipway.setup.Initializer;
import dev.slipway.setup.Instruments;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Setting up, wired. Works where nothing is configured yet, and with a store that does not open.
 */
public final class Setup {
  private Setup() {}

  /** Writes the first configuration here. */
  public static Initializer initializer(Ground ground) {
    return new Initializer(ground, new GitCheckouts());
  }

  /** Examines what is configured here. */
  public static Doctor doctor(Ground ground) {
    ChangeSource changes = new GitChangeSource();
    Calls calls = new HttpCalls();
    Clock clock = new SystemClock();
    Targets targets =
        new TargetsByKind(
            new PracticeTargets(),
            new ExecTargets(
                new ExecTargets.Neighbours(
                    new HttpProbes(),
                    changes,
                    HaproxyBalancer::new,
                    new OciRegistry(System.getenv()),
                    new SmokeChecks(System.getenv(), clock::now),
                    new PrometheusSources(calls, clock),
                    new AlertmanagerSources(calls, clock)),
                marks(ground),
                clock));
    return new Doctor(
        ground,
        new Instruments(
            new GitCheckouts(),
            changes,
            targets,
            settings -> Stores.find(settings, Slipway.node(), ground.programVersion()),
            store -> {
              if (store instanceof SqlStore sql) {
                return new SqlOutbox(sql);
              }
              throw new IllegalArgumentException("a store without SQL keeps no lines");
            }));
  }

  /** The commit that the files of a configuration stand in as they are now; empty without one. */
  public static Optional<String> commit(Reading.Read configuration) {
    Path folder = Optional.ofNullable(configuration.file().getParent()).orElse(Path.of("/"));
    return new GitCheckouts().commit(folder, configuration.files());
  }

  private static Path marks(Ground ground) {
    return Slipway.Settings.documents(
        CatalogueFinder.find(ground.folder()).orElse(ground.folder().resolve("slipway.yaml")));
  }
}
