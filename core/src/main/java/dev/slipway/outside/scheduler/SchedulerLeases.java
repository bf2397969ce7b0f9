package dev.slipway.outside.scheduler;

import com.github.kagkarlsson.scheduler.CurrentlyExecuting;
import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerBuilder;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.event.AbstractSchedulerListener;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.DeadExecutionHandler;
import com.github.kagkarlsson.scheduler.task.Execution;
import com.github.kagkarlsson.scheduler.task.ExecutionContext;
import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import dev.slipway.control.Clock;
import dev.slipway.control.port.Leases;
import dev.slipway.release.ReleaseId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;

/**
 * Leases as executions of db-scheduler: one for each moving release, picked by one worker and kept
 * by heartbeats; and one for the errands, which comes again each minute.
 */
public final class SchedulerLeases implements Leases {
  static final String DRIVE = "drive";
  static final String ERRANDS = "errands";

  /** How many executions one look hands out; nobody runs so many releases at once. */
  static final int MOST_AT_ONCE = 256;

  /** The column's width; a longer name is cut, and two that differ at the end become one. */
  private static final int LONGEST_NAME = 50;

  private static final String ALL_OF_THEM = "store";

  private final Pace pace;
  private final ExecutionTable table;
  private final Tidying tidying;
  private final SharedClock clock;
  private final Predicate<String> dead;
  private final Steadiness steadiness;
  private final Scheduler scheduler;
  private final Set<Held> held = ConcurrentHashMap.newKeySet();
  private volatile Holder holder = new NotStarted();
  private volatile boolean closing;

  /**
   * @param source of the store; its transactions are joined
   * @param node names this worker among all at the store; the end of a long one counts
   * @param dead which other workers, by such a name, are known to have ended: see {@link Graves}
   */
  public SchedulerLeases(
      DataSource source, Database database, String node, Predicate<String> dead, Clock clock) {
    this(source, database, node, dead, clock, Pace.PINNED);
  }

  SchedulerLeases(
      DataSource source,
      Database database,
      String node,
      Predicate<String> dead,
      Clock clock,
      Pace pace) {
    this.pace = pace;
    this.dead = dead;
    this.steadiness = new Steadiness(clock::now, System::nanoTime);
    this.table = new ExecutionTable(source, database.customization());
    this.clock = new SharedClock(clock, database, table);
    this.tidying = new Tidying(table, pace.heartbeat().multipliedBy(pace.missedHeartbeats()));
    this.scheduler =
        build(
            new SchedulerBuilder(
                // Without it a call inside a transaction of the store waits for itself on SQLite.
                new TransactionAwareDataSourceProxy(source), tasks()),
            database,
            node);
  }

  Scheduler build(SchedulerBuilder builder, Database database, String node) {
    database.poll(builder);
    return builder
        .schedulerName(new SchedulerName.Fixed(shortened(node)))
        .jdbcCustomization(database.customization())
        .serializer(new JsonText())
        .clock(clock::now)
        .pollingInterval(pace.poll())
        .heartbeatInterval(pace.heartbeat())
        .missedHeartbeatsLimit(pace.missedHeartbeats())
        .shutdownMaxWait(pace.goodbye())
        .threads(MOST_AT_ONCE)
        // Without a limit, so that a release on its way back never queues behind others; threads of
        // the platform, because SQLite's native calls would pin the few carriers there are.
        .executorService(Executors.newCachedThreadPool(daemon("slipway-lease-")))
        .dueExecutor(Executors.newSingleThreadExecutor(daemon("slipway-due-")))
        // Two: whatever keeps the look for the dead must not keep the heartbeats.
        .housekeeperExecutor(Executors.newScheduledThreadPool(2, daemon("slipway-heartbeat-")))
        .addSchedulerListener(new Listener())
        .build();
  }

  static String shortened(String node) {
    return node.length() <= LONGEST_NAME ? node : node.substring(node.length() - LONGEST_NAME);
  }

  private static ThreadFactory daemon(String prefix) {
    return Thread.ofPlatform().name(prefix, 1).daemon(true).factory();
  }

