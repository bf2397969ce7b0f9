package dev.slipway.shell.team;

import dev.slipway.shell.Obstacle;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What a server sends as it happens. When it stops sending, or is silent for longer than it ever is
 * while it is well, it is asked anew until it answers.
 */
final class EventStream implements AutoCloseable {
  private static final Duration AGAIN = Duration.ofSeconds(1);
  private static final Duration SILENT = Duration.ofSeconds(20);
  private static final String DATA = "data:";
  private static final String ENDING = "event:ending";
  private static final int LONGEST = 4_000_000;
  private final Server server;
  private final Supplier<String> topic;
  private final Supplier<String> path;
  private final Listener listener;
  private final Thread listening;
  private final Thread watching;
  private volatile Optional<InputStream> open = Optional.empty();
  private volatile long heard = System.nanoTime();
  private volatile boolean closed;

  /** Hears what comes, on a thread of its own. */
  interface Listener {
    /**
     * @return whether more is wanted
     * @throws IOException when it cannot be read
     */
    boolean comes(String data) throws IOException;

    /** It ended, or never began; it is tried again in a moment. */
    void breaks(Obstacle why);
  }

  /**
   * @param topic what is wanted; when that changes it begins anew
   * @param path where that is asked for, at each beginning
   */
  EventStream(Server server, Supplier<String> topic, Supplier<String> path, Listener listener) {
    this.server = server;
    this.topic = topic;
    this.path = path;
    this.listener = listener;
    this.listening = Thread.ofVirtual().name("events").unstarted(this::listen);
    this.watching = Thread.ofVirtual().name("events-watched").unstarted(this::watch);
  }

  EventStream start() {
    listening.start();
    watching.start();
    return this;
  }

  /** To be called when the topic has changed. */
  void again() {
    open.ifPresent(EventStream::shut);
  }

  private void listen() {
    while (!closed) {
      String about = topic.get();
      Optional<Obstacle> why = Optional.empty();
      try (InputStream events = server.events(path.get())) {
        heard = System.nanoTime();
        open = Optional.of(events);
        why = Optional.of(read(events, about));
      } catch (IOException broken) {
        why = Optional.of(server.away(broken));
      } catch (Obstacle no) {
        why = Optional.of(no);
      } finally {
        open = Optional.empty();
      }
      if (closed) {
        return;
      }
      if (about.equals(topic.get())) {
        why.ifPresent(listener::breaks);
        try {
          Thread.sleep(AGAIN);
        } catch (InterruptedException ended) {
          return;
        }
      }
    }
  }

  /**
   * @return why nothing comes any more
   */
  private Obstacle read(InputStream events, String about) throws IOException {
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(events, StandardCharsets.UTF_8));
    StringBuilder data = new StringBuilder();
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      heard = System.nanoTime();
      if (closed || !about.equals(topic.get())) {
        break;
      }
      if (line.startsWith(ENDING)) {
        return server.ending();
      }
      if (line.startsWith(DATA) && data.length() < LONGEST) {
        data.append(line, DATA.length(), line.length());
      } else if (line.isEmpty() && !data.isEmpty()) {
        if (!listener.comes(data.toString())) {
          close();
        }
        data.setLength(0);
      }
    }
    return server.away(new IOException("it stopped sending"));
  }

  /** A connection that broke without a word would be listened to for ever. */
  private void watch() {
    try {
      while (!closed) {
        Thread.sleep(AGAIN);
        if (System.nanoTime() - heard > SILENT.toNanos()) {
          again();
        }
      }
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  private static void shut(InputStream events) {
    try {
      events.close();
    } catch (IOException gone) {
      // It is closed all the same.
    }
  }

  @Override
  public void close() {
    closed = true;
    listening.interrupt();
    watching.interrupt();
    again();
  }
}
