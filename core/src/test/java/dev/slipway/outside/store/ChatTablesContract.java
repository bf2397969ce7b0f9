package dev.slipway.outside.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.journal.Fact;
import dev.slipway.journal.Store;
import dev.slipway.journal.StreamName;
import dev.slipway.notice.ChatBook;
import dev.slipway.notice.ChatBook.Claim;
import dev.slipway.notice.ChatBook.Question;
import dev.slipway.notice.ChatBook.Reaction;
import dev.slipway.notice.ChatBook.Standing;
import dev.slipway.notice.Outbox;
import dev.slipway.notice.Outbox.Line;
import dev.slipway.release.Actor;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What chats are remembered by is the same on every database, for several servers at once. */
abstract class ChatTablesContract {
  private static final Instant TEN = Instant.parse("2026-11-20T10:00:00.123456Z");
  private static final StreamName SHOP_42 = new StreamName("release/shop/42");
  private static final StreamName SHOP_43 = new StreamName("release/shop/43");
  private static final String CHANNEL = "slack:C1";
  private static final int MANY = 8;
  private static final Duration HALF = Duration.ofSeconds(30);
  private static final Duration OVER = Duration.ofSeconds(-1);

  private SqlStore store;
  private Outbox outbox;
  private ChatBook book;

  abstract SqlStore open();

  @BeforeEach
  void openBoth() {
    store = open();
    outbox = new SqlOutbox(store);
    book = new SqlChatBook(store);
  }

  @AfterEach
  void close() {
    store.close();
  }

  private void append(StreamName stream, long after) {
    var unused =
        store.write(
            writer -> writer.append(stream, after, new Fact.Paged("x"), TEN, Actor.system("test")));
  }

  private static Line line(StreamName stream, long sequence, int urgency) {
    return Line.waiting(CHANNEL, stream, sequence, urgency, "words \"<&>", TEN, TEN);
  }

