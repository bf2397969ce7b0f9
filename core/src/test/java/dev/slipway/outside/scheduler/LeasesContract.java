package dev.slipway.outside.scheduler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.control.Clock;
import dev.slipway.control.SystemClock;
import dev.slipway.release.ReleaseId;
import dev.slipway.release.ServiceName;
import dev.slipway.rig.SteadyTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.jdbc.core.JdbcTemplate;

/** What leases promise, on a real database; every worker has connections of its own. */
@Timeout(180)
@ExtendWith(SteadyTime.class)
abstract class LeasesContract {
  static final ReleaseId SHOP_42 = new ReleaseId(new ServiceName("shop"), 42);

  /** Ten times as fast as the real one. */
  private static final Pace SHORT =
      new Pace(
          Duration.ofMillis(200),
          4,
          Duration.ofMillis(50),
          Duration.ofMillis(50),
          Duration.ofMillis(300),
          Duration.ofSeconds(5));

  private final List<SchedulerLeases> open = new ArrayList<>();

  /** Connections of one process to the one store of this test, with its schema. */
  abstract DataSource source();

  abstract Database database();

  @AfterEach
  void close() {
    open.forEach(SchedulerLeases::close);
  }

  SchedulerLeases worker(String node) {
    return worker(node, source(), new SystemClock());
  }

  SchedulerLeases worker(String node, DataSource source, Clock clock) {
    SchedulerLeases leases =
        new SchedulerLeases(source, database(), node, Graves.unknown(), clock, SHORT);
    open.add(leases);
    return leases;
  }

  static void await(BooleanSupplier so) {
    while (!so.getAsBoolean()) {
      try {
        Thread.sleep(2);
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        throw new AssertionError(interrupted);
      }
    }
  }

  /** Longer than a takeover takes. */
  static void whileOthersWouldTakeOver() {
    Instant later = Instant.now().plus(SHORT.longestTakeover().multipliedBy(2));
    await(() -> Instant.now().isAfter(later));
  }

  private JdbcTemplate sql() {
    return new JdbcTemplate(source());
  }

  private int rows() {
    return sql().queryForList("select 1 from scheduled_tasks where task_name = 'drive'").size();
  }

  @Test
  void whatIsOfferedIsDrivenByOneOfTwoAndGivenUpWhenItIsOver() {
    ADriver one = new ADriver();
    ADriver two = new ADriver();
    SchedulerLeases first = worker("one");
    SchedulerLeases second = worker("two");
    first.start(one);
    second.start(two);
    for (int offers = 0; offers < 20; offers++) {
      first.offer(List.of(SHOP_42));
      second.offer(List.of(SHOP_42));
    }

    await(() -> one.drives(SHOP_42) || two.drives(SHOP_42));

    Instant later = Instant.now().plus(SHORT.heartbeat().multipliedBy(10));
    await(() -> Instant.now().isAfter(later));
    assertEquals(1, one.begun.get() + two.begun.get(), "for ten heartbeats nobody else got it");
    one.over(SHOP_42);
    two.over(SHOP_42);
    await(() -> rows() == 0);
    assertEquals(1, one.begun.get() + two.begun.get());
  }

  @Test
  void severalWorkersShareTheReleases() {
    ADriver one = new ADriver();
    ADriver two = new ADriver();
    SchedulerLeases first = worker("one");
    SchedulerLeases second = worker("two");
    first.start(one);
    second.start(two);
    Set<ReleaseId> many = ConcurrentHashMap.newKeySet();
    // Both look for what is due at the same pace; in the long run both find something.
    await(() -> {
      many.add(new ReleaseId(new ServiceName("shop"), many.size() + 1));
      (many.size() % 2 == 0 ? first : second).offer(many);
      return one.begun.get() > 0 && two.begun.get() > 0;
    });
    await(() -> one.begun.get() + two.begun.get() >= many.size());
    assertTrue(many.stream().noneMatch(id -> one.drives(id) && two.drives(id)));
  }