  private List<Task<?>> tasks() {
    return List.of(
        Tasks.custom(DRIVE, Void.class)
            .onFailure(new FailureHandler.OnFailureRetryLater<>(pace.retry()))
            .onDeadExecution(takeover())
            .execute(this::drive),
        Tasks.custom(ERRANDS, Void.class)
            .onFailure(new FailureHandler.OnFailureRetryLater<>(pace.errands()))
            .onDeadExecution(takeover())
            .execute(this::runErrands));
  }

  @Override
  public void offer(Collection<ReleaseId> moving) {
    List<String> instances = moving.stream().map(ReleaseId::toString).toList();
    if (table.add(DRIVE, instances, clock.now())) {
      scheduler.triggerCheckForDueExecutions();
    }
  }

  @Override
  public void start(Holder starting) {
    holder = starting;
    clock.set();
    inherit();
    scheduler.start();
  }

  private CompletionHandler<Void> drive(TaskInstance<Void> instance, ExecutionContext context) {
    if (closing) {
      return handOver();
    }
    ReleaseId release =
        ReleaseId.parse(instance.getId())
            .orElseThrow(() -> new IllegalArgumentException("no release: " + instance.getId()));
    Held lease = new Held(context.getCurrentlyExecuting(), table);
    held.add(lease);
    boolean over = false;
    boolean stopped = false;
    try {
      over = !closing && holder.drive(release, lease);
    } catch (InterruptedException stop) {
      stopped = true;
    } finally {
      held.remove(lease);
      lease.end();
    }
    if (lease.isLost()) {
      // The row is another worker's.
      return (complete, row) -> {};
    }
    if (over) {
      return (complete, row) -> row.remove();
    }
    return stopped || closing
        ? handOver()
        : (complete, row) -> row.reschedule(complete, clock.now().plus(pace.retry()));
  }

  private CompletionHandler<Void> handOver() {
    return (complete, row) -> row.reschedule(complete, clock.now());
  }

  private CompletionHandler<Void> runErrands(
      TaskInstance<Void> instance, ExecutionContext context) {
    if (closing) {
      return handOver();
    }
    holder.runErrands();
    return (complete, row) -> row.reschedule(complete, clock.now().plus(pace.errands()));
  }

  /**
   * Gives another worker's execution back to all, unless only the clock says that it is dead. What
   * this worker runs itself is alive, however late its heartbeat.
   */
  private DeadExecutionHandler<Void> takeover() {
    return (dead, row) -> {
      if (steadiness.isKept() && !isRunningHere(dead.getExecution())) {
        row.reschedule(dead, clock.now());
        scheduler.triggerCheckForDueExecutions();
      }
    };
  }

  private boolean isRunningHere(Execution execution) {
    return held.stream().anyMatch(lease -> lease.isAt(execution.getId(), execution.version));
  }

  private void look() {
    steadiness.looked();
    clock.set();
    Instant now = clock.now();
    boolean unused = table.add(ERRANDS, List.of(ALL_OF_THEM), now);
    inherit();
    tidying.look(List.of(DRIVE, ERRANDS), now);
  }

  private void inherit() {
    Instant now = clock.now();
    for (String holder : table.holders()) {
      if (dead.test(holder) && table.inherit(holder, now)) {
        scheduler.triggerCheckForDueExecutions();
      }
    }
  }

  @Override
  public void close() {
    closing = true;
    held.forEach(Held::stop);
    scheduler.stop();
  }

  /** db-scheduler's own words on what happens; it survives whatever is thrown in here. */
  private final class Listener extends AbstractSchedulerListener {
    @Override
    public void onExecutionFailedHeartbeat(CurrentlyExecuting running) {
      held.stream().filter(lease -> lease.isOf(running)).forEach(Held::beatFailed);
    }

    @Override
    public void onSchedulerEvent(SchedulerEventType type) {
      if (type == SchedulerEventType.RAN_DETECT_DEAD) {
        look();
      }
    }
  }

  private static final class NotStarted implements Holder {
    @Override
    public boolean drive(ReleaseId release, Lease lease) {
      throw new IllegalStateException("nobody was started to drive " + release);
    }

    @Override
    public void runErrands() {
      throw new IllegalStateException("nobody was started to run errands");
    }
  }
}
