package dev.slipway.bot.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import dev.slipway.bot.conversation.Flat;
import dev.slipway.bot.conversation.Message;
import dev.slipway.command.AShop;
import dev.slipway.control.Opening;
import dev.slipway.health.Measure;
import dev.slipway.health.Side;
import dev.slipway.health.Signal;
import dev.slipway.health.Verdict;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.journal.Store;
import dev.slipway.journal.StreamName;
import dev.slipway.risk.Level;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * T2: a release's message, whole, in the situations of its life. {@code -Dupdate=true} rewrites.
 */
class LivingMessageTest {
  private static final String FOLDER = "src/test/resources/golden/chat";

  private AShop shop;

  @BeforeEach
  void open(@TempDir Path folder) {
    shop = AShop.in(folder);
  }

  @AfterEach
  void close() {
    shop.close();
  }

  @Test
  void isNoNewMessageForEverySecondAndRequest() {
    String stage = "stage 2 begins: 50 %, if limits hold.";
    assertEquals("Then " + stage, LivingMessage.steady("In about 6 s " + stage));
    for (String when :
        List.of(
            "When 1,035 more requests have come, in about 21 min, ",
            "When 1 more request has come, in 12 s at the earliest, ",
            "When 40 more requests have come ")) {
      assertEquals("When enough requests have come " + stage, LivingMessage.steady(when + stage));
    }
  }

  private void reads(String name, ReleaseRecord release) throws IOException {
    Message message =
        new Shelf(shop.desk()).drawn(StreamName.of(release.id()), release).message(false);
    Flat.mustFit(message);
    golden(name, message);
  }

  private static void golden(String name, Message message) throws IOException {
    String text = Flat.text(message) + "\n";
    Path folder = Files.isDirectory(Path.of("src")) ? Path.of(FOLDER) : Path.of("bot", FOLDER);
    Path file = folder.resolve(name + ".txt");
    if (Boolean.getBoolean("update")) {
      Path unusedFolder = Files.createDirectories(folder);
      Path unusedFile = Files.writeString(file, text, StandardCharsets.UTF_8);
      fail(file + " was rewritten: look at it, and run again without -Dupdate=true");
    }
    assertEquals(Files.readString(file, StandardCharsets.UTF_8), text);
  }

  private void checked(ReleaseRecord release, double rate) {
    Instant at = shop.tick();
    Store.Check check =
        new Store.Check(
            "stage-1",
            at,
            Duration.ofSeconds(1),
            40,
            AShop.judged(Verdict.PASS),
            List.of(
                new Measure(Signal.ERROR_RATE, Side.CANARY, OptionalDouble.of(rate), 0, 120),
                new Measure(Signal.LATENCY_P95, Side.BASELINE, OptionalDouble.of(188), 0, 400),
                new Measure(Signal.LATENCY_P95, Side.CANARY, OptionalDouble.of(231), 0, 120)));
    Boolean unused =
        shop.store()
            .write(writer -> {
              writer.recordCheck(StreamName.of(release.id()), check);
              return true;
            });
  }

  @Test
  void beforeTheStartItSaysWhatIsOpenAndWhoCanCloseIt() throws IOException {
    reads("before-the-start", shop.opened("v2"));
  }

  @Test
  void whenEveryGateIsOpenItCanBeStarted() throws IOException {
    reads("ready", shop.ready("v2"));
  }

  @Test
  void onItsWayItShowsUsersStagesAndFigures() throws IOException {
    ReleaseRecord release = shop.atAQuarter("v2");
    checked(release, 0.0034);
    reads("moving", release);
  }

  @Test
  void pausedItSaysWhyAndWhatHappensUnanswered() throws IOException {
    ReleaseRecord release = shop.atAQuarter("v2");
    reads("paused", AShop.yes(shop.desk().course().pause(AShop.BEN, release, "a log line")));
  }

  @Test
  void watchedAtTheEndItCanBeFinishedOrWatchedLonger() throws IOException {
    reads("observed", shop.observed("v2"));
  }

  @Test
  void takenBackItSaysWhyAndHasNoButtons() throws IOException {
    reads("rolled-back", shop.rolledBack("v2"));
  }

  @Test
  void cancelledItHasNoButtons() throws IOException {
    reads(
        "cancelled",
        AShop.yes(shop.desk().course().cancel(AShop.ADA, shop.opened("v2"), "another one comes")));
  }

  @Test
  void textOfStrangersStaysText() throws IOException {
    shop.whoseCommitSays("<!channel> *boom* @everyone ``` \u202e evil");
    reads("hostile", shop.opened("v2"));
  }

  @Test
  void theRequestForApprovals() throws IOException {
    golden("request", request(shop.opened("v2")));
  }

  @Test
  void theRequestWhereTheRiskIsHigh() throws IOException {
    ReleaseRecord high =
        AShop.yes(
            shop.desk()
                .opening()
                .plan(
                    AShop.BEN,
                    shop.opened("v2"),
                    new Opening.PlanWish(Optional.empty(), Optional.of(Level.HIGH), "money")));
    golden("request-high-risk", request(high));
  }

  private Message request(ReleaseRecord release) {
    return AskMessage.of(
        release,
        release.plan().orElseThrow().hash().value(),
        shop.desk().gates().status(release).facts(),
        new Naming(shop.desk().catalogue(), "memory"),
        1,
        dev.slipway.bot.conversation.Risks.isHigh(release));
  }
}
