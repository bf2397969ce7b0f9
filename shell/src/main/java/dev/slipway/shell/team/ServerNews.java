package dev.slipway.shell.team;

import dev.slipway.command.remote.Bearing;
import dev.slipway.command.remote.News;
import dev.slipway.command.remote.RecordJson;
import dev.slipway.command.remote.Tidings;
import dev.slipway.shell.Obstacle;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a server tells a shell unasked, for as long as the shell is open. What happened while they
 * did not hear of each other is told afterwards, and nothing twice.
 */
public final class ServerNews implements EventStream.Listener, AutoCloseable {
  private final Server server;
  private final EventStream stream;
  private final Map<String, Long> told = new HashMap<>();
  private final List<News> news = new ArrayList<>();
  private final List<String> remarks = new ArrayList<>();
  private String inUse = "";
  private Optional<Bearing> bearing = Optional.empty();
  private Optional<Instant> newest = Optional.empty();
  private Duration ahead = Duration.ZERO;
  private boolean away;
  private String gone = "";

  public ServerNews(Server server) {
    this.server = server;
    this.stream = new EventStream(server, this::topic, this::path, this);
  }

  public void start() {
    var unused = stream.start();
  }

  private synchronized String topic() {
    return inUse;
  }

  private synchronized String path() {
    return "/api/v1/news?inUse="
        + Server.encoded(inUse)
        + newest.map(at -> "&since=" + Server.encoded(at.toString())).orElse("");
  }

  /**
   * @param release what the prompt names from here on, "" for nothing
   */
  public void use(String release) {
    synchronized (this) {
      if (inUse.equals(release)) {
        return;
      }
      inUse = release;
      bearing = Optional.empty();
    }
    stream.again();
  }

  /** What an answer to a line said of the release in use, and of the server's time. */
  public synchronized void hears(Optional<Bearing> of, Instant at) {
    bearing = of;
    ahead = Duration.between(Instant.now(), at);
  }

  @Override
  public boolean comes(String data) throws IOException {
    Tidings tidings;
    try {
      tidings = RecordJson.readPlain(data, Tidings.class);
    } catch (RecordJson.Unreadable unreadable) {
      throw new IOException(unreadable.getMessage(), unreadable);
    }
    synchronized (this) {
      for (News one : tidings.news()) {
        if (one.version() > told.getOrDefault(one.release(), 0L)) {
          told.put(one.release(), one.version());
          news.add(one);
        }
      }
      hears(tidings.bearing(), tidings.at());
      newest = Optional.of(tidings.at());
      if (away) {
        away = false;
        // Who was not told that it went need not hear that it came back.
        if (!remarks.remove(gone)) {
          remarks.add("the server " + server.address() + " answers again");
        }
      }
    }
    return true;
  }

  /** Said once, however often it is asked in vain. */
  @Override
  public synchronized void breaks(Obstacle why) {
    if (!away) {
      away = true;
      gone = why.refusal().what() + " It is asked again every second.";
      remarks.add(gone);
    }
  }

  public synchronized Optional<Bearing> bearing() {
    return bearing.filter(of -> of.release().equals(inUse));
  }

  /** Since one last asked. */
  public synchronized List<News> take() {
    List<News> all = List.copyOf(news);
    news.clear();
    return all;
  }

  /** Likewise. */
  public synchronized List<String> takeRemarks() {
    List<String> all = List.copyOf(remarks);
    remarks.clear();
    return all;
  }

  /** The server's time. */
  public synchronized Instant now() {
    return Instant.now().plus(ahead);
  }

  @Override
  public void close() {
    stream.close();
  }
}
