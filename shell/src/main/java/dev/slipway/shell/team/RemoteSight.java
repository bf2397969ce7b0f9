package dev.slipway.shell.team;

import dev.slipway.command.ExitCode;
import dev.slipway.command.remote.RecordJson;
import dev.slipway.command.remote.Sighting;
import dev.slipway.shell.Obstacle;
import dev.slipway.shell.render.Text;
import dev.slipway.shell.watch.Sight;
import dev.slipway.view.Event;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Seen by a server, which sends what changes. When it stops sending, it is asked anew until it
 * answers: releases go on while a server restarts, and so does their view.
 */
final class RemoteSight implements Sight {
  private static final Duration FIRST = Duration.ofSeconds(20);
  private static final Duration AGAIN = Duration.ofSeconds(1);
  private static final String DATA = "data:";
  private final Server server;
  private final String release;
  private final Thread thread;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final List<Event> story = new ArrayList<>();
  private Optional<Sighting> newest = Optional.empty();
  private Optional<RuntimeException> trouble = Optional.empty();
  private volatile boolean closed;
  private volatile Optional<InputStream> open = Optional.empty();

  RemoteSight(Server server, String release) {
    this.server = server;
    this.release = release;
    this.thread = Thread.ofVirtual().name("watch-" + release).unstarted(this::listen);
    thread.start();
  }

  private void listen() {
    while (!closed) {
      try (InputStream events = server.events("/api/v1/watch/" + release)) {
        open = Optional.of(events);
        read(new BufferedReader(new InputStreamReader(events, StandardCharsets.UTF_8)));
        if (isOver()) {
          return;
        }
        failed(away());
      } catch (IOException broken) {
        failed(away());
      } catch (RuntimeException broken) {
        failed(broken);
      }
      try {
        Thread.sleep(AGAIN);
      } catch (InterruptedException ended) {
        return;
      }
    }
  }

  private Obstacle away() {
    return Obstacle.of(
        "E-SERVER-01",
        ExitCode.FAILED,
        "The server " + server.address() + " stopped answering.",
        List.of("It is asked again every second. Releases that move go on."),
        List.of("slipway rollout watch " + release));
  }

  private void read(BufferedReader events) throws IOException {
    StringBuilder data = new StringBuilder();
    for (String line = events.readLine(); line != null && !closed; line = events.readLine()) {
      if (line.startsWith(DATA)) {
        data.append(line, DATA.length(), line.length());
      } else if (line.isEmpty() && !data.isEmpty()) {
        seen(data.toString());
        data.setLength(0);
      }
    }
  }

  private void seen(String data) throws IOException {
    Sighting sighting;
    try {
      sighting = RecordJson.readPlain(data, Sighting.class);
    } catch (RecordJson.Unreadable unreadable) {
      throw new IOException(unreadable.getMessage(), unreadable);
    }
    lock.lock();
    try {
      // A stream that begins anew tells the story from its beginning.
      if (sighting.storyFrom() < story.size()) {
        story.subList(sighting.storyFrom(), story.size()).clear();
      }
      story.addAll(sighting.story());
      newest = Optional.of(sighting.withStory(story));
      trouble = Optional.empty();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void failed(RuntimeException why) {
    lock.lock();
    try {
      trouble = Optional.of(why);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private boolean isOver() {
    lock.lock();
    try {
      return newest.filter(Sighting::over).isPresent();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Sighting look() {
    lock.lock();
    try {
      long left = FIRST.toNanos();
      while (newest.isEmpty() && trouble.isEmpty() && left > 0) {
        left = changed.awaitNanos(left);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
    return now();
  }

  private Sighting now() {
    lock.lock();
    try {
      if (trouble.isPresent()) {
        throw trouble.get();
      }
      return newest.orElseThrow(this::away);
    } finally {
      lock.unlock();
    }
  }

  /** The server itself drives what moves. */
  @Override
  public Optional<Text> warning() {
    return Optional.empty();
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    open.ifPresent(events -> {
      try {
        events.close();
      } catch (IOException gone) {
        // It is closed all the same.
      }
    });
  }
}