  @Test
  void anotherWorkerTakesOverWhoseHeartbeatStopped() {
    ADriver dying = new ADriver();
    Cuttable cable = new Cuttable(source());
    SchedulerLeases first = worker("one", cable, new SystemClock());
    first.start(dying);
    first.offer(List.of(SHOP_42));
    await(() -> dying.drives(SHOP_42));
    assertTrue(dying.lease(SHOP_42).isStillOurs());
    assertFalse(dying.lease(SHOP_42).mayBeAnothers());
    cable.cut();
    assertFalse(dying.lease(SHOP_42).isStillOurs(), "nobody can say, so it must not raise");

    ADriver next = new ADriver();
    worker("two").start(next);

    await(() -> next.drives(SHOP_42));
    assertTrue(next.lease(SHOP_42).isStillOurs());
    assertTrue(dying.drives(SHOP_42), "without the store it goes on making things safer");
    assertTrue(dying.lease(SHOP_42).mayBeAnothers(), "and it knows, with nobody to ask");
    cable.mend();
    await(() -> !dying.drives(SHOP_42));
    assertEquals(1, dying.interrupted.get());
    assertTrue(next.lease(SHOP_42).isStillOurs());
  }

  /** With heartbeats that nobody could miss within this test. */
  @Test
  void aHolderThatIsKnownToBeDeadIsNotWaitedFor() {
    Pace patient =
        new Pace(
            Duration.ofMinutes(10),
            4,
            Duration.ofMillis(50),
            Duration.ofMillis(50),
            Duration.ofMinutes(1),
            Duration.ofSeconds(5));
    ADriver dying = new ADriver();
    SchedulerLeases first =
        new SchedulerLeases(
            source(), database(), "host:1", Graves.unknown(), new SystemClock(), patient);
    open.add(first);
    first.start(dying);
    first.offer(List.of(SHOP_42));
    await(() -> dying.drives(SHOP_42));

    ADriver next = new ADriver();
    SchedulerLeases second =
        new SchedulerLeases(
            source(), database(), "host:2", "host:1"::equals, new SystemClock(), patient);
    open.add(second);
    second.start(next);

    await(() -> next.drives(SHOP_42));
    assertTrue(next.lease(SHOP_42).isStillOurs());
    assertFalse(dying.lease(SHOP_42).isStillOurs(), "were it alive after all, it must not raise");
  }

  @Test
  void whoeverStillHoldsItGoesOnWhenTheStoreIsBack() {
    ADriver driver = new ADriver();
    Cuttable cable = new Cuttable(source());
    SchedulerLeases leases = worker("one", cable, new SystemClock());
    leases.start(driver);
    leases.offer(List.of(SHOP_42));
    await(() -> driver.drives(SHOP_42));
    cable.cut();
    whileOthersWouldTakeOver();
    assertFalse(driver.lease(SHOP_42).isStillOurs());

    cable.mend();

    await(() -> driver.lease(SHOP_42).isStillOurs());
    assertFalse(driver.lease(SHOP_42).mayBeAnothers());
    assertEquals(1, driver.begun.get());
    assertEquals(0, driver.interrupted.get());
  }

  @Test
  void whoClosesHandsOverAtOnce() {
    ADriver leaving = new ADriver();
    SchedulerLeases first = worker("one");
    first.start(leaving);
    first.offer(List.of(SHOP_42));
    await(() -> leaving.drives(SHOP_42));
    ADriver next = new ADriver();
    worker("two").start(next);

    first.close();

    assertFalse(leaving.drives(SHOP_42));
    Instant closed = Instant.now();
    await(() -> next.drives(SHOP_42));
    Duration gap = Duration.between(closed, Instant.now());
    assertTrue(gap.compareTo(SHORT.longestTakeover()) < 0, "no need to wait for a death: " + gap);
  }

  @Test
  void aDriverThatBrokeOffIsTriedAgainSoon() {
    ADriver broken = new ADriver();
    broken.breakOff(3);
    SchedulerLeases leases = worker("one");
    leases.start(broken);
    leases.offer(List.of(SHOP_42));
    await(() -> broken.drives(SHOP_42));
    assertEquals(4, broken.begun.get());
  }

