package dev.slipway.shell.team;

import dev.slipway.command.remote.RecordJson;
import dev.slipway.command.remote.Sighting;
import dev.slipway.shell.Obstacle;
import dev.slipway.shell.render.Text;
import dev.slipway.shell.watch.Sight;
import dev.slipway.view.Event;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Seen by a server, which sends what changes. Releases go on while a server restarts, and so does
 * their view.
 */
final class RemoteSight implements Sight, EventStream.Listener {
  private static final Duration FIRST = Duration.ofSeconds(20);
  private final Server server;
  private final EventStream stream;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final List<Event> story = new ArrayList<>();
  private Optional<Sighting> newest = Optional.empty();
  private Optional<Obstacle> trouble = Optional.empty();

  RemoteSight(Server server, String release) {
    this.server = server;
    String path = "/api/v1/watch/" + release;
    this.stream = new EventStream(server, () -> path, () -> path, this).start();
  }

  @Override
  public boolean comes(String data) throws IOException {
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
      return !sighting.over();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void breaks(Obstacle why) {
    lock.lock();
    try {
      trouble = Optional.of(why);
      changed.signalAll();
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
        // Whoever never saw anything waits for nothing; whoever did waits for more.
        throw newest.isPresent() && Server.isAway(trouble.get())
            ? new Away(trouble.get().refusal(), trouble.get().exit())
            : trouble.get();
      }
      return newest.orElseThrow(() -> server.away(new IOException("it did not answer in time")));
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
    stream.close();
  }
}
