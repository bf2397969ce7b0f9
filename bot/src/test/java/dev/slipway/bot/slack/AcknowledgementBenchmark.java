package dev.slipway.bot.slack;

import com.google.gson.JsonObject;
import dev.slipway.bot.LoadedConversation;
import dev.slipway.bot.Waits;
import dev.slipway.bot.conversation.Eventually;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How late Slack's clicks are acknowledged, beside an endpoint of the same Tomcat that only
 * verifies the signature; with the store under load, then with a core that does not answer for ten
 * seconds. Every call is due at its moment whether the one before has ended or not.
 */
public final class AcknowledgementBenchmark implements AutoCloseable {
  private static final int CALLERS = 200;

  record Result(Waits slipway, Waits bare) {}

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

  private final SlackRig rig;
  private final SlackRig.Mode mode;
  private final LoadedConversation conversation;

  AcknowledgementBenchmark(Path folder, SlackRig.Mode mode) {
    this.mode = mode;
    rig = mode == SlackRig.Mode.HTTP ? new SlackRig(mode, new Bare()) : new SlackRig(mode);
    conversation = new LoadedConversation(folder, rig.member("ada"));
    rig.slack.web.ratesHold = false;
    rig.platform().open(conversation);
    Eventually.so("connected", () -> rig.platform().connection().up());
  }

  long commits() {
    return conversation.commits();
  }

  Result measureWithALockedStore(Duration length, Duration locked) throws Exception {
    return conversation.withALockedStore(locked, () -> measure(length, Duration.ZERO));
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
    conversation.block(blocked);
    int calls = (int) (length.toMillis() * Waits.A_SECOND / 1_000);
    Taken slipway = new Taken();
    Taken bare = new Taken();
    // Not virtual ones: the measure must not wait for what it measures.
    try (FakeSlackCalls toSlipway = to("/slack/events");
        FakeSlackCalls toBare = to("/bare");
        ExecutorService callers = Executors.newFixedThreadPool(CALLERS)) {
      long begin = System.nanoTime() + 200_000_000L;
      for (int i = 0; i < calls; i++) {
        long due = begin + i * (1_000_000_000L / Waits.A_SECOND);
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

    Waits times() {
      return new Waits(nanos, refused.get());
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
    rig.close();
    conversation.close();
  }

  /** Whether the aims were reached; the figures are printed. */
  public static boolean measured(Path folder, long seconds) throws Exception {
    boolean good = true;
    for (SlackRig.Mode mode : SlackRig.Mode.values()) {
      Path own = Files.createDirectory(folder.resolve(mode.name()));
      try (AcknowledgementBenchmark benchmark = new AcknowledgementBenchmark(own, mode)) {
        System.out.println("SLACK, " + mode);
        Result unused = benchmark.measure(Duration.ofSeconds(5), Duration.ZERO);
        long before = benchmark.commits();
        Result loaded = benchmark.measure(Duration.ofSeconds(seconds), Duration.ZERO);
        System.out.printf(
            Locale.ROOT,
            "  %d clicks a second for %d s, %d commits a second beside them%n",
            Waits.A_SECOND,
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
    return good;
  }

  private static boolean print(Result result) {
    return result.slipway().printedBeside(result.bare(), true);
  }
}
