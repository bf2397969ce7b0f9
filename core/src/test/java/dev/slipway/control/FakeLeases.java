package dev.slipway.control;

import dev.slipway.control.port.Leases;
import dev.slipway.release.ReleaseId;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Leases dealt by hand: what is offered goes to the first worker that is started, and from there
 * wherever a test says. Errands are run when a test says so.
 */
final class FakeLeases implements Leases {
  /** What all workers of one store share. */
  static final class Table {
    private final Set<FakeLeases> started = new LinkedHashSet<>();
    private final Map<ReleaseId, Held> held = new LinkedHashMap<>();
    private final Set<ReleaseId> offered = new LinkedHashSet<>();

    synchronized void offer(Collection<ReleaseId> moving) {
      offered.addAll(moving);
      deal();
    }

    private synchronized void deal() {
      Optional<FakeLeases> first = started.stream().findFirst();
      if (first.isPresent()) {
        for (ReleaseId release : List.copyOf(offered)) {
          if (!held.containsKey(release)) {
            held.put(release, new Held(this, release, first.get()));
          }
        }
      }
    }

    private synchronized void given(Held back, boolean over) {
      boolean mine = held.remove(back.release, back);
      if (mine && over) {
        offered.remove(back.release);
      }
    }
  }

  /** A lease and the thread that drives with it. */
  private static final class Held implements Lease {
    private final Table table;
    private final ReleaseId release;
    private final FakeLeases worker;
    private final Thread thread;

    Held(Table table, ReleaseId release, FakeLeases worker) {
      this.table = table;
      this.release = release;
      this.worker = worker;
      this.thread = Thread.ofPlatform().name("slipway-" + release).daemon(true).start(this::drive);
    }

    private void drive() {
      boolean over = false;
      try {
        over = worker.holder.drive(release, this);
      } catch (InterruptedException lost) {
        over = false;
      } finally {
        table.given(this, over);
      }
    }

    @Override
    public boolean isStillOurs() {
      synchronized (table) {
        return table.held.get(release) == this;
      }
    }

    @Override
    public boolean mayBeAnothers() {
      return !isStillOurs();
    }
  }

  private final Table table;
  private Holder holder = new Nobody();

  FakeLeases(Table table) {
    this.table = table;
  }

  @Override
  public void offer(Collection<ReleaseId> moving) {
    table.offer(moving);
  }

  @Override
  public void start(Holder starting) {
    synchronized (table) {
      holder = starting;
      table.started.add(this);
      table.deal();
    }
  }

  void runErrands() {
    holder.runErrands();
  }

  /** As after a heartbeat that failed: the next worker has it at once. */
  void lose(ReleaseId release) {
    synchronized (table) {
      table.started.remove(this);
      Optional.ofNullable(table.held.remove(release)).ifPresent(held -> held.thread.interrupt());
      table.deal();
    }
  }

  @Override
  public void close() {
    List<Held> mine;
    synchronized (table) {
      table.started.remove(this);
      mine = table.held.values().stream().filter(held -> held.worker == this).toList();
    }
    for (Held held : mine) {
      held.thread.interrupt();
      try {
        held.thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static final class Nobody implements Holder {
    @Override
    public boolean drive(ReleaseId release, Lease lease) {
      throw new IllegalStateException("not started");
    }

    @Override
    public void runErrands() {
      throw new IllegalStateException("not started");
    }
  }
}
