package dev.slipway.bot.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.bot.conversation.ChatRig;
import dev.slipway.bot.conversation.Eventually;
import dev.slipway.bot.conversation.MemoryChat;
import dev.slipway.bot.conversation.Place;
import dev.slipway.command.AShop;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.rollout.RolledBack;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** T2, T3: a channel is right, through outages, restarts and with several servers. */
class DeliveryTest {
  @TempDir private Path folder;
  private Told<MemoryChat> told;
  private AShop shop;

  @BeforeEach
  void open() {
    told = new Told<>(folder, MemoryChat::new);
    shop = told.shop;
  }

  @AfterEach
  void close() {
    told.close();
  }

  private static Duration seconds(long seconds) {
    return Duration.ofSeconds(seconds);
  }

  private long showing(String words) {
    return told.thread().stream().filter(seen -> seen.text().contains(words)).count();
  }

  @Test
  void aReleaseHasOneMessageAndItsStoryIsTheThread() {
    told.server("one");
    shop.opened("v2");

    told.passes(seconds(10));

    assertTrue(
        told.root().text().startsWith("# shop v2 to prod: waiting, 6 gates closed"),
        told.root().text());
    assertEquals(1, showing("opened: v1 → v2"));
    assertEquals(1, showing("needs 1 approval."));
    assertTrue(told.ask().alsoInChannel());
    assertEquals(List.of(told.account("chi")), told.ask().mentioned());
  }

  @Test
  void theMessageFollowsTheReleaseAndItsButtonsGoWhenItIsOver() {
    told.server("one");
    shop.atAQuarter("v2");
    told.passes(seconds(20));
    ChatRig.Seen moving = told.root();
    assertTrue(
        moving.text().startsWith("# shop v2 to prod: rolling out, stage 1 of 3"), moving.text());
    assertEquals(
        List.of("Pause", "Roll back", "Next stage", "Extend…", "Details").stream()
            .sorted()
            .toList(),
        moving.buttons().stream().sorted().toList());

    ReleaseRecord unused =
        AShop.yes(
            shop.desk()
                .course()
                .rollback(AShop.BEN, told.release("shop/2"), "empty baskets", false));
    told.passes(seconds(10));
    assertTrue(
        told.root().text().startsWith("# shop v2 to prod: rolling back"), told.root().text());
    assertEquals(List.of("Details"), told.root().buttons());
  }

  @Test
  void whatIsOverHasNoButtons() {
    told.server("one");
    told.turn();
    shop.rolledBack("v2");

    told.passes(seconds(40));

    assertTrue(told.root().text().startsWith("# shop v2 to prod: rolled back by itself"));
    assertEquals(List.of(), told.root().buttons());
    assertEquals(
        1,
        told.thread().stream()
            .filter(s -> s.text().contains("was rolled back by itself"))
            .filter(ChatRig.Seen::alsoInChannel)
            .count());
  }

  @Test
  void anItemIsWaivedByAFormAndEverybodyReadsWhy() {
    told.server("one");
    shop.opened("v2");
    told.passes(seconds(10));

    told.chat.choosesIn(told.account("ben"), told.root().id(), "Waive an item", "stakeholders");
    Eventually.so("a form", () -> told.chat.form(told.account("ben")).isPresent());
    told.chat.submits(
        told.account("ben"),
        java.util.Map.of("reason", "nothing they would notice", "until", "7d"));
    told.eventuallyPrivate("ben", "stakeholders of shop/2 is waived");
    told.passes(seconds(20));

    assertEquals(1, showing("Ben Ito waived stakeholders: nothing they would notice"));
    assertTrue(told.root().text().contains("(1 waived)"), told.root().text());
  }

  @Test
  void aPauseIsToldBeforeAnotherReleasesRoutine() {
    told.server("one");
    ReleaseRecord moving = shop.atAQuarter("v2");
    told.passes(seconds(20));
    shop.opened("v3");
    ReleaseRecord unused = AShop.yes(shop.desk().course().pause(AShop.BEN, moving, "a log line"));

    told.passes(seconds(3));

    Place thread = Place.threadOf(told.inChannel().getFirst().id());
    List<ChatRig.Seen> lines = told.chat.messages(thread);
    assertTrue(lines.getLast().text().contains("shop v2 is paused"), lines.toString());
    assertEquals(List.of(told.account("ada")), lines.getLast().mentioned());
  }

  @Test
  void anEnvironmentThatNamesNoChannelIsNobodysNoise() {
    told.server("one");
    shop.startedIn("staging", "v2");

    told.passes(seconds(10));

    assertEquals(List.of(), told.inChannel());
  }

  @Test
  void aPostWhoseAnswerWasLostStandsThereOnce() {
    told.server("one");
    told.chat.losesNextAnswer();
    shop.opened("v2");

    told.passes(seconds(10));

    assertEquals(1, told.inChannel().size());
    assertTrue(told.root().text().contains("waiting, 6 gates closed"));
  }

