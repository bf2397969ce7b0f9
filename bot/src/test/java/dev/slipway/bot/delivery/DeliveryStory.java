package dev.slipway.bot.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.bot.conversation.ChatRig;
import dev.slipway.bot.conversation.ChatTrouble;
import dev.slipway.bot.conversation.Eventually;
import dev.slipway.bot.conversation.Place;
import dev.slipway.command.AShop;
import dev.slipway.control.Clock;
import dev.slipway.gate.Approvals;
import dev.slipway.journal.Fact;
import dev.slipway.journal.ReleaseRecord;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** T2, T3, G3: what is told of a release, and approvals by reaction, the same on every platform. */
@Tag("T2")
public abstract class DeliveryStory {
  @TempDir private Path folder;
  private Told<ChatRig> told;
  private AShop shop;

  protected abstract ChatRig open(Clock clock);

  @BeforeEach
  void open() {
    told = new Told<>(folder, this::open);
    shop = told.shop;
    Delivery unused = told.server("one");
    told.turn();
  }

  @AfterEach
  void close() {
    told.close();
  }

  private boolean shows(String words) {
    return told.inChannel().stream().anyMatch(seen -> seen.text().contains(words));
  }

  private boolean threadShows(String words) {
    return !told.inChannel().isEmpty()
        && told.thread().stream().anyMatch(seen -> seen.text().contains(words));
  }

  private List<String> approvers() {
    return Approvals.of(shop.desk().gates().status(told.release("shop/2")).facts()).given().stream()
        .map(Approvals.Given::person)
        .toList();
  }

  @Test
  void aReleaseHasOneMessageAThreadAndARequestForApprovals() {
    shop.opened("v2");

    told.until("a root message", () -> shows("waiting, 6 gates closed"));
    told.until("a line in its thread", () -> threadShows("opened: v1 → v2"));
    told.until("a request", () -> threadShows("needs 1 approval."));

    assertTrue(told.ask().alsoInChannel());
    assertEquals(List.of(told.account("chi")), told.ask().mentioned());
    assertEquals(
        1, told.inChannel().stream().filter(s -> s.text().contains("gates closed")).count());
  }

  @Test
  void aReactionOnTheRequestApprovesAndTakingItBackWithdraws() {
    shop.opened("v2");
    told.until("a request", () -> threadShows("needs 1 approval."));
    ChatRig.Seen ask = told.ask();

    told.chat.reacts(told.account("chi"), ask.id(), "✅");
    Eventually.so("approved", () -> approvers().equals(List.of("chi")));
    told.until("it says so", () -> threadShows("is approved."));
    told.chat.takesReactionBack(told.account("chi"), ask.id(), "✅");

    Eventually.so("withdrawn", () -> approvers().isEmpty());
  }

  @Test
  void theButtonOfTheRequestApproves() {
    shop.opened("v2");
    told.until("a request", () -> threadShows("needs 1 approval."));

    told.chat.presses(told.account("chi"), told.ask().id(), "Approve");

    Eventually.so("approved", () -> approvers().equals(List.of("chi")));
  }

  @Test
  void anItemIsConfirmedFromTheMenuOfTheMessage() {
    shop.opened("v2");
    told.until("a root message", () -> shows("waiting, 6 gates closed"));
    ChatRig.Seen root = told.root();
    String choice =
        root.choices().stream().filter(c -> c.startsWith("on-call")).findFirst().orElseThrow();

    told.chat.chooses(told.account("chi"), root.id(), choice);
    Eventually.so("a form", () -> told.chat.form(told.account("chi")).isPresent());
    told.chat.submits(told.account("chi"), java.util.Map.of("evidence", "Chi watches"));

    told.until("it is told", () -> threadShows("Chi Tan confirmed on-call: Chi watches"));
    told.until("and counted", () -> shows("5 gates closed"));
  }

