package dev.slipway.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.release.ServiceName;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Entries are appended in order, whole or not at all. */
abstract class AppendingContract extends StoreSituation {
  @Test
  void readsBackExactlyWhatWasAppended() {
    StreamName stream = new StreamName("release/shop/42");
    List<Entry> written = new ArrayList<>();
    for (Fact fact : Examples.facts()) {
      written.add(append(store, stream, written.size(), fact));
    }

    List<Entry> read = store.read(reader -> reader.entries(stream, 0));

    assertEquals(written, read);
    assertEquals(Examples.facts(), read.stream().map(Codec::decode).toList());
    assertEquals(
        written.subList(5, written.size()), store.read(reader -> reader.entries(stream, 5)));
    assertEquals(written.size(), version(store, stream));
    assertEquals(
        Optional.of(new Store.Head(stream, written.size(), written.getLast().hash())),
        store.read(reader -> reader.head(stream)));
    assertEquals(List.of(stream), store.read(Store.Reader::streams));
    read.forEach(entry -> assertEquals(entry.hash(), Chain.hash(entry)));
  }

  @Test
  void knowsNothingOfAStreamThatIsNotThere() {
    StreamName nowhere = new StreamName("release/shop/1");
    assertEquals(0, version(store, nowhere));
    assertEquals(Optional.empty(), store.read(reader -> reader.head(nowhere)));
    assertEquals(List.of(), store.read(reader -> reader.entries(nowhere, 0)));
  }

  @Test
  void refusesAnAppendBehindAnotherVersion() {
    append(store, SHOP_42, 0, paged("one"));

    assertThrows(Store.Conflict.class, () -> append(store, SHOP_42, 0, paged("two")));
    assertThrows(Store.Conflict.class, () -> append(store, SHOP_42, 2, paged("two")));
    Store.Conflict conflict =
        assertThrows(
            Store.Conflict.class,
            () -> append(store, new StreamName("release/shop/9"), 1, paged("x")));
    assertTrue(conflict.toString().contains("release/shop/9"), conflict.toString());
    assertEquals(1, version(store, SHOP_42));
  }

  @Test
  void showsAnothersWriteAtOnce() {
    Store other = another();
    append(store, SHOP_42, 0, paged("x"));

    assertEquals(1, version(other, SHOP_42));
  }

  private static final ServiceName SHOP = Examples.SHOP_42.service();

  @Test
  void leavesNothingBehindWhenAWriteThrows() {
    IllegalStateException thrown =
        assertThrows(
            IllegalStateException.class,
            () ->
                store.write(writer -> {
                  Entry entry = writer.append(SHOP_42, 0, paged("x"), NOON, Examples.ADA);
                  writer.summarize(summary(Examples.SHOP_42, "Draft", NOON));
                  writer.activateCatalogue("c", Optional.empty(), NOON, Examples.ADA);
                  assertTrue(writer.takeLock(Examples.PROD, Examples.SHOP_42, NOON));
                  throw new IllegalStateException("after " + entry.version());
                }));

    assertTrue(thrown.toString().endsWith("after 1"), thrown.toString());
    assertEquals(List.of(), store.read(Store.Reader::streams));
    assertEquals(List.of(), store.read(reader -> reader.summaries(Store.Query.all())));
    assertEquals(Optional.empty(), store.read(reader -> reader.lock(SHOP, Examples.PROD)));
    assertEquals(Optional.empty(), store.read(Store.Reader::activeCatalogue));
    assertEquals(1, append(store, SHOP_42, 0, paged("x")).version());
  }

  @Test
  void sealsWhatGrewSinceTheSealBefore() {
    append(store, SHOP_42, 0, paged("x"));
    Entry first = store.write(writer -> writer.seal(NOON));
    Entry idle = store.write(writer -> writer.seal(NOON.plusSeconds(60)));
    Entry other = append(store, new StreamName("release/shop/43"), 0, paged("y"));
    Entry second = store.write(writer -> writer.seal(NOON.plusSeconds(120)));

    assertEquals(first, idle);
    assertEquals(2, second.version());
    assertEquals(
        new Fact.Sealed(List.of(new Fact.SealedHead("release/shop/43", 1, other.hash()))),
        Codec.decode(second));
  }

  @Test
  void tellsTheTimeOfItsDatabase() {
    Instant before = Instant.now();
    Instant told = store.read(Store.Reader::now);

    Duration off = Duration.between(before, told).abs();
    assertTrue(off.compareTo(Duration.ofMinutes(5)) < 0, told + " is no time near " + before);
  }
}
