package dev.slipway.control;

import static org.junit.jupiter.api.Assertions.fail;

import dev.slipway.control.port.Spool;
import dev.slipway.control.port.Target;
import dev.slipway.health.Judge;
import dev.slipway.health.ThresholdJudge;
import dev.slipway.journal.Fact;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.journal.Store;
import dev.slipway.journal.StreamName;
import dev.slipway.journal.Verification;
import dev.slipway.outside.spool.FolderSpool;
import dev.slipway.plan.Catalogue;
import dev.slipway.release.Actor;
import dev.slipway.release.Version;
import dev.slipway.rollout.Paused;
import dev.slipway.rollout.Phase;
import dev.slipway.rollout.Shifting;
import dev.slipway.rollout.State;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** The shop with everything around it: a real store, and fakes for all that is outside. */
final class TheShop implements AutoCloseable {
  private static final Duration TICK = Duration.ofSeconds(1);
  private static final int MOST_TICKS = 400;

  final MovedClock clock = new MovedClock();
  final FakeTarget target = new FakeTarget();

  /** The target as drivers reach it. */
  Target reached = target;

  final FakeTargets targets = new FakeTargets(target);
  final FakeChanges changes = new FakeChanges();
  final RecordingDocuments documents = new RecordingDocuments();
  final Tasks work = new Tasks();
  final Tasks watch = new Tasks();
  final List<String> troubles = new ArrayList<>();
  final FaultyStore store;
  final Spool spool;
  final Books books;
  final World world;
  final Desk desk;
  Judge judge = new ThresholdJudge();
  private final Path folder;

  /** What people do about a pause on the way to the end. */
  Consumer<Paused> onPause = paused -> {};

  /** Whether every turn is made by a driver of its own, as if the process died after each. */
  boolean freshDriverEachTurn;

  private Optional<Driver> driver = Optional.empty();
  private Optional<ReleaseRecord> release = Optional.empty();

  /** Whether the driver may raise; false as after another worker took over. */
  volatile boolean leaseIsOurs = true;

  /** Whether the driver was silent for so long that another worker may have the release. */
  volatile boolean silentForLong;

  TheShop(Path folder) {
    this(folder, ShopCatalogue.catalogue());
  }

  TheShop(Path folder, Catalogue catalogue) {
    this.folder = folder;
    store = new FaultyStore(EmptyStore.in(folder, "host:1"));
    spool = new FolderSpool(folder.resolve("spool"));
    books = new Books(store, spool);
    world = new World(catalogue, targets, changes, this::judged, documents, clock);
    desk = new Desk(books, world);
    target.deployment.run(FakeTargets.V1, FakeTargets.digest('a'), 4);
  }

  private dev.slipway.health.Judgement judged(
      dev.slipway.health.Limits limits,
      Judge.Question question,
      dev.slipway.health.Snapshot snapshot) {
    return judge.judge(limits, question, snapshot);
  }

  /** A desk of another process on the same store. */
  Desk anotherDesk(Store other) {
    return new Desk(new Books(other), world);
  }

  Store anotherStore() {
    return EmptyStore.in(folder, "host:2");
  }

  @Override
  public void close() {
    store.close();
  }

  static <T> T yes(Answer<T> answer) {
    return switch (answer) {
      case Answer.Yes<T> yes -> yes.value();
      case Answer.No<T> no -> fail("refused: " + no.refusal());
    };
  }

  static Refusal no(Answer<?> answer) {
    return switch (answer) {
      case Answer.Yes<?> yes -> fail("was allowed");
      case Answer.No<?> no -> no.refusal();
    };
  }

  static Opening.Wish wish(Version version) {
    return wish(version, "");
  }

  static Opening.Wish wish(Version version, String reason) {
    return new Opening.Wish(
        "shop", version.label(), Optional.empty(), Optional.empty(), Optional.empty(), "", reason);
  }

  /** Release 2, from v1 to v2, of medium risk, opened by Ada; release 1 is the adopted v1. */
  TheShop planned() {
    release = Optional.of(yes(desk.opening().open(ShopCatalogue.ADA, wish(FakeTargets.V2))));
    return this;
  }

  TheShop started() {
    planned();
    workerIsAlive();
    ReleaseRecord unused =
        yes(desk.gates().approve(ShopCatalogue.CHI, release(), Optional.empty(), ""));
    start();
    return this;
  }

  void start() {
    ReleaseRecord unused = yes(desk.course().start(ShopCatalogue.ADA, release()));
  }

  void workerIsAlive() {
    Store.Worker worker = new Store.Worker("host:1", 1, "host", clock.now(), "0.1.0");
    Store.Worker unused =
        store.write(writer -> {
          writer.heartbeat(worker);
          return worker;
        });
  }

