package dev.slipway.practice.fleet;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Ten frames a second for everybody who looks at the page. It reads what is measured anyway, so the
 * router never waits for it; whoever reads too slowly is dropped and begins anew.
 */
final class PageFeed implements AutoCloseable {
  static final int MOST_WATCHERS = 24;

  /** About three seconds of frames. */
  private static final int MOST_WAITING = 32;

  private static final long FRAME_MILLIS = 100;
  private static final Duration FAREWELL = Duration.ofMillis(500);
  private static final HttpAnswer HEAD =
      new HttpAnswer(
          200,
          Map.of(
              "content-type", "text/event-stream; charset=utf-8",
              "cache-control", "no-store",
              "x-content-type-options", "nosniff"),
          "retry: 1000\n\n");

  /** One open page. */
  static final class Watcher {
    private final BlockingQueue<String> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final PageFeed feed;
    private final Thread writing = Thread.currentThread();
    private volatile boolean last;

    /** Made by the thread that will write. */
    private Watcher(PageFeed feed) {
      this.feed = feed;
    }

    void writeTo(HttpWire wire) throws IOException, InterruptedException {
      try {
        wire.begin(HEAD);
        while (!last || !waiting.isEmpty()) {
          String frames = waiting.poll(1, TimeUnit.SECONDS);
          if (frames != null) {
            wire.send(frames);
          }
        }
      } finally {
        feed.leave(this);
      }
    }
  }

  private final PageReport report;
  private final List<Watcher> watchers = new ArrayList<>();
  private final Thread beat;
  private boolean closed;

  PageFeed(PageReport report) {
    this.report = report;
    this.beat = Thread.ofVirtual().name("page").start(this::beat);
  }

  /** One more who looks, told first all that was; empty when there are too many. */
  synchronized Optional<Watcher> join() {
    if (closed || watchers.size() >= MOST_WATCHERS) {
      return Optional.empty();
    }
    Watcher watcher = new Watcher(this);
    if (watchers.isEmpty()) {
      report.skip();
    }
    watcher.waiting.add(report.beginning());
    watchers.add(watcher);
    return Optional.of(watcher);
  }

  synchronized int watching() {
    return watchers.size();
  }

  private synchronized void leave(Watcher watcher) {
    watchers.remove(watcher);
    notifyAll();
  }

  private void beat() {
    try {
      while (true) {
        Thread.sleep(FRAME_MILLIS);
        frame();
      }
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void frame() {
    if (watchers.isEmpty() || closed) {
      return;
    }
    String frame = report.frame();
    if (!frame.isEmpty()) {
      for (Watcher watcher : List.copyOf(watchers)) {
        if (!watcher.waiting.offer(frame)) {
          // Its thread hangs in a write: an interrupted virtual thread closes its socket.
          watchers.remove(watcher);
          watcher.writing.interrupt();
        }
      }
    }
  }

  /** Says goodbye, so that an open page can tell an end from a broken connection. */
  @Override
  public void close() {
    beat.interrupt();
    try {
      long deadline = System.nanoTime() + FAREWELL.toNanos();
      synchronized (this) {
        closed = true;
        for (Watcher watcher : watchers) {
          var unused = watcher.waiting.offer("event: ended\ndata: {}\n\n");
          watcher.last = true;
        }
        while (!watchers.isEmpty() && System.nanoTime() < deadline) {
          wait(20);
        }
      }
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
  }
}
