package dev.slipway.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.release.Actor;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Characters that a database refuses or changes stop no release and break no chain. */
abstract class HostileTextContract extends RacingContract {
  private static final String ZERO_AND_HALVES =
      "chi" + (char) 0 + (char) 0xD83D + " " + (char) 0xDEA2 + "\uD83D\uDEA2";

  private static final String KEPT = "chi\uFFFD\uFFFD \uFFFD\uD83D\uDEA2";

  private static final StreamName NOTES = new StreamName("notes");

  @Test
  void keepsAnEntryAsItsHashSaysWhoeverWroteIt() {
    Actor by = new Actor(ZERO_AND_HALVES, Actor.Kind.UNKNOWN, ZERO_AND_HALVES);

    Entry written =
        store.write(writer -> writer.append(NOTES, 0, paged(ZERO_AND_HALVES), NOON, by));

    assertEquals(new Actor(KEPT, Actor.Kind.UNKNOWN, KEPT), written.by());
    assertEquals(List.of(written), store.read(reader -> reader.entries(NOTES, 0)));
    assertEquals(written.hash(), Chain.hash(written));
    // A body is JSON, which has escapes for both.
    assertEquals(paged(ZERO_AND_HALVES), Codec.decode(written));
    assertTrue(verify().isSound(), verify().toString());
  }

  @Test
  void keepsASummaryThatAgreesWithItsEntries() {
    Fact.Opened opened =
        new Fact.Opened(
            Examples.SHOP_42,
            Examples.PROD,
            ZERO_AND_HALVES,
            ZERO_AND_HALVES,
            "",
            Optional.empty(),
            Examples.change());
    change(writer -> {
      Entry entry = writer.append(SHOP_42, 0, opened, NOON, Examples.ADA);
      writer.summarize(Summaries.of(Replay.of(List.of(entry))));
    });

    Store.Summary kept = store.read(reader -> reader.summary(Examples.SHOP_42)).orElseThrow();

    assertEquals(KEPT, kept.owner());
    assertTrue(verify().isSound(), verify().toString());
  }

  @Test
  void keepsWhyAReleaseEnded() {
    Store.Summary plain = summary(Examples.SHOP_42, "Cancelled", NOON);
    change(writer -> {
      writer.summarize(
          new Store.Summary(
              plain.id(),
              plain.environment(),
              plain.version(),
              plain.fromVersion(),
              plain.state(),
              plain.health(),
              plain.stage(),
              plain.weight(),
              plain.reached(),
              plain.risk(),
              plain.owner(),
              plain.planHash(),
              Optional.of(ZERO_AND_HALVES),
              plain.created(),
              plain.changed(),
              plain.streamVersion()));
    });

    Store.Summary kept = store.read(reader -> reader.summary(Examples.SHOP_42)).orElseThrow();

    assertEquals(Optional.of(KEPT), kept.outcomeReason());
  }

  @Test
  void keepsWorkersAndTokens() {
    Store.Worker worker = new Store.Worker(ZERO_AND_HALVES, 7, ZERO_AND_HALVES, NOON, "0.1.0");
    Store.Token token =
        new Store.Token(
            "t1",
            "ada",
            "e".repeat(64),
            ZERO_AND_HALVES,
            NOON,
            "ada",
            NOON.plus(Duration.ofDays(1)),
            Optional.empty(),
            Optional.empty());
    change(writer -> {
      writer.heartbeat(worker);
      writer.addToken(token, Examples.ADA);
    });

    assertEquals(List.of(worker), store.read(Store.Reader::workers));
    assertEquals(KEPT, worker.node());
    assertEquals(List.of(token), store.read(Store.Reader::tokens));
    assertEquals(Optional.empty(), store.read(reader -> reader.token(ZERO_AND_HALVES)));
    change(writer -> writer.removeWorker(ZERO_AND_HALVES));
    assertEquals(List.of(), store.read(Store.Reader::workers));
  }
}
