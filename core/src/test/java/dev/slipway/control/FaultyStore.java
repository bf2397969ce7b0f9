package dev.slipway.control;

import dev.slipway.journal.Store;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** A real store that is away when a test says so: for good, or for the next so many writes. */
final class FaultyStore implements Store {
  private final Store real;
  private final AtomicInteger failingWrites = new AtomicInteger();
  private final AtomicInteger goodWrites = new AtomicInteger(-1);
  volatile boolean away;
  final AtomicInteger writes = new AtomicInteger();
  Mortality mortality = Mortality.immortal();

  FaultyStore(Store real) {
    this.real = real;
  }

  /** The next writes fail. */
  void failNextWrites(int count) {
    failingWrites.set(count);
  }

  /** So many writes succeed, and the one after fails. */
  void failOneAfter(int good) {
    goodWrites.set(good);
  }

  @Override
  public <T> T read(Function<Reader, T> work) {
    mortality.alive();
    if (away) {
      throw gone();
    }
    return real.read(work);
  }

  @Override
  public <T> T write(Function<Writer, T> work) {
    boolean turn = goodWrites.get() >= 0 && goodWrites.getAndDecrement() == 0;
    if (away || turn || failingWrites.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
      throw gone();
    }
    int unused = writes.incrementAndGet();
    return mortality.through("append", () -> real.write(work));
  }

  private static Unavailable gone() {
    return new Unavailable(
        "the store is away", "wait", new IllegalStateException("as the test wanted"));
  }

  @Override
  public void close() {
    real.close();
  }
}