  @Test
  void aLineWhoseAnswerWasLostStandsThereOnce() {
    told.server("one");
    shop.opened("v2");
    told.passes(seconds(1));
    assertEquals(1, told.inChannel().size());

    told.chat.losesNextAnswer();
    told.passes(seconds(20));

    assertEquals(1, showing("opened: v1 → v2"));
    assertEquals(
        1,
        showing("plan " + told.release("shop/2").plan().orElseThrow().hash().brief() + ": canary"));
  }

  @Test
  void aServerThatDiedAfterPostingPostsNothingTwice() {
    Delivery first = told.server("one");
    told.chat.losesNextAnswer();
    shop.opened("v2");
    told.turn();
    told.dies(first);

    told.server("two");
    told.passes(seconds(45));

    assertEquals(1, told.inChannel().size());
    assertEquals(1, showing("opened: v1 → v2"));
  }

  private String holder() {
    return told.book.claims(shop.now()).getFirst().holder();
  }

  private void confirmOnCall() {
    ReleaseRecord unused =
        AShop.yes(
            shop.desk()
                .gates()
                .confirm(AShop.CHI, told.release("shop/2"), "on-call", "Chi watches"));
  }

  @Test
  void anotherServerTakesOverOnceTheClaimIsOver() {
    Delivery first = told.server("one");
    shop.opened("v2");
    told.passes(seconds(20));
    told.dies(first);
    told.server("two");
    confirmOnCall();

    told.turn();
    assertTrue(holder().startsWith("one#"), "it may be alive");
    told.passes(seconds(5));

    assertTrue(holder().startsWith("two#"), holder());
    told.passes(seconds(3));
    assertTrue(told.root().text().contains("5 gates closed"), told.root().text());
    assertEquals(1, told.inChannel().size());
  }

  @Test
  void anotherServerTakesOverAtOnceWhenItSeesThatTheFirstIsDead() {
    Delivery first = told.server("one");
    shop.opened("v2");
    told.passes(seconds(20));
    told.diesInSight(first, "one");
    told.server("two");
    confirmOnCall();

    told.turn();

    assertTrue(holder().startsWith("two#"), holder());
    told.passes(seconds(3));
    assertTrue(told.root().text().contains("5 gates closed"), told.root().text());
    assertEquals(1, told.inChannel().size());
  }

  /** Whoever has the channel now goes on for so long, while the other server stands still. */
  private Runnable meanwhile(Delivery server, AtomicBoolean stood) {
    return () -> {
      stood.set(true);
      for (int i = 0; i < 20; i++) {
        AShop later = shop.later(seconds(1));
        assertTrue(later.now().isAfter(AShop.START));
        server.turn();
      }
    };
  }

  private void turnUntil(AtomicBoolean so) {
    for (int i = 0; i < 60 && !so.get(); i++) {
      AShop unused = shop.later(Duration.ofMillis(500));
      told.turn();
    }
    assertTrue(so.get());
  }

  /** It stood still between asking whether it may and posting, and another server posted. */
  @Test
  void whatAServerPostsAfterItStoodStillIsTakenAway() {
    told.server("one");
    Delivery second = told.server("two");
    shop.opened("v2");
    told.passes(seconds(20));
    AtomicBoolean stood = new AtomicBoolean();
    told.chat.beforeNextPost(meanwhile(second, stood));
    confirmOnCall();

    turnUntil(stood);
    assertEquals(2, showing("Chi Tan confirmed on-call"));
    told.passes(seconds(5));

    assertEquals(1, showing("Chi Tan confirmed on-call"));
    assertEquals(1, told.inChannel().size());
  }

  /** Nothing stands there yet, so that the message itself is posted twice. */
  @Test
  void aMessageThatAServerPostsAfterItStoodStillIsTakenAway() {
    told.server("one");
    Delivery second = told.server("two");
    told.turn();
    shop.opened("v2");
    AtomicBoolean stood = new AtomicBoolean();
    told.chat.beforeNextPost(meanwhile(second, stood));
    turnUntil(stood);
    assertEquals(2, told.inChannel().size());
    String counts = told.book.open("memory:C1").getFirst().message().orElseThrow();

    told.passes(seconds(20));

    assertEquals(List.of(counts), told.inChannel().stream().map(seen -> seen.id().id()).toList());
    assertTrue(told.root().text().contains("gates closed"), told.root().text());
    assertEquals(1, showing("opened: v1 → v2"));
    assertFalse(told.root().text().contains("Restored"), told.root().text());
  }

  /** What it shows then is old: whoever has the channel edits it again. */
  @Test
  void whatAServerEditsAfterItStoodStillIsEditedAgain() {
    told.server("one");
    Delivery second = told.server("two");
    shop.opened("v2");
    told.passes(seconds(20));
    AtomicBoolean stood = new AtomicBoolean();
    Runnable others = meanwhile(second, stood);
    told.chat.beforeNextEdit(() -> {
      ReleaseRecord unused =
          AShop.yes(
              shop.desk().course().cancel(AShop.ADA, told.release("shop/2"), "another comes"));
      others.run();
      assertTrue(told.root().text().contains("cancelled"), told.root().text());
    });
    confirmOnCall();

    turnUntil(stood);
    assertFalse(told.root().text().contains("cancelled"), "the late edit shows what was");

    told.passes(seconds(20));

    assertTrue(told.root().text().contains("cancelled"), told.root().text());
  }

