package dev.slipway.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Whatever is done to a stored journal from outside is found, and named. */
public abstract class VerificationContract extends StoreSituation {
  /** Runs SQL against the database from outside, with the guards against change taken away. */
  protected abstract void tamper(String... sql);

  @Test
  void verifiesAJournalThatIsWhole() {
    Life life = release();
    activate("c");

    Verification.Result result = verify();

    assertTrue(result.isSound(), result.toString());
    assertEquals(3, result.counts().streams());
    assertEquals(life.entries.size() + 2, result.counts().entries());
    assertEquals(1, result.counts().seals());
    assertEquals(1, result.counts().summaries());
    assertEquals(life.now(), result.counts().newestSeal().orElseThrow().at());
    assertEquals(life.record(), Replay.of(store.read(reader -> reader.entries(SHOP_42, 0))));
  }

  @Test
  void findsAChangedBody() {
    release();
    tamper(
        "update journal_entry set body = replace(body, 'ok', 'no') where stream = 'release/shop/42' and version = 5");

    assertFirst(SHOP_42, 5, "changed after it was written");
  }

  @Test
  void findsAnEntryThatIsGone() {
    release();
    tamper("delete from journal_entry where stream = 'release/shop/42' and version = 4");

    assertFirst(SHOP_42, 4, "is missing");
  }

  @Test
  void findsEntriesThatChangedPlaces() {
    release();
    tamper(
        "update journal_entry set version = 99 where stream = 'release/shop/42' and version = 4",
        "update journal_entry set version = 4 where stream = 'release/shop/42' and version = 5",
        "update journal_entry set version = 5 where stream = 'release/shop/42' and version = 99");

    assertFirst(SHOP_42, 4, "changed after it was written");
  }

  @Test
  void findsATailThatWasCutOff() {
    Life life = release();
    tamper("delete from journal_entry where stream = 'release/shop/42' and version > 6");

    assertFirst(SHOP_42, 7, "saw entries up to " + life.entries.size());
  }

  @Test
  void findsATailThatWasCutOffTogetherWithItsHead() {
    Life life = release();
    Entry last = life.entries.get(5);
    tamper(
        "delete from journal_entry where stream = 'release/shop/42' and version > 6",
        "update stream_head set version = 6, sealed = 6, hash = '"
            + last.hash()
            + "' where stream = 'release/shop/42'");

    assertFirst(SHOP_42, 7, "cut off at the end: seal 1 saw entries up to " + life.entries.size());
  }

  @Test
  void findsAnUnsealedTailThatWasCutOff() {
    release();
    append(store, SHOP_42, version(store, SHOP_42), paged("late"));
    long last = version(store, SHOP_42);
    tamper("delete from journal_entry where stream = 'release/shop/42' and version = " + last);

    assertFirst(SHOP_42, last, "the head stands at entry " + last);
  }

  @Test
  void findsAStreamThatWasRemoved() {
    release();
    tamper(
        "delete from journal_entry where stream = 'release/shop/42'",
        "delete from stream_head where stream = 'release/shop/42'",
        "delete from release_summary");

    assertFirst(SHOP_42, 0, "the whole stream is gone: seal 1 saw");
  }

  @Test
  void findsATailThatWasWrittenAnew() {
    Life life = release();
    Entry before = life.entries.get(life.entries.size() - 2);
    Entry honest = life.entries.getLast();
    Entry forged =
        Chain.link(
            SHOP_42,
            honest.version(),
            before.hash(),
            Codec.encode(paged("nothing happened")),
            NOON,
            Examples.ADA,
            "x");
    tamper(
        "update journal_entry set kind = 'Paged', body = '%s', actor = 'ada', actor_kind = 'PERSON', surface = 'shell', node = 'x', at_micros = %d, hash = '%s' where stream = 'release/shop/42' and version = %d"
            .formatted(forged.body(), Chain.micros(NOON), forged.hash(), honest.version()),
        "update stream_head set hash = '" + forged.hash() + "' where stream = 'release/shop/42'");

    assertFirst(SHOP_42, honest.version(), "was replaced: seal 1 saw another one in its place");
  }

  @Test
  void findsABrokenSeal() {
    release();
    tamper(
        "update journal_entry set body = replace(body, '\"version\":', '\"version\":1') where stream = 'seal'");

    assertTrue(
        breaks(verify()).stream().anyMatch(finding -> finding.stream().equals(StreamName.SEAL)));
  }

  @Test
  void findsASummaryThatTellsAnotherStory() {
    release();
    tamper("update release_summary set state = 'Finished', reached = 100");

    Verification.Finding finding =
        assertFirst(
            SHOP_42,
            0,
            "state is Finished and should be RolledBack; highest weight is 100 and should be 25");
    assertTrue(
        finding.toString().startsWith("release/shop/42: its summary differs"), finding.toString());
  }

  @Test
  void findsASummaryThatIsGoneAndOneThatWasMadeUp() {
    release();
    tamper("update release_summary set number = 41");

    List<String> words = breaks(verify()).stream().map(Verification.Finding::toString).toList();
    assertEquals(
        List.of(
            "release/shop/41: a summary speaks of this release, and its whole stream is gone",
            "release/shop/42: its summary is gone"),
        words);
  }

  @Test
  void findsASummaryThatCannotBeRead() {
    release();
    tamper("update release_summary set number = 0");

    assertEquals(1, breaks(verify()).size());
    assertTrue(breaks(verify()).getFirst().words().contains("cannot be read"), verify().toString());
  }

  @Test
  void findsACatalogueThatWasSetBesideTheJournal() {
    activate("one");
    tamper("update active_catalogue set hash = 'mine'");

    assertFirst(StreamName.CATALOGUE, 0, "the active catalogue is mine, and the journal says one");
  }

  @Test
  void findsAnEntryOfANewerSlipway() {
    release();
    Entry head =
        store.read(reader -> reader.entries(SHOP_42, reader.version(SHOP_42) - 1)).getFirst();
    Entry newer =
        Chain.link(
            SHOP_42,
            head.version() + 1,
            head.hash(),
            new Codec.Encoded("Teleported", 1, "{}"),
            NOON,
            Examples.ADA,
            "x");
    tamper(
        "insert into journal_entry values ('release/shop/42', %d, 'Teleported', 1, %d, 'ada', 'PERSON', 'shell', 'x', '{}', '%s', '%s')"
            .formatted(newer.version(), Chain.micros(NOON), head.hash(), newer.hash()),
        "update stream_head set version = %d, hash = '%s' where stream = 'release/shop/42'"
            .formatted(newer.version(), newer.hash()));

    assertFirst(SHOP_42, newer.version(), "written by a newer Slipway");
  }

  protected final Verification.Finding assertFirst(StreamName stream, long version, String words) {
    Verification.Result result = verify();
    if (!(result instanceof Verification.Result.Broken broken)) {
      throw new AssertionError("nothing was found: " + result);
    }
    assertEquals(stream, broken.first().stream());
    assertEquals(version, broken.first().version());
    assertTrue(broken.first().words().contains(words), broken.first().words());
    return broken.first();
  }

  private static List<Verification.Finding> breaks(Verification.Result result) {
    return result instanceof Verification.Result.Broken broken ? broken.findings() : List.of();
  }
}
