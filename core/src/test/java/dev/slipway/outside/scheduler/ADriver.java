package dev.slipway.outside.scheduler;

import dev.slipway.control.port.Leases;
import dev.slipway.release.ReleaseId;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** Drives until it is told that the release is over. */
final class ADriver implements Leases.Holder {
  final AtomicInteger begun = new AtomicInteger();
  final AtomicInteger interrupted = new AtomicInteger();
  final AtomicInteger errands = new AtomicInteger();
  volatile Runnable errand = () -> {};
  private final AtomicInteger breaking = new AtomicInteger();
  private final Map<ReleaseId, Leases.Lease> driving = new ConcurrentHashMap<>();
  private final Map<ReleaseId, CountDownLatch> ends = new ConcurrentHashMap<>();

  @Override
  public boolean drive(ReleaseId release, Leases.Lease lease) throws InterruptedException {
    int unused = begun.incrementAndGet();
    if (breaking.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
      throw new IllegalStateException("broken off, as the test wanted");
    }
    driving.put(release, lease);
    try {
      end(release).await();
      return true;
    } catch (InterruptedException stop) {
      unused = interrupted.incrementAndGet();
      throw stop;
    } finally {
      driving.remove(release);
    }
  }

  @Override
  public void runErrands() {
    errand.run();
    int unused = errands.incrementAndGet();
  }

  private CountDownLatch end(ReleaseId release) {
    return ends.computeIfAbsent(release, id -> new CountDownLatch(1));
  }

  void over(ReleaseId release) {
    end(release).countDown();
  }

  /** The next so many times. */
  void breakOff(int times) {
    breaking.set(times);
  }

  boolean drives(ReleaseId release) {
    return driving.containsKey(release);
  }

  Leases.Lease lease(ReleaseId release) {
    return Objects.requireNonNull(driving.get(release), () -> release + " is not driven here");
  }
}