  @Test
  void offersInARaceGiveOneExecution() throws Exception {
    int threads = 16;
    CyclicBarrier together = new CyclicBarrier(threads);
    List<SchedulerLeases> workers = new ArrayList<>();
    List<ADriver> drivers = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      ADriver driver = new ADriver();
      SchedulerLeases leases = worker("worker-" + i);
      leases.start(driver);
      workers.add(leases);
      drivers.add(driver);
    }
    try (ExecutorService many = Executors.newFixedThreadPool(threads)) {
      List<Future<?>> offers = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        SchedulerLeases leases = workers.get(i % workers.size());
        offers.add(
            many.submit(() -> {
              int unused = together.await();
              leases.offer(List.of(SHOP_42));
              return unused;
            }));
      }
      for (Future<?> offer : offers) {
        Object unused = offer.get();
      }
    }
    await(() -> drivers.stream().anyMatch(driver -> driver.drives(SHOP_42)));
    assertEquals(1, rows());
    Instant later = Instant.now().plus(SHORT.longestTakeover());
    await(() -> Instant.now().isAfter(later));
    assertEquals(1, drivers.stream().mapToInt(driver -> driver.begun.get()).sum());
  }

  @Test
  void errandsAreRunByOneWorkerAtATime() {
    AtomicInteger running = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    ADriver one = new ADriver();
    ADriver two = new ADriver();
    Runnable errand =
        () -> {
          most.accumulateAndGet(running.incrementAndGet(), Math::max);
          Instant done = Instant.now().plus(SHORT.errands());
          await(() -> Instant.now().isAfter(done));
          int unused = running.decrementAndGet();
        };
    one.errand = errand;
    two.errand = errand;
    worker("one").start(one);
    worker("two").start(two);
    await(() -> one.errands.get() + two.errands.get() > 5);
    assertEquals(1, most.get());
  }

  /** A clock that jumps makes every sign of life look an hour old. */
  @Test
  void aClockThatJumpsForwardTakesTheLeaseFromNobodyAlive() {
    JumpingClock clock = new JumpingClock();
    ADriver one = new ADriver();
    ADriver two = new ADriver();
    SchedulerLeases first = worker("one", source(), clock);
    first.start(one);
    first.offer(List.of(SHOP_42));
    await(() -> one.drives(SHOP_42));
    worker("two", source(), clock).start(two);
    for (int jump = 0; jump < 3; jump++) {
      clock.jump(Duration.ofHours(1));
      Instant later = Instant.now().plus(SHORT.longestTakeover());
      await(() -> Instant.now().isAfter(later));
    }
    assertEquals(1, one.begun.get());
    assertEquals(0, two.begun.get());
    await(() -> one.lease(SHOP_42).isStillOurs());
  }

  /** After a boot with a wrong clock the dead worker's heartbeat lay hours ahead. */
  @Test
  void aHeartbeatFromTheFutureHoldsNobodyUpForLong() {
    int unused =
        sql()
            .update(
                "insert into scheduled_tasks (task_name, task_instance, execution_time, picked, picked_by, last_heartbeat, version) values ('drive', 'shop/42', ?, ?, 'dead', ?, 7)",
                statement -> {
                  database().customization().setInstant(statement, 1, Instant.now());
                  statement.setBoolean(2, true);
                  database()
                      .customization()
                      .setInstant(statement, 3, Instant.now().plus(Duration.ofHours(5)));
                });
    ADriver driver = new ADriver();
    worker("one").start(driver);
    await(() -> driver.drives(SHOP_42));
  }

  @Test
  void anExecutionThatWouldBeDueInHoursIsDueNow() {
    int unused =
        sql()
            .update(
                "insert into scheduled_tasks (task_name, task_instance, execution_time, picked, version) values ('drive', 'shop/42', ?, ?, 7)",
                statement -> {
                  database()
                      .customization()
                      .setInstant(statement, 1, Instant.now().plus(Duration.ofHours(5)));
                  statement.setBoolean(2, false);
                });
    ADriver driver = new ADriver();
    worker("one").start(driver);
    await(() -> driver.drives(SHOP_42));
  }

  @Test
  void leavesNoThreadBehind() {
    ADriver driver = new ADriver();
    SchedulerLeases leases = worker("one");
    leases.start(driver);
    leases.offer(List.of(SHOP_42));
    await(() -> driver.drives(SHOP_42));
    leases.close();
    open.clear();
    await(() ->
        Thread.getAllStackTraces().keySet().stream()
            .map(Thread::getName)
            .noneMatch(name ->
                name.startsWith("slipway-lease")
                    || name.startsWith("slipway-due")
                    || name.startsWith("slipway-heartbeat")));
  }

  private static final class JumpingClock implements Clock {
    private volatile Duration ahead = Duration.ZERO;

    @Override
    public Instant now() {
      return Instant.now().plus(ahead);
    }

    @Override
    public void pause(Duration duration) throws InterruptedException {
      Thread.sleep(duration);
    }

    void jump(Duration far) {
      ahead = ahead.plus(far);
    }
  }
}