  @Test
  void aChannelThatTakesItsTimeHoldsUpNoOther() {
    List<Runnable> steps = new java.util.ArrayList<>();
    Delivery slow =
        new Delivery(
            shop.desk(),
            told.outbox,
            told.book,
            List.of(told.chat.platform()),
            new Holder("slow", other -> false),
            List.of("✅"),
            steps::add);
    shop.opened("v2");
    slow.turn();
    slow.turn();

    // One for the channel, one for what single people are told.
    assertEquals(2, steps.size(), "the next step waits for the one before, the turn does not");
    steps.removeFirst().run();
    slow.turn();
    assertEquals(2, steps.size());
  }

  @Test
  void twoServersTellNothingTwice() {
    told.server("one");
    told.server("two");
    shop.atAQuarter("v2");

    told.passes(seconds(60));

    assertEquals(1, told.inChannel().size());
    List<String> texts = told.threadTexts();
    assertEquals(texts.stream().distinct().toList(), texts);
  }

  @Test
  void aDeletedMessageIsRestoredAndSaysSo() {
    told.server("one");
    shop.opened("v2");
    told.passes(seconds(10));
    told.chat.deletes(told.root().id());

    Eventually.so(
        "restored",
        () -> {
          told.passes(seconds(3));
          return told.inChannel().size() == 1
              && told.root().text().contains("Restored: the message before it was deleted.");
        });
  }

  @Test
  void aDeletionThatNobodyReportedIsFoundAtTheNextChange() {
    told.server("one");
    shop.opened("v2");
    told.passes(seconds(10));
    told.chat.away(true);
    told.chat.deletes(told.root().id());
    told.chat.away(false);
    ReleaseRecord unused =
        AShop.yes(
            shop.desk()
                .gates()
                .confirm(AShop.CHI, told.release("shop/2"), "on-call", "Chi watches"));

    told.passes(seconds(20));

    assertEquals(1, told.inChannel().size());
    assertTrue(told.root().text().contains("Restored"), told.root().text());
  }

  @Test
  void aPlatformThatAsksForPatienceIsLeftAlone() {
    told.server("one");
    shop.opened("v2");
    told.chat.throttles(1, seconds(30));
    told.passes(seconds(2));
    int asked = told.chat.calls();

    told.passes(seconds(20));
    assertEquals(asked, told.chat.calls());
    told.passes(seconds(20));

    assertEquals(1, told.inChannel().size());
  }

  @Test
  void chatDownForAnHourDuringARolloutTheReleaseGoesOnAndTheChannelIsRightWithinAMinute() {
    told.server("one");
    ReleaseRecord moving = shop.atAQuarter("v2");
    told.passes(seconds(30));
    told.chat.away(true);
    shop.rollsBackByItself(moving);
    assertTrue(told.release("shop/2").state() instanceof RolledBack, "no release waits for a chat");
    told.passes(Duration.ofMinutes(60));
    int before = told.thread().size();
    told.chat.away(false);

    told.passes(seconds(60));

    assertTrue(told.root().text().startsWith("# shop v2 to prod: rolled back by itself"));
    List<String> late = told.threadTexts().subList(before, told.thread().size());
    assertEquals(1, late.size(), late.toString());
    assertTrue(late.getFirst().contains("was rolled back by itself"), late.toString());
    assertTrue(late.getFirst().contains("Delayed 1 h"), late.toString());
    assertTrue(
        late.getFirst().contains("earlier events were not told one by one"), late.toString());
  }

  /** It was asked more and more rarely, and says itself that it is there again. */
  @Test
  void aChatThatIsConnectedAgainIsToldAtOnce() {
    told.server("one");
    shop.opened("v2");
    told.passes(seconds(20));
    told.chat.away(true);
    confirmOnCall();
    told.passes(seconds(50));
    told.chat.away(false);

    told.passes(seconds(5));

    assertEquals(1, showing("Chi Tan confirmed on-call"));
  }

  @Test
  void aMessageThatThePlatformWillNeverTakeIsRememberedAsDead() {
    told.server("one");
    shop.opened("v2");
    told.passes(seconds(1));
    told.chat.refusesPosts(true);

    told.passes(seconds(20));

    assertFalse(told.outbox.dead(10).isEmpty());
    assertTrue(told.outbox.dead(10).getFirst().trouble().contains("not_in_channel"));
    assertTrue(told.outbox.oldest(told.shop.now()).isEmpty());
  }

  @Test
  void aReleaseThatWasOverBeforeTheChatWasThereIsOldNews() {
    shop.rolledBack("v2");
    told.server("one");

    told.passes(seconds(20));

    assertEquals(List.of(), told.inChannel());
  }

  @Test
  void anEditIsMadeOnlyWhenSomethingVisibleChanged() {
    told.server("one");
    shop.opened("v2");
    told.passes(seconds(20));
    int asked = told.chat.calls();

    told.passes(seconds(30));

    // What people reacted is asked once a minute; nothing else is.
    assertTrue(told.chat.calls() - asked <= 1, (told.chat.calls() - asked) + " calls");
  }
}
