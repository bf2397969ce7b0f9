package dev.slipway.bot.slack;

import com.google.gson.JsonObject;
import dev.slipway.bot.conversation.Account;
import dev.slipway.bot.conversation.Answering;
import dev.slipway.bot.conversation.ChatListener;
import dev.slipway.bot.conversation.Conversation;
import dev.slipway.bot.conversation.Eventually;
import dev.slipway.bot.conversation.Incoming;
import dev.slipway.bot.conversation.MessageId;
import dev.slipway.bot.conversation.Place;
import dev.slipway.bot.conversation.Reacting;
import dev.slipway.command.AShop;
import dev.slipway.command.Candidate;
import dev.slipway.journal.Store;
import dev.slipway.outside.store.SqlChatBook;
import dev.slipway.release.ReleaseId;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How late Slack's clicks are acknowledged, beside an endpoint of the same Tomcat that only
 * verifies the signature; with the store under load, then with a core that does not answer for ten
 * seconds. Every call is due at its moment whether the one before has ended or not.
 */
final class AcknowledgementBenchmark implements AutoCloseable {
  private static final int A_SECOND = 50;
  private static final int CALLERS = 200;
  private static final Duration LIMIT = Duration.ofSeconds(3);

  /** Sorted, in nanoseconds. */
  record Times(List<Long> nanos, int refused) {
    Times {
      nanos = nanos.stream().sorted().toList();
    }

    double millis(double share) {
      int at = (int) Math.ceil(share * nanos.size()) - 1;
      return nanos.get(Math.max(0, at)) / 1e6;
    }

    String words(String name) {
      return String.format(
          Locale.ROOT,
          "%-28s median %6.1f ms   p99 %6.1f ms   slowest %6.1f ms   of %d, %d refused",
          name,
          millis(0.5),
          millis(0.99),
          millis(1),
          nanos.size(),
          refused);
    }
  }

  record Result(Times slipway, Times bare) {
    double difference() {
      return slipway.millis(0.99) - bare.millis(0.99);
    }
  }