  @Test
  void aRollbackIsNewsForEveryoneAndTheButtonsAreGone() {
    shop.rolledBack("v2");

    told.until("the news", () -> threadShows("was rolled back by itself"));
    told.until("its end", () -> told.root().text().contains("rolled back by itself"));

    assertEquals(List.of(), told.root().buttons());
    assertTrue(
        told.thread().stream()
            .filter(seen -> seen.text().contains("was rolled back by itself"))
            .allMatch(ChatRig.Seen::alsoInChannel));
  }

  @Test
  void aPostWhoseAnswerWasLostStandsThereOnce() {
    told.chat.losesNextAnswer();
    shop.opened("v2");

    told.until("a request", () -> threadShows("needs 1 approval."));

    assertEquals(
        1, told.inChannel().stream().filter(s -> s.text().contains("gates closed")).count());
  }

  @Test
  void aDeletedMessageIsRestored() {
    shop.opened("v2");
    told.until("a root message", () -> shows("waiting, 6 gates closed"));

    told.chat.deletes(told.root().id());

    told.until("restored", () -> shows("Restored"));
  }

  @Test
  void afterAnOutageTheChannelIsRightAgain() {
    shop.opened("v2");
    told.until("a root message", () -> shows("waiting, 6 gates closed"));
    told.chat.away(true);
    ReleaseRecord cancelled =
        AShop.yes(
            shop.desk().course().cancel(AShop.ADA, told.release("shop/2"), "another one comes"));
    assertTrue(cancelled.state().isEnd(), "no release waits for a chat");
    told.turn();
    AShop unused = shop.later(Duration.ofMinutes(5));
    told.chat.away(false);

    told.until("its end", () -> shows("shop v2 to prod: cancelled"));
    told.until("late news", () -> threadShows("Delayed 5 min"));
  }

  private void wants(String who, String what) {
    told.chat.types(told.account(who), told.channel(), "notify me: " + what);
    told.eventuallyPrivate(who, "From now on you are told directly");
  }

  private boolean isTold(String who, String words) {
    return told.chat.privately(told.account(who)).stream().anyMatch(text -> text.contains(words));
  }

  @Test
  void whoeverWantsItIsToldOfAnApprovalAndGivesItThere() throws ChatTrouble {
    wants("chi", "approvals");
    wants("ada", "mine");
    shop.opened("v2");

    told.until("chi is told", () -> isTold("chi", "waits for an approval that you can give"));
    told.until("the channel as well", () -> threadShows("needs 1 approval."));
    assertFalse(isTold("ada", "waits for an approval"), "she wrote it");
    assertFalse(isTold("ben", "approval"), "he asked for nothing");
    told.chat.presses(told.account("chi"), told.directly("chi").getLast().id(), "Approve");

    Eventually.so("approved", () -> approvers().equals(List.of("chi")));
  }

  @Test
  void anOwnerIsToldWhatNeedsHerOnceAndNotWhatSheDidHerself() throws ChatTrouble {
    wants("ada", "mine");
    ReleaseRecord release = shop.atAQuarter("v2");
    ReleaseRecord paused = AShop.yes(shop.desk().course().pause(AShop.BEN, release, "a log line"));
    told.until("ada is told", () -> isTold("ada", "is paused"));
    assertEquals(
        List.of("Resume", "Roll back", "Details"), told.directly("ada").getLast().buttons());

    ReleaseRecord unused =
        AShop.yes(shop.desk().course().rollback(AShop.ADA, paused, "I saw it", false));
    told.until("the channel is told", () -> threadShows("is being rolled back"));

    assertFalse(isTold("ada", "is being rolled back"));
    assertEquals(1, told.directly("ada").size());
  }

  @Test
  void whoeverTakesNoMessagesHoldsUpNobodyAndIsNoTrouble() throws ChatTrouble {
    wants("chi", "approvals");
    told.chat.takesNoMessages(told.account("chi"));
    shop.opened("v2");

    told.until("the request", () -> threadShows("needs 1 approval."));
    told.until(
        "it is given up",
        () -> told.outbox.openOf(Directs.beginning(told.account("chi").platform())).isEmpty());

    assertEquals(List.of(), told.outbox.dead(10));
  }