  /** As the journal tells it now. */
  ReleaseRecord release() {
    return books.get(
        release.orElseThrow(() -> new IllegalStateException("there is no release yet")).id());
  }

  ReleaseRecord release(long number) {
    return books.get(new dev.slipway.release.ReleaseId(ShopCatalogue.SHOP, number));
  }

  /** From here on the story is of another release. */
  TheShop follow(dev.slipway.release.ReleaseId other) {
    release = Optional.of(books.get(other));
    driver = Optional.empty();
    return this;
  }

  State state() {
    return release().state();
  }

  Driver driver() {
    if (driver.isEmpty() || freshDriverEachTurn) {
      restartDriver();
    }
    return driver.orElseThrow();
  }

  /** The process died; another one goes on from the journal. */
  void restartDriver() {
    driver =
        Optional.of(
            new Driver(
                release(),
                reached,
                new DriverMeans(
                    books,
                    clock,
                    world.judge(),
                    documents,
                    work,
                    watch,
                    troubles::add,
                    new ALease(() -> leaseIsOurs, () -> silentForLong),
                    desk.gates()::unshown)));
  }

  boolean turn() {
    try {
      return driver().turn();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return fail("interrupted");
    }
  }

  /** Turns, one a second, until something is so; an error when it never is. */
  TheShop until(Predicate<State> so) {
    for (int tick = 0; tick < MOST_TICKS; tick++) {
      if (so.test(state())) {
        return this;
      }
      boolean unused = turn();
      if (so.test(state())) {
        return this;
      }
      clock.move(TICK);
    }
    return fail("never came, and is " + state() + " after " + words() + " with " + troubles);
  }

  TheShop until(Class<? extends State> type) {
    return until(type::isInstance);
  }

  /** Users of stage {@code stage}, counted from 1, are watched. */
  TheShop untilBaking(int stage) {
    return until(state ->
        state instanceof Shifting shifting
            && shifting.stage() == stage - 1
            && shifting.phase() instanceof Phase.Baking);
  }

  /** Stage {@code stage}, counted from 1, is over. */
  TheShop untilMovingOnFrom(int stage) {
    return until(state -> !(state instanceof Shifting shifting && shifting.stage() == stage - 1));
  }

  TheShop untilMoving(int stage) {
    return until(state ->
        state instanceof Shifting shifting
            && shifting.stage() == stage - 1
            && shifting.phase() instanceof Phase.Moving);
  }

  /** So many turns, one a second. */
  TheShop ticks(int times) {
    for (int tick = 0; tick < times; tick++) {
      boolean unused = turn();
      clock.move(TICK);
    }
    return this;
  }

  /** Until the driver says that there is nothing left to do. */
  TheShop toItsEnd() {
    for (int tick = 0; tick < MOST_TICKS; tick++) {
      if (!turn()) {
        return this;
      }
      if (state() instanceof Paused paused) {
        onPause.accept(paused);
      }
      clock.move(TICK);
    }
    return fail("comes to no end, and is " + state() + " after " + words() + " with " + troubles);
  }

  TheShop asks(java.util.function.BiFunction<Course, ReleaseRecord, Answer<ReleaseRecord>> wish) {
    ReleaseRecord unused = yes(wish.apply(desk.course(), release()));
    return this;
  }

  TheShop rollsBack(Actor by) {
    return asks((course, shown) -> course.rollback(by, shown, "looks odd", false));
  }

  /** What happened, in the words of the journal. */
  List<String> words() {
    List<String> words = new ArrayList<>();
    for (ReleaseRecord.Told told : release().story()) {
      if (told.fact() instanceof Fact.Happened happened) {
        words.add(happened.state() + ": " + happened.because().words());
      }
    }
    return words;
  }

  <F extends Fact> List<F> facts(Class<F> type) {
    return release().story().stream()
        .map(ReleaseRecord.Told::fact)
        .filter(type::isInstance)
        .map(type::cast)
        .toList();
  }

  long happened(Predicate<Fact.Happened> which) {
    return facts(Fact.Happened.class).stream().filter(which).count();
  }

  List<Store.StepRow> ledger() {
    return store.read(reader -> reader.steps(StreamName.of(release().id())));
  }

  List<Store.Check> checks() {
    return store.read(
        reader -> reader.checks(StreamName.of(release().id()), java.time.Instant.EPOCH));
  }

  Optional<Store.Lock> lock() {
    return store.read(reader -> reader.lock(ShopCatalogue.SHOP, ShopCatalogue.PROD));
  }

  Verification.Result verified() {
    return desk.verify();
  }
}
