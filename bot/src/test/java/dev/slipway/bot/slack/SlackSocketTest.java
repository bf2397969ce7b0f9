package dev.slipway.bot.slack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.bot.conversation.Account;
import dev.slipway.bot.conversation.Eventually;
import dev.slipway.bot.conversation.Incoming;
import dev.slipway.bot.conversation.Place;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The connection to Slack is replaced and lost, and nothing else is. */
@Tag("T2")
class SlackSocketTest {
  private static final Place CHANNEL = Place.channel(SlackPlatform.NAME, SlackRig.CHANNEL);

  private final SlackRig rig = new SlackRig(SlackRig.Mode.SOCKET);
  private final HeardInSlack heard = new HeardInSlack();
  private final Account ada = rig.member("ada");

  @BeforeEach
  void open() {
    rig.platform().open(heard);
    Eventually.so("connected", () -> rig.platform().connection().up());
  }

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void noCommandIsLostWhileSlackAsksForAnotherLine() throws Exception {
    for (int round = 0; round < 3; round++) {
      int opened = rig.slack.socket.opened.get();
      rig.slack.socket.refresh(Duration.ofMillis(1_500));
      for (int i = 0; i < 20; i++) {
        rig.types(ada, CHANNEL, "show shop/" + round + i);
        Thread.sleep(10);
      }
      Eventually.so("another line", () -> rig.slack.socket.opened.get() > opened);
      Eventually.so("one line left", () -> rig.slack.socket.connections() == 1);
    }

    Eventually.so("60 deliveries", () -> rig.slack.delivered.size() == 60);
    assertTrue(
        rig.slack.delivered.stream().allMatch(FakeSlack.Delivered::acknowledged),
        rig.slack.delivered.toString());
    assertEquals(0, rig.slack.socket.misaddressed.get());
    assertEquals(60, heard.all.size());
  }

  @Test
  void comesBackAfterItWasCutAndHearsWhatSlackSendsAgain() throws Exception {
    rig.slack.socket.cut();
    Eventually.so("it noticed", () -> rig.slack.socket.opened.get() == 2);

    rig.slack.direct(ada.id(), "list");

    Eventually.so("heard", () -> heard.all.size() == 1);
    assertTrue(rig.platform().connection().up());
  }

  @Test
  void comesBackAfterSlackWasAway() {
    rig.away(true);
    Eventually.so(
        () -> rig.platform().connection().words(), () -> !rig.platform().connection().up());

    rig.away(false);

    Eventually.so(
        () -> rig.platform().connection().words(), () -> rig.platform().connection().up());
    rig.types(ada, CHANNEL, "list");
    Eventually.so("heard", () -> heard.all.size() == 1);
  }

  @Test
  void severalBotsShareWhatComes() {
    HeardInSlack other = new HeardInSlack();
    SlackPlatform second = (SlackPlatform) rig.anotherPlatform();
    second.open(other);
    Eventually.so("two lines", () -> rig.slack.socket.connections() == 2);

    for (int i = 0; i < 20; i++) {
      rig.types(ada, CHANNEL, "show shop/" + i);
    }

    Eventually.so("all heard", () -> heard.all.size() + other.all.size() == 20);
    assertTrue(!heard.all.isEmpty() && !other.all.isEmpty());
    Set<String> events = new HashSet<>();
    heard.all.stream().map(Incoming::event).forEach(events::add);
    other.all.stream().map(Incoming::event).forEach(events::add);
    assertEquals(20, events.size());
    second.close();
  }

  @Test
  void whoeverClosesHearsNothingMoreAndFinishesWhatItBegan() {
    heard.then =
        (incoming, answering) -> {
          try {
            Thread.sleep(300);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          answering.privately(dev.slipway.bot.conversation.Message.of("done"));
        };
    rig.types(ada, CHANNEL, "list");
    Eventually.so("heard", () -> heard.all.size() == 1);

    rig.platform().close();

    assertEquals(java.util.List.of("done"), rig.privately(ada));
    Eventually.so("its line is gone", () -> rig.slack.socket.connections() == 0);
  }
}