  private Outbox.Behind behind(StreamName stream) {
    return outbox.behind().stream()
        .filter(one -> one.stream().equals(stream))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aStreamIsBehindUntilItWasTold() {
    append(SHOP_42, 0);
    append(SHOP_42, 1);
    assertEquals(List.of(new Outbox.Behind(SHOP_42, 0, 2)), outbox.behind());

    assertTrue(outbox.tell(behind(SHOP_42), List.of(line(SHOP_42, 1, 2), line(SHOP_42, 2, 0))));

    assertEquals(List.of(), outbox.behind());
    append(SHOP_42, 2);
    assertEquals(List.of(new Outbox.Behind(SHOP_42, 2, 3)), outbox.behind());
    assertEquals(
        List.of(line(SHOP_42, 2, 0), line(SHOP_42, 1, 2)), outbox.open(CHANNEL), "urgent first");
    assertEquals(List.of(), outbox.open("slack:C2"));
    assertEquals(Optional.of(TEN), outbox.oldest(TEN));
  }

  @Test
  void whoComesSecondTellsNothing() {
    append(SHOP_42, 0);
    Outbox.Behind seen = behind(SHOP_42);
    assertTrue(outbox.tell(seen, List.of(line(SHOP_42, 1, 2))));

    assertFalse(outbox.tell(seen, List.of(line(SHOP_42, 1, 0))));

    assertEquals(List.of(line(SHOP_42, 1, 2)), outbox.open(CHANNEL));
  }

  @Test
  void ofManyServersThatTellTheSameOneDoes() throws Exception {
    append(SHOP_42, 0);
    Outbox.Behind seen = behind(SHOP_42);

    assertEquals(1, count(() -> outbox.tell(seen, List.of(line(SHOP_42, 1, 2)))));
    assertEquals(1, outbox.open(CHANNEL).size());
  }

  /** How many of many that try at once succeed. */
  private static long count(Callable<Boolean> attempt) throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Boolean>> all = threads.invokeAll(java.util.Collections.nCopies(MANY, attempt));
      long succeeded = 0;
      for (Future<Boolean> one : all) {
        succeeded += one.get() ? 1 : 0;
      }
      return succeeded;
    }
  }

  @Test
  void whatWasOverBeforeIsOldNews() {
    append(SHOP_42, 0);
    append(SHOP_43, 0);
    assertFalse(outbox.hasBegun());

    outbox.begin(List.of(SHOP_42));

    assertTrue(outbox.hasBegun());
    assertEquals(List.of(new Outbox.Behind(SHOP_43, 0, 1)), outbox.behind());
    append(SHOP_42, 1);
    assertEquals(2, outbox.behind().size(), "what happens to it from now on is news");
  }

  @Test
  void aLineKeepsHowFarItCame() {
    append(SHOP_42, 0);
    assertTrue(outbox.tell(behind(SHOP_42), List.of(line(SHOP_42, 1, 2), line(SHOP_42, 2, 2))));
    Line sent = line(SHOP_42, 1, 2).sent(TEN);
    outbox.keep(sent);
    assertEquals(List.of(sent, line(SHOP_42, 2, 2)), outbox.open(CHANNEL));

    outbox.keep(sent.posted("1234.5"));
    outbox.keep(line(SHOP_42, 2, 2).later(TEN, Line.State.DEAD, "not_in_channel"));

    assertEquals(List.of(), outbox.open(CHANNEL));
    assertEquals("not_in_channel", outbox.dead(5).getFirst().trouble());
    assertEquals(Optional.empty(), outbox.oldest(TEN));
  }

  @Test
  void newsIsToldApartFromChats() {
    append(SHOP_42, 0);
    Outbox news = SqlOutbox.ofNews(store);
    assertTrue(outbox.tell(behind(SHOP_42), List.of(line(SHOP_42, 1, 2))));
    assertFalse(news.hasBegun());
    news.begin(List.of());
    assertFalse(outbox.hasBegun());
    Outbox.Behind seen = news.behind().getFirst();
    assertEquals(new Outbox.Behind(SHOP_42, 0, 1), seen);
    Instant morning = TEN.plusSeconds(3600);
    Line mia = Line.waiting("mail:mia@example.org", SHOP_42, 1, 1, "start all", TEN, TEN);
    Line noah = Line.waiting("mail:noah@example.org", SHOP_42, 1, 1, "start all", TEN, morning);
    Line page = Line.waiting("webhook:mail:page", SHOP_42, 1, 1, "start all", TEN, TEN);

    assertTrue(news.tell(seen, List.of(mia, noah, page)));

    assertFalse(news.tell(seen, List.of(mia)));
    assertEquals(List.of(), news.behind());
    assertEquals(List.of(mia, noah), news.openOf("mail:"));
    assertEquals(List.of(mia, noah, line(SHOP_42, 1, 2), page), news.of(SHOP_42));
    assertEquals(List.of(), news.of(SHOP_43));
    outbox.keep(line(SHOP_42, 1, 2).posted("1"));
    news.keep(mia.posted("2"));
    news.keep(page.posted("3"));
    assertEquals(Optional.empty(), news.oldest(TEN), "it waits for the morning, and is not late");
    assertEquals(Optional.of(morning), news.oldest(morning), "late only from there on");
  }

  @Test
  void everyChannelSaysHowItStands() {
    append(SHOP_42, 0);
    append(SHOP_42, 1);
    append(SHOP_42, 2);
    Line elsewhere =
        Line.waiting("webhook:page", SHOP_42, 3, 2, "x", TEN.plusSeconds(1), TEN.plusSeconds(9));
    assertTrue(
        outbox.tell(behind(SHOP_42), List.of(line(SHOP_42, 1, 2), line(SHOP_42, 2, 2), elsewhere)));
    assertEquals(
        List.of(
            new Outbox.Backlog(CHANNEL, 2, Optional.of(TEN), 0),
            new Outbox.Backlog("webhook:page", 0, Optional.empty(), 0)),
        outbox.backlog(TEN));

    outbox.keep(line(SHOP_42, 1, 2).posted("1"));
    outbox.keep(line(SHOP_42, 2, 2).later(TEN, Line.State.DEAD, "not_in_channel"));

    assertEquals(
        List.of(
            new Outbox.Backlog(CHANNEL, 0, Optional.empty(), 1),
            new Outbox.Backlog("webhook:page", 1, Optional.of(TEN.plusSeconds(9)), 0)),
        outbox.backlog(TEN.plusSeconds(9)));
  }

  @Test
  void whatIsDoneWithIsTakenAwayInTimeAndALittleAtOnce() {
    append(SHOP_42, 0);
    append(SHOP_43, 0);
    Instant later = TEN.plusSeconds(1);
    assertTrue(
        outbox.tell(
            behind(SHOP_42),
            List.of(
                line(SHOP_42, 1, 2),
                line(SHOP_42, 2, 2),
                line(SHOP_42, 3, 2),
                line(SHOP_42, 4, 2),
                line(SHOP_42, 5, 2))));
    assertTrue(outbox.tell(behind(SHOP_43), List.of(line(SHOP_43, 1, 2))));
    outbox.keep(line(SHOP_42, 1, 2).posted("1"));
    outbox.keep(line(SHOP_42, 2, 2).in(Line.State.DROPPED));
    outbox.keep(line(SHOP_42, 3, 2).later(TEN, Line.State.DEAD, "no"));
    outbox.keep(line(SHOP_42, 4, 2).sent(TEN));
    outbox.keep(line(SHOP_43, 1, 2).posted("2"));
    Standing root = Standing.fresh(CHANNEL, SHOP_43, "root", TEN);
    book.keep(root);

    assertEquals(0, outbox.prune(TEN, 10), "not yet");
    assertEquals(2, outbox.prune(later, 2), "a little at once");
    assertEquals(1, outbox.prune(later, 10));
    assertEquals(
        List.of(4L, 5L),
        outbox.of(SHOP_42).stream().map(Line::sequence).toList(),
        "what waits, and what may stand there");
    assertEquals(
        1,
        outbox.of(SHOP_43).size(),
        "its message is kept up to date, so its lines are looked for");

    book.keep(root.in(Standing.State.CLOSED));
    assertEquals(1, outbox.prune(later, 10));
    assertEquals(List.of(), outbox.behind(), "nothing is told once more because of it");
  }

  @Test
  void anEventIsTakenOnOnce() throws Exception {
    assertEquals(1, count(() -> book.isFirst("slack:e1", TEN)));
    assertFalse(book.isFirst("slack:e1", TEN));
    assertTrue(book.isFirst("discord:e1", TEN));

    book.forget(TEN.plusSeconds(1));

    assertTrue(book.isFirst("slack:e1", TEN), "nobody sends it again after a day");
  }

  @Test
  void aQuestionIsAnsweredOnceByWhomItWasAsked() throws Exception {
    Question question =
        new Question(
            "t1", "slack:U1", List.of("start", "shop/42", "--reason", "two words; \"x\""), 7, TEN);
    book.ask(question);

    assertEquals(Optional.empty(), book.answer("t1", "slack:U2", TEN));
    assertEquals(1, count(() -> book.answer("t1", "slack:U1", TEN).isPresent()));
    book.ask(new Question("t2", "slack:U1", question.words(), 7, TEN));
    assertEquals(question.words(), book.answer("t2", "slack:U1", TEN).orElseThrow().words());
    assertEquals(Optional.empty(), book.answer("t3", "slack:U1", TEN));
  }

  @Test
  void aStandingMessageIsFoundByItsReleaseAndByItsId() {
    Standing fresh = Standing.fresh(CHANNEL, SHOP_42, "root", TEN);
    book.keep(fresh);
    assertEquals(List.of(fresh), book.open(CHANNEL));
    Standing posted = fresh.sent(TEN).posted("1234.5", "digest", TEN.plusSeconds(1));

    book.keep(posted);

    assertEquals(Optional.of(posted), book.find(CHANNEL, SHOP_42, "root"));
    assertEquals(Optional.of(posted), book.of(CHANNEL, "1234.5"));
    assertEquals(Optional.empty(), book.of("discord:C1", "1234.5"));
    book.keep(posted.in(Standing.State.CLOSED));
    assertEquals(List.of(), book.open(CHANNEL));
    assertTrue(book.of(CHANNEL, "1234.5").isPresent(), "its thread still means its release");
  }

  @Test
  void aReactionIsWeighedOnce() throws Exception {
    Reaction reaction = new Reaction("slack:U1", "✅", Reaction.Outcome.COUNTED, TEN);
    assertEquals(1, count(() -> book.keepReaction(CHANNEL, "1234.5", reaction)));
    assertEquals(List.of(reaction), book.reactions(CHANNEL, "1234.5"));

    book.dropReaction(CHANNEL, "1234.5", "slack:U1", "✅");

    assertEquals(List.of(), book.reactions(CHANNEL, "1234.5"));
  }

  private boolean claim(String holder, Duration length) {
    return book.claim(CHANNEL, holder, Optional.empty(), TEN, length);
  }

  @Test
  void aChannelHasOneHolderUntilItsTimeIsUp() {
    assertEquals(List.of(), book.claims(TEN));
    assertTrue(claim("one", HALF));
    assertFalse(claim("two", HALF));
    assertEquals(List.of(new Claim(CHANNEL, "one", false)), book.claims(TEN));
    assertTrue(claim("one", OVER), "goes on holding it, until just now");
    assertEquals(List.of(new Claim(CHANNEL, "one", true)), book.claims(TEN));
    assertTrue(claim("one", OVER), "nobody else wanted it");
    assertTrue(claim("two", HALF));
    assertFalse(claim("one", HALF));

    book.letGo(CHANNEL, "one");
    assertFalse(claim("one", HALF), "it was not one's to let go");
    book.letGo(CHANNEL, "two");

    assertTrue(claim("one", HALF));
  }

  @Test
  void aChannelOfAHolderThatHasEndedIsFreeAtOnce() {
    assertTrue(claim("one", HALF));

    assertFalse(book.claim(CHANNEL, "two", Optional.of("three"), TEN, HALF));
    assertTrue(book.claim(CHANNEL, "two", Optional.of("one"), TEN, HALF));
    assertFalse(book.claim(CHANNEL, "three", Optional.of("one"), TEN, HALF), "two was first");
  }

  @Test
  void ofManyThatWantAChannelOneGetsIt() throws Exception {
    AtomicInteger number = new AtomicInteger();

    assertEquals(1, count(() -> claim("server-" + number.incrementAndGet(), HALF)));
  }

  /** Who stood still meanwhile may not write over what the next holder wrote. */
  @Test
  void onlyTheHolderWritesWhatStandsInItsChannel() {
    append(SHOP_42, 0);
    assertTrue(outbox.tell(behind(SHOP_42), List.of(line(SHOP_42, 1, 2))));
    Standing fresh = Standing.fresh(CHANNEL, SHOP_42, "root", TEN);
    assertFalse(book.keep(fresh, "one"), "nobody holds it yet");
    assertTrue(claim("one", OVER));
    assertTrue(book.keep(fresh, "one"), "its time is up, but it is nobody else's");
    assertTrue(outbox.keep(line(SHOP_42, 1, 2).sent(TEN), CHANNEL, "one"));

    assertTrue(claim("two", HALF));

    assertFalse(book.keep(fresh.posted("1234.5", "shown", TEN), "one"));
    assertFalse(outbox.keep(line(SHOP_42, 1, 2).posted("1234.6"), CHANNEL, "one"));
    assertEquals(Optional.of(fresh), book.find(CHANNEL, SHOP_42, "root"));
    assertEquals(Optional.of(line(SHOP_42, 1, 2).sent(TEN)), outbox.find(line(SHOP_42, 1, 2)));
    assertTrue(outbox.keep(line(SHOP_42, 1, 2).posted("1234.6"), CHANNEL, "two"));
    assertEquals(Optional.of(Line.State.POSTED), outbox.find(line(SHOP_42, 1, 2)).map(Line::state));
  }

  /** Two servers find no message of a release; one has posted it by the time the other writes. */
  @Test
  void whatIsThereAlreadyIsNotAddedOver() {
    Standing fresh = Standing.fresh(CHANNEL, SHOP_42, "root", TEN);
    book.add(fresh);
    Standing posted = fresh.posted("1234.5", "shown", TEN);
    book.keep(posted);

    book.add(fresh);

    assertEquals(Optional.of(posted), book.find(CHANNEL, SHOP_42, "root"));
  }

  @Test
  void aMessageWhoseLookIsInDoubtIsToBeEditedAgainEvenWhenItWasClosed() {
    Standing posted = Standing.fresh(CHANNEL, SHOP_42, "root", TEN).posted("1234.5", "shown", TEN);
    book.keep(posted.in(Standing.State.CLOSED));

    book.doubt(posted.anew(TEN).posted("1234.9", "shown", TEN));
    assertEquals(List.of(), book.open(CHANNEL), "another message of the release");
    book.doubt(posted);

    assertEquals(List.of(""), book.open(CHANNEL).stream().map(Standing::shown).toList());
  }

  private void writes(java.util.function.Consumer<dev.slipway.journal.Store.Writer> work) {
    boolean unused =
        store.write(writer -> {
          work.accept(writer);
          return true;
        });
  }

  @Test
  void remembersWhenAReactionWasLastSeen() {
    writes(writer -> writer.reactionSeen(SHOP_42, "plan", "chi", TEN));
    writes(writer -> writer.reactionSeen(SHOP_42, "plan", "chi", TEN.plusSeconds(60)));
    writes(writer -> writer.reactionSeen(SHOP_42, "another", "ben", TEN));

    assertEquals(
        Map.of("chi", TEN.plusSeconds(60)),
        store.read(reader -> reader.reactionsSeen(SHOP_42, "plan")));
    assertEquals(Map.of(), store.read(reader -> reader.reactionsSeen(SHOP_43, "plan")));
  }

  @Test
  void remembersWhoWaitsForALook() {
    writes(writer -> writer.wantLook(SHOP_42, TEN));
    writes(writer -> writer.wantLook(SHOP_43, TEN.minusSeconds(40)));
    writes(writer -> writer.wantLook(SHOP_42, TEN.plusSeconds(1)));

    assertEquals(
        Map.of(SHOP_42, TEN.plusSeconds(1)),
        store.read(reader -> reader.looksWanted(TEN.minusSeconds(30))));
  }

  private static Store.PersonalWish wish(String what, String account) {
    return new Store.PersonalWish(what, Optional.of(account).filter(there -> !there.isEmpty()));
  }

  @Test
  void remembersOneWishOfEachPersonAndTheAccountThatSaidIt() {
    writes(writer -> writer.keepWish("chi", wish("MINE", "slack:U1"), TEN));
    writes(writer -> writer.keepWish("ben", wish("APPROVALS", ""), TEN));
    writes(writer -> writer.keepWish("chi", wish("MINE", "discord:1"), TEN.plusSeconds(1)));
    writes(writer -> writer.keepWish("chi", wish("NOTHING", ""), TEN.plusSeconds(2)));

    assertEquals(
        Map.of("chi", wish("NOTHING", "discord:1"), "ben", wish("APPROVALS", "")),
        store.read(Store.Reader::personalWishes));
  }

  @Test
  void manyServersTakeNoMorePlacesThanThereAre() throws Exception {
    Duration minute = Duration.ofMinutes(1);
    AtomicInteger taken = new AtomicInteger();
    try (ExecutorService servers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int server = 0; server < MANY; server++) {
        servers.execute(() -> {
          for (int tries = 0; tries < 10; tries++) {
            if (book.take("slack edits", 12, minute, TEN)) {
              int unused = taken.incrementAndGet();
            }
          }
        });
      }
    }
    assertTrue(taken.get() <= 12, taken + " of 12");
    while (book.take("slack edits", 12, minute, TEN)) {
      int unused = taken.incrementAndGet();
    }

    assertEquals(12, taken.get());
    assertTrue(book.take("slack edits", 14, minute, TEN), "some are kept for what is urgent");
    assertTrue(book.take("discord edits", 12, minute, TEN));
  }

  @Test
  void whatStillWaitsMovesWithItsRelease() {
    append(SHOP_42, 0);
    assertTrue(outbox.tell(outbox.behind().getFirst(), List.of(line(SHOP_42, 1, 2))));

    book.move(SHOP_42, CHANNEL, "slack:C2", TEN);

    assertEquals(List.of(), outbox.open(CHANNEL));
    assertEquals(1, outbox.open("slack:C2").size());
    book.move(SHOP_42, CHANNEL, "slack:C3", TEN);
    assertEquals(1, outbox.open("slack:C3").size());
    assertEquals(Map.of(SHOP_42, Map.of(CHANNEL, "slack:C3")), book.moves());
  }
}
