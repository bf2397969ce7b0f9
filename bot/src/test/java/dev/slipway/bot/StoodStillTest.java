package dev.slipway.bot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.Slipway;
import dev.slipway.bot.conversation.Eventually;
import dev.slipway.bot.slack.ServedSlack;
import dev.slipway.notice.ChatBook;
import dev.slipway.outside.store.APostgres;
import dev.slipway.outside.store.PostgresServer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * T2: of two servers, each a process of its own, the one that looks after a channel is stopped with
 * SIGSTOP while it posts, for longer than its claim. Slack knows no key that would keep the second
 * post out.
 */
@Tag("T2")
@EnabledOnOs({OS.LINUX, OS.MAC})
class StoodStillTest {
  private static final String WORDS = "somebody is wanted";

  @TempDir private Path folder;
  private final ServedSlack slack = new ServedSlack();
  private Slipway slipway;
  private ToldRelease release;
  private List<ServerProcess> servers;

  @BeforeEach
  void open() throws Exception {
    Optional<PostgresServer> database = Optional.of(APostgres.database());
    Path one = ServerProcess.configure(folder.resolve("one"), slack, database);
    Path two = ServerProcess.configure(folder.resolve("two"), slack, database);
    slipway = ServerProcess.open(one);
    release = ToldRelease.opened(slipway.store(), slack);
    servers = List.of(ServerProcess.start(one), ServerProcess.start(two));
    untilServersRun(() -> release.roots() == 1 && release.lines("opened") == 1);
  }

  @AfterEach
  void close() {
    servers.forEach(ServerProcess::goOn);
    servers.forEach(ServerProcess::close);
    slipway.close();
    slack.close();
  }

  /** Two JVMs start, perhaps on a machine that has other things to do. */
  private static void untilServersRun(BooleanSupplier so) throws InterruptedException {
    for (int tries = 0; tries < 600 && !so.getAsBoolean(); tries++) {
      Thread.sleep(100);
    }
    assertTrue(so.getAsBoolean(), "no server tells anything");
  }

  private String holder() {
    return slipway.chatBook().claims(Instant.now()).stream()
        .filter(claim -> claim.channel().equals(slack.channel()))
        .map(ChatBook.Claim::holder)
        .findFirst()
        .orElse("");
  }

  private ServerProcess holding() {
    return servers.stream()
        .filter(server -> holder().contains(":" + server.pid() + ":"))
        .findFirst()
        .orElseThrow(() -> new AssertionError("nobody holds it: " + holder()));
  }

  @Test
  void whatItPostsThenDoesNotStandThereTwice() throws Exception {
    ServerProcess first = holding();
    CountDownLatch onItsWay = new CountDownLatch(1);
    CountDownLatch goesOn = new CountDownLatch(1);
    slack.beforeNextPost(() -> {
      first.standStill();
      onItsWay.countDown();
      await(goesOn);
    });
    release.happens(WORDS);
    await(onItsWay);

    Eventually.so("the other one posts it", () -> release.lines(WORDS) == 1);
    goesOn.countDown();
    Eventually.so("it stands there twice", () -> release.lines(WORDS) == 2);
    first.goOn();

    Eventually.so("one is taken away", () -> release.lines(WORDS) == 1);
    release.happens("and again");
    Eventually.so("the next line", () -> release.lines("and again") == 1);
    assertEquals(1, release.lines(WORDS));
    assertEquals(1, release.roots());
  }

  private static void await(CountDownLatch latch) {
    try {
      if (!latch.await(60, TimeUnit.SECONDS)) {
        throw new AssertionError("not in time");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
