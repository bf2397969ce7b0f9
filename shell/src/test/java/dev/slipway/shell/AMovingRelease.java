package dev.slipway.shell;

import static dev.slipway.rollout.Situations.ADA;
import static dev.slipway.rollout.Situations.aPlan;

import dev.slipway.control.Books;
import dev.slipway.control.Clock;
import dev.slipway.control.Desk;
import dev.slipway.control.FakeChanges;
import dev.slipway.control.RecordingDocuments;
import dev.slipway.control.Stretch;
import dev.slipway.control.World;
import dev.slipway.control.port.Target;
import dev.slipway.control.port.Targets;
import dev.slipway.health.Assessment;
import dev.slipway.health.ThresholdJudge;
import dev.slipway.journal.Entry;
import dev.slipway.journal.Fact;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.journal.Replay;
import dev.slipway.journal.Store;
import dev.slipway.journal.StreamName;
import dev.slipway.journal.Summaries;
import dev.slipway.outside.store.SqliteStore;
import dev.slipway.plan.Catalogue;
import dev.slipway.plan.Plan;
import dev.slipway.plan.Service;
import dev.slipway.release.Actor;
import dev.slipway.release.ArtifactDigest;
import dev.slipway.release.ChangeRecord;
import dev.slipway.release.Version;
import dev.slipway.release.Weight;
import dev.slipway.rollout.Effect;
import dev.slipway.rollout.GivenHappening;
import dev.slipway.rollout.Happening;
import dev.slipway.rollout.Situations;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Release shop/42 in a real store, told its life by the test. Whoever waits at its clock moves it,
 * and what was planned for that moment happens.
 */
public final class AMovingRelease implements AutoCloseable {
  private final Store store;
  private final Books books;
  private final Desk desk;
  private final Plan plan = aPlan().make();
  private final List<Planned> planned = new ArrayList<>();
  private volatile Instant now = Situations.TEN;
  private volatile ReleaseRecord record;

  private record Planned(Instant at, Function<GivenHappening, Happening> happening) {}

  public AMovingRelease(Path folder) {
    store = SqliteStore.open(folder.resolve("slipway.db"), "test:1", "test");
    books = new Books(store);
    Catalogue catalogue = new Catalogue(List.of(), Map.of(), Map.of(), "c".repeat(64));
    World world =
        new World(
            catalogue,
            new NoTargets(),
            new FakeChanges(),
            new ThresholdJudge(),
            new RecordingDocuments(),
            clock());
    desk = new Desk(books, world);
    record = opened();
    tell(at -> at.planMade(plan));
  }

  private ReleaseRecord opened() {
    ChangeRecord change =
        new ChangeRecord(
            plan.from(),
            plan.to(),
            plan.fromCommit(),
            plan.toCommit(),
            plan.artifact(),
            List.of(),
            List.of(),
            List.of());
    Fact opened =
        new Fact.Opened(
            plan.release(), plan.environment(), "ada", "shop v2", "", Optional.empty(), change);
    return store.write(writer -> {
      Entry entry = writer.append(StreamName.of(plan.release()), 0, opened, now, ADA);
      ReleaseRecord first = Replay.of(List.of(entry));
      writer.summarize(Summaries.of(first));
      return first;
    });
  }

  public Desk desk() {
    return desk;
  }

  public ReleaseRecord record() {
    return record;
  }

  /** Puts a happening of this moment to the machine. */
  public AMovingRelease tell(Function<GivenHappening, Happening> happening) {
    record = books.tell(record, happening.apply(Situations.at(now))).after();
    return this;
  }

  /** The driver saw something that moves nothing. */
  public AMovingRelease remarked(String words) {
    record =
        books.note(
            record,
            new Fact.Announced(Effect.News.REMARKED.name(), words),
            now,
            Actor.system("driver"));
    return this;
  }

  public AMovingRelease started() {
    return tell(at -> at.start(plan));
  }

  /** Keeps what a check of this moment found in the running stretch. */
  public AMovingRelease checked(Assessment found) {
    String stretch = Stretch.of(record.state()).orElseThrow().key();
    Store.Check check =
        new Store.Check(
            stretch, now, Duration.ofSeconds(1), found.requests(), found.judgement(), List.of());
    store.write(writer -> {
      writer.recordCheck(StreamName.of(record.id()), check);
      return check;
    });
    return this;
  }

  /** Started, prepared, and at its first share. */
  public AMovingRelease atTheFirstStage() {
    started();
    tell(at -> at.stepDone("checkpoint", 1));
    tell(at -> at.stepDone("migrate-V58", 1));
    tell(at -> at.stepDone("deploy-stage-1", 1));
    return tell(at -> at.settled(new Weight(5)));
  }

  /** What is to happen so long after ten o'clock, when somebody waits for it. */
  public AMovingRelease later(Duration after, Function<GivenHappening, Happening> happening) {
    planned.add(new Planned(Situations.TEN.plus(after), happening));
    return this;
  }

  public Clock clock() {
    return new Clock() {
      @Override
      public Instant now() {
        return now;
      }

      @Override
      public void pause(Duration duration) throws InterruptedException {
        if (Thread.interrupted()) {
          throw new InterruptedException("interrupted while waiting");
        }
        now = now.plus(duration);
        for (Planned one : List.copyOf(planned)) {
          if (!one.at().isAfter(now)) {
            planned.remove(one);
            tell(one.happening());
          }
        }
      }
    };
  }

  @Override
  public void close() {
    store.close();
  }

  /** Nothing here reaches outside. */
  private static final class NoTargets implements Targets {
    @Override
    public Target open(Service service, Service.Environment environment, Versions versions) {
      throw new IllegalStateException("no target is opened here");
    }

    @Override
    public Optional<ArtifactDigest> artifact(
        Service service, Service.Environment environment, Version label) {
      return Optional.empty();
    }

    @Override
    public Optional<Version> live(Service service, Service.Environment environment) {
      return Optional.empty();
    }
  }
}