  /** Verifies and acknowledges, and nothing else. */
  private static final class Bare extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      boolean signed =
          SlackSignature.proves(
              FakeSlackCalls.SECRET,
              request.getHeader("X-Slack-Request-Timestamp"),
              request.getInputStream().readAllBytes(),
              request.getHeader("X-Slack-Signature"),
              Instant.now());
      response.setStatus(signed ? 200 : 401);
    }
  }

  /** The conversation, unless it is told to wait. */
  private static final class Slowed implements ChatListener {
    private final Conversation conversation;
    private volatile Duration blocked = Duration.ZERO;

    Slowed(Conversation conversation) {
      this.conversation = conversation;
    }

    @Override
    public void heard(Incoming incoming, Answering answering) {
      try {
        Thread.sleep(blocked);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
      conversation.heard(incoming, answering);
    }

    @Override
    public List<Candidate> complete(Account by, Place at, String line) {
      return conversation.complete(by, at, line);
    }
  }

  private static final class NoReactions implements Reacting {
    @Override
    public void reacted(Incoming.Reacted reacted, Answering answering) {}

    @Override
    public void removed(MessageId message) {}

    @Override
    public void settle(ReleaseId release) {}
  }

  private final SlackRig rig;
  private final SlackRig.Mode mode;
  private final Path folder;
  private final AShop shop;
  private final SqlChatBook book;
  private final Slowed listener;
  private final AtomicLong commits = new AtomicLong();
  private volatile boolean loading = true;

  AcknowledgementBenchmark(Path folder, SlackRig.Mode mode) {
    this.folder = folder;
    this.mode = mode;
    rig = mode == SlackRig.Mode.HTTP ? new SlackRig(mode, new Bare()) : new SlackRig(mode);
    Account ada = rig.member("ada");
    shop = AShop.whosePeopleChat(folder, Map.of("ada", List.of(ada.key())), List.of());
    shop.opened("v2");
    book = new SqlChatBook(shop.store());
    listener =
        new Slowed(
            new Conversation(shop.desk(), book, (at, channel) -> "#shop", new NoReactions()));
    rig.slack.web.ratesHold = false;
    rig.platform().open(listener);
    Eventually.so("connected", () -> rig.platform().connection().up());
    Thread.ofPlatform().daemon().name("load-writes").start(this::write);
    Thread.ofPlatform().daemon().name("load-reads").start(this::read);
  }

  private void write() {
    for (int i = 0; loading; i++) {
      try {
        book.isFirst("load-" + i, Instant.now());
        commits.incrementAndGet();
        Thread.sleep(1);
      } catch (RuntimeException blocked) {
        // Its turn comes when the store is free again.
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private void read() {
    while (loading) {
      var unused = shop.desk().lookup().list(Store.Query.moving());
      try {
        Thread.sleep(2);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  long commits() {
    return commits.get();
  }

  /**
   * The store is locked by somebody else meanwhile, so that whoever writes waits inside its native
   * code.
   */
  Result measureWithALockedStore(Duration length, Duration locked) throws Exception {
    try (Connection other =
        DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("slipway.db"))) {
      try (Statement statement = other.createStatement()) {
        statement.execute("begin immediate");
      }
      Thread free =
          Thread.ofPlatform()
              .start(() -> {
                try (Statement statement = other.createStatement()) {
                  Thread.sleep(locked);
                  statement.execute("rollback");
                } catch (SQLException e) {
                  throw new IllegalStateException(e);
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
              });
      Result result = measure(length, Duration.ZERO);
      free.join();
      return result;
    }
  }

  private interface Calling {
    boolean call() throws IOException;
  }

  /**
   * Both endpoints at the same rate at the same time; in Socket Mode there is nothing beside.
   *
   * @param blocked how long the core lets each click wait
   */
  Result measure(Duration length, Duration blocked) throws InterruptedException {
    listener.blocked = blocked;
    int calls = (int) (length.toMillis() * A_SECOND / 1_000);
    Taken slipway = new Taken();
    Taken bare = new Taken();
    // Not virtual ones: the measure must not wait for what it measures.
    try (FakeSlackCalls toSlipway = to("/slack/events");
        FakeSlackCalls toBare = to("/bare");
        ExecutorService callers = Executors.newFixedThreadPool(CALLERS)) {
      long begin = System.nanoTime() + 200_000_000L;
      for (int i = 0; i < calls; i++) {
        long due = begin + i * (1_000_000_000L / A_SECOND);
        JsonObject click = click();
        if (mode == SlackRig.Mode.HTTP) {
          callers.execute(() -> slipway.take(due, () -> posted(toSlipway, click)));
          callers.execute(() -> bare.take(due + 10_000_000L, () -> posted(toBare, click)));
        } else {
          callers.execute(() -> slipway.take(due, () -> delivered(click)));
        }
      }
      callers.shutdown();
      boolean unused = callers.awaitTermination(length.toSeconds() + 60, TimeUnit.SECONDS);
    }
    return new Result(slipway.times(), bare.times());
  }

  private FakeSlackCalls to(String path) {
    return new FakeSlackCalls(
        mode == SlackRig.Mode.HTTP ? rig.address(path) : URI.create("http://127.0.0.1/"),
        Clock.systemUTC());
  }

  private static boolean posted(FakeSlackCalls to, JsonObject click) throws IOException {
    String body = "payload=" + FakeSlackCalls.encoded(click.toString());
    String form = "application/x-www-form-urlencoded";
    return to.send(
            to.signed(body, form, FakeSlackCalls.SECRET).timeout(Duration.ofSeconds(30)).build())
        == 200;
  }

  private boolean delivered(JsonObject click) {
    return rig.slack.socket.deliver(
        FakeSlackDelivery.Kind.INTERACTION, click, Optional.empty(), Duration.ofSeconds(30));
  }

  /** What was measured so far. */
  private static final class Taken {
    private final List<Long> nanos = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger refused = new AtomicInteger();

    void take(long due, Calling calling) {
      try {
        TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
        if (!calling.call()) {
          refused.incrementAndGet();
        }
      } catch (IOException e) {
        refused.incrementAndGet();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
      nanos.add(System.nanoTime() - due);
    }

    Times times() {
      return new Times(nanos, refused.get());
    }
  }

  private JsonObject click() {
    JsonObject container = new JsonObject();
    container.addProperty("type", "message");
    container.addProperty("message_ts", "1763474400.000001");
    container.addProperty("channel_id", SlackRig.CHANNEL);
    JsonObject action = new JsonObject();
    action.addProperty("type", "button");
    action.addProperty("action_id", "press-0");
    action.addProperty("value", "details shop/2 1");
    return rig.slack.pressed(FakeSlackState.TEAM, "U0ADA", container, action);
  }

  @Override
  public void close() {
    loading = false;
    rig.close();
    shop.close();
  }

  /**
   * @param arguments seconds to measure; 60 when nothing is said
   */
  public static void main(String[] arguments) throws Exception {
    long seconds = arguments.length > 0 ? Long.parseLong(arguments[0]) : 60;
    Path folder = Files.createTempDirectory("slipway-ack-");
    boolean good = true;
    for (SlackRig.Mode mode : SlackRig.Mode.values()) {
      Path own = Files.createDirectory(folder.resolve(mode.name()));
      try (AcknowledgementBenchmark benchmark = new AcknowledgementBenchmark(own, mode)) {
        System.out.println(mode);
        Result unused = benchmark.measure(Duration.ofSeconds(5), Duration.ZERO);
        long before = benchmark.commits();
        Result loaded = benchmark.measure(Duration.ofSeconds(seconds), Duration.ZERO);
        System.out.printf(
            Locale.ROOT,
            "  %d clicks a second for %d s, %d commits a second beside them%n",
            A_SECOND,
            seconds,
            (benchmark.commits() - before) / seconds);
        good &= print(loaded);
        System.out.println("  the core blocked for 10 s");
        good &= print(benchmark.measure(Duration.ofSeconds(10), Duration.ofSeconds(10)));
        System.out.println("  the store locked for 10 s");
        good &=
            print(
                benchmark.measureWithALockedStore(Duration.ofSeconds(10), Duration.ofSeconds(10)));
      }
    }
    System.exit(good ? 0 : 1);
  }

  private static boolean print(Result result) {
    System.out.println("    " + result.slipway().words("Slipway"));
    boolean inTime =
        result.slipway().refused() == 0 && result.slipway().millis(1) < LIMIT.toMillis();
    if (result.bare().nanos().isEmpty()) {
      return inTime;
    }
    System.out.println("    " + result.bare().words("verify and acknowledge only"));
    System.out.printf(
        Locale.ROOT,
        "    difference of the p99: %.1f ms (aim: at most 100 ms)%n",
        result.difference());
    return inTime && result.difference() <= 100;
  }
}