  @Test
  void whatIsNotTrueAnyMoreIsNotSaidLate() throws ChatTrouble {
    wants("ada", "mine");
    ReleaseRecord release = shop.atAQuarter("v2");
    told.until("a root message", () -> shows("stage 1 of 3"));
    told.chat.away(true);
    ReleaseRecord paused = AShop.yes(shop.desk().course().pause(AShop.BEN, release, "a log line"));
    told.turn();
    ReleaseRecord unused = AShop.yes(shop.desk().course().resume(AShop.BEN, paused, "it is old"));
    AShop unusedShop = shop.later(Duration.ofMinutes(3));
    told.chat.away(false);

    told.until("the channel is right", () -> threadShows("Delayed"));
    told.until(
        "nothing waits",
        () -> told.outbox.openOf(Directs.beginning(told.account("ada").platform())).isEmpty());

    assertFalse(isTold("ada", "is paused"));
  }

  private Place there() {
    return Place.channel(told.channel().platform(), told.chat.anotherChannel());
  }

  private List<ChatRig.Seen> inTheOther() {
    return told.chat.messages(there());
  }

  @Test
  void aReleaseMovesToAnotherChannelWithItsThread() {
    shop.opened("v2");
    told.until("a request", () -> threadShows("needs 1 approval."));
    ChatRig.Seen ask = told.ask();

    told.chat.types(told.account("chi"), there(), "move here shop/2");
    told.until(
        "its message there",
        () -> inTheOther().stream().anyMatch(seen -> seen.text().contains("gates closed")));
    told.until(
        "and what happened",
        () ->
            inTheOther().stream()
                .flatMap(seen -> told.chat.messages(Place.threadOf(seen.id())).stream())
                .anyMatch(line -> line.text().contains("Until now")));
    told.until("one line here", () -> told.root().text().contains("is told in"));
    assertEquals(List.of(), told.root().buttons());

    told.chat.reacts(told.account("chi"), ask.id(), "✅");
    Eventually.so("the old request counts", () -> approvers().equals(List.of("chi")));
    ReleaseRecord unused =
        AShop.yes(shop.desk().course().cancel(AShop.ADA, told.release("shop/2"), "another"));
    told.until(
        "news there",
        () -> inTheOther().stream().anyMatch(seen -> seen.text().contains("cancelled")));

    assertFalse(shows("was cancelled"));
    assertTrue(told.root().text().contains("is told in"));
    ReleaseRecord.Told moved =
        told.release("shop/2").story().stream()
            .filter(entry -> entry.fact() instanceof Fact.ToldElsewhere)
            .reduce((first, second) -> org.junit.jupiter.api.Assertions.fail("told twice"))
            .orElseThrow();
    Fact.ToldElsewhere channels = (Fact.ToldElsewhere) moved.fact();
    assertEquals("chi", moved.entry().by().name());
    assertTrue(channels.from().contains(key(told.channel())), channels.from());
    assertTrue(channels.to().contains(key(there())), channels.to());
    assertFalse(shows(channels.from()), "the journal's business");
  }

  private static String key(Place channel) {
    return channel.platform() + ":" + channel.channel();
  }

  @Test
  void onlyItsPeopleMoveARelease() {
    shop.opened("v2");
    told.until("a root message", () -> shows("waiting, 6 gates closed"));

    told.chat.types(told.account("mallory"), there(), "move here shop/2");
    told.eventuallyPrivate("mallory", "chat: [");
    told.chat.types(told.account("ada"), told.channel(), "move here shop/2");
    told.eventuallyPrivate("ada", "is told here already");
    told.passes(Duration.ofSeconds(5));

    assertEquals(List.of(), inTheOther());
    assertTrue(
        told.release("shop/2").story().stream()
            .noneMatch(entry -> entry.fact() instanceof Fact.ToldElsewhere));
  }
}
