package dev.slipway.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.release.EnvironmentName;
import dev.slipway.release.ReleaseId;
import dev.slipway.release.ServiceName;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What every store keeps to. */
public abstract class StoreContract extends StoreSituation {
  private static final ServiceName SHOP = Examples.SHOP_42.service();

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
  void letsExactlyOneOfSixteenWritersBeNext() throws Exception {
    Store other = another();
    for (int version = 0; version < 5; version++) {
      int expected = version;
      AtomicInteger won = new AtomicInteger();
      AtomicInteger lost = new AtomicInteger();
      together(
          16,
          number -> {
            try {
              append(number % 2 == 0 ? store : other, SHOP_42, expected, paged("writer " + number));
              won.incrementAndGet();
            } catch (Store.Conflict e) {
              lost.incrementAndGet();
            }
          });
      assertEquals(1, won.get());
      assertEquals(15, lost.get());
    }
    assertEquals(5, store.read(reader -> reader.entries(SHOP_42, 0)).size());
  }

  @Test
  void serializesReadThenWriteFromTwoStores() throws Exception {
    StreamName notes = new StreamName("notes");
    Store other = another();
    long each = 40;
    together(
        4,
        number -> {
          Store mine = number % 2 == 0 ? store : other;
          for (int i = 0; i < each; i++) {
            Entry entry =
                mine.write(writer ->
                    writer.append(
                        notes,
                        writer.version(notes),
                        paged("writer " + number),
                        NOON,
                        Examples.ADA));
            assertTrue(entry.version() > 0);
          }
        });

    assertEquals(4 * each, version(store, notes));
    assertTrue(verify().isSound(), verify().toString());
  }

  @Test
  void showsAnothersWriteAtOnce() {
    Store other = another();
    append(store, SHOP_42, 0, paged("x"));

    assertEquals(1, version(other, SHOP_42));
  }

  @Test
  void readsOneMomentHoweverLongItTakes() {
    Store other = another();
    append(store, SHOP_42, 0, paged("one"));

    List<Long> seen =
        store.read(reader -> {
          long before = reader.version(SHOP_42);
          append(other, SHOP_42, 1, paged("two"));
          return List.of(before, reader.version(SHOP_42));
        });

    assertEquals(List.of(1L, 1L), seen);
    assertEquals(2, version(store, SHOP_42));
  }

  @Test
  void leavesNothingBehindWhenAWriteThrows() {
    IllegalStateException thrown =
        assertThrows(
            IllegalStateException.class,
            () ->
                store.write(writer -> {
                  Entry entry = writer.append(SHOP_42, 0, paged("x"), NOON, Examples.ADA);
                  writer.summarize(summary(Examples.SHOP_42, "Draft", NOON));
                  writer.activateCatalogue("c", NOON, Examples.ADA);
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
  void givesTheLockToOneReleaseAtATime() {
    ReleaseId next = new ReleaseId(SHOP, 43);
    assertTrue(take(Examples.PROD, Examples.SHOP_42));
    assertTrue(take(Examples.PROD, Examples.SHOP_42));
    assertFalse(take(Examples.PROD, next));
    assertTrue(take(new EnvironmentName("staging"), next));
    Store.Lock first = store.read(reader -> reader.lock(SHOP, Examples.PROD)).orElseThrow();
    assertEquals(Examples.SHOP_42, first.holder());
    assertEquals(NOON, first.since());

    release(Examples.PROD, next);
    assertFalse(take(Examples.PROD, next));
    release(Examples.PROD, Examples.SHOP_42);
    assertEquals(Optional.empty(), store.read(reader -> reader.lock(SHOP, Examples.PROD)));
    assertTrue(take(Examples.PROD, next));
    Store.Lock second = store.read(reader -> reader.lock(SHOP, Examples.PROD)).orElseThrow();
    assertTrue(second.fence() > first.fence(), first + " then " + second);
  }

  private boolean take(EnvironmentName environment, ReleaseId holder) {
    return store.write(writer -> writer.takeLock(environment, holder, NOON));
  }

  private void release(EnvironmentName environment, ReleaseId holder) {
    change(writer -> {
      writer.releaseLock(environment, holder);
    });
  }

  @Test
  void letsOneOfSixteenTakeTheLock() throws Exception {
    Store other = another();
    AtomicInteger taken = new AtomicInteger();
    together(
        16,
        number -> {
          ReleaseId mine = new ReleaseId(SHOP, number + 1L);
          if ((number % 2 == 0 ? store : other)
              .write(writer -> writer.takeLock(Examples.PROD, mine, NOON))) {
            taken.incrementAndGet();
          }
        });

    assertEquals(1, taken.get());
  }

  @Test
  void keepsTheStepLedger() {
    Store.StepRow intended =
        step(writer -> writer.stepIntended(SHOP_42, "migrate-V58", 1, 7)).orElseThrow();
    assertEquals(
        new Store.StepRow("migrate-V58", 1, Store.StepState.INTENDED, 7, Optional.empty()),
        intended);

    Store.StepRow again =
        step(writer -> writer.stepIntended(SHOP_42, "migrate-V58", 1, 9)).orElseThrow();
    assertEquals(9, again.intentVersion());
    Store.StepRow unknown =
        step(writer -> writer.stepEnded(SHOP_42, "migrate-V58", 1, Store.StepState.UNKNOWN, 10))
            .orElseThrow();
    assertEquals(Store.StepState.UNKNOWN, unknown.state());
    Store.StepRow done =
        step(writer -> writer.stepEnded(SHOP_42, "migrate-V58", 1, Store.StepState.DONE, 11))
            .orElseThrow();
    assertEquals(Optional.of(11L), done.outcomeVersion());

    assertThrows(
        IllegalStateException.class,
        () -> step(writer -> writer.stepIntended(SHOP_42, "migrate-V58", 1, 12)));
    assertThrows(
        IllegalStateException.class,
        () ->
            step(
                writer -> writer.stepEnded(SHOP_42, "migrate-V58", 1, Store.StepState.FAILED, 12)));
    assertThrows(
        IllegalStateException.class,
        () -> step(writer -> writer.stepEnded(SHOP_42, "never", 1, Store.StepState.DONE, 12)));
    assertThrows(
        IllegalArgumentException.class,
        () ->
            step(writer ->
                writer.stepEnded(SHOP_42, "migrate-V58", 1, Store.StepState.INTENDED, 12)));
    step(writer -> writer.stepIntended(SHOP_42, "checks", 2, 3));
    assertEquals(
        List.of("checks", "migrate-V58"),
        store.read(reader -> reader.steps(SHOP_42)).stream().map(Store.StepRow::step).toList());
    assertEquals(Optional.empty(), store.read(reader -> reader.step(SHOP_42, "checks", 1)));
  }

  private Optional<Store.StepRow> step(Consumer<Store.Writer> work) {
    return store.write(writer -> {
      work.accept(writer);
      return writer.step(SHOP_42, "migrate-V58", 1);
    });
  }

  @Test
  void keepsChecksWithWhatWasMeasured() {
    Store.Check first = Examples.check(NOON);
    Store.Check second = Examples.check(NOON.plusSeconds(1));
    Store.Check bare =
        new Store.Check(
            "observing", NOON.plusSeconds(2), Duration.ZERO, 0, first.judgement(), List.of());
    record(second, first, first, bare);

    assertEquals(
        List.of(first, second, bare), store.read(reader -> reader.checks(SHOP_42, Instant.EPOCH)));
    assertEquals(
        List.of(second, bare), store.read(reader -> reader.checks(SHOP_42, NOON.plusSeconds(1))));
    assertEquals(
        List.of(),
        store.read(reader -> reader.checks(new StreamName("release/shop/1"), Instant.EPOCH)));
  }

  private void record(Store.Check... checks) {
    for (Store.Check check : checks) {
      change(writer -> {
        writer.recordCheck(SHOP_42, check);
      });
    }
  }

  @Test
  void listsReleasesNewestChangeFirst() {
    ReleaseId search = new ReleaseId(new ServiceName("search"), 1);
    List<Store.Summary> rows =
        List.of(
            summary(new ReleaseId(SHOP, 1), "Finished", NOON),
            summary(new ReleaseId(SHOP, 2), "Paused.Shifting", NOON.plusSeconds(2)),
            summary(search, "Shifting", NOON.plusSeconds(1)));
    change(writer -> {
      rows.forEach(writer::summarize);
    });

    assertEquals(List.of(rows.get(1), rows.get(2), rows.get(0)), list(Store.Query.all()));
    assertEquals(List.of(rows.get(1), rows.get(2)), list(Store.Query.moving()));
    assertEquals(List.of(rows.get(1), rows.get(0)), list(Store.Query.of(SHOP)));
    assertEquals(
        List.of(),
        list(
            new Store.Query(
                Optional.empty(), Optional.of(new EnvironmentName("staging")), false, 9)));
    assertEquals(
        List.of(rows.get(1)),
        list(new Store.Query(Optional.of(SHOP), Optional.of(Examples.PROD), false, 1)));
    assertEquals(Optional.of(rows.get(2)), store.read(reader -> reader.summary(search)));
    assertEquals(Optional.empty(), store.read(reader -> reader.summary(new ReleaseId(SHOP, 9))));
    assertEquals(3, nextNumber(SHOP));
    assertEquals(1, nextNumber(new ServiceName("new")));
  }

  private long nextNumber(ServiceName service) {
    return store.write(writer -> writer.nextNumber(service));
  }

  private List<Store.Summary> list(Store.Query query) {
    return store.read(reader -> reader.summaries(query));
  }

  protected static Store.Summary summary(ReleaseId id, String state, Instant changed) {
    return new Store.Summary(
        id,
        Examples.PROD,
        "v2",
        Optional.of("v1"),
        state,
        "healthy",
        1,
        25,
        25,
        Optional.empty(),
        "ada",
        Optional.empty(),
        Optional.of("because"),
        NOON,
        changed,
        3);
  }

  @Test
  void knowsItsWorkers() {
    Store.Worker one = new Store.Worker("host:1", 1, "host", NOON, "0.1.0");
    Store.Worker two = new Store.Worker("host:2", 2, "host", NOON.plusSeconds(1), "0.1.0");
    Store.Worker later = new Store.Worker("host:1", 1, "host", NOON.plusSeconds(2), "0.1.1");
    beat(one);
    beat(two);
    assertEquals(List.of(two, one), store.read(Store.Reader::workers));
    beat(later);
    assertEquals(List.of(later, two), store.read(Store.Reader::workers));
    change(writer -> {
      writer.removeWorker("host:2");
    });
    assertEquals(List.of(later), store.read(Store.Reader::workers));
  }

  private void beat(Store.Worker worker) {
    change(writer -> {
      writer.heartbeat(worker);
    });
  }

  @Test
  void activatesACatalogueOnce() {
    assertEquals(Optional.empty(), store.read(Store.Reader::activeCatalogue));
    activate("one");
    activate("one");
    activate("two");

    assertEquals(Optional.of("two"), store.read(Store.Reader::activeCatalogue));
    assertEquals(
        List.of(new Fact.CatalogueActivated("one"), new Fact.CatalogueActivated("two")),
        store.read(reader -> reader.entries(StreamName.CATALOGUE, 0)).stream()
            .map(Codec::decode)
            .toList());
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

  private interface Numbered {
    void run(int number) throws Exception;
  }

  /** All at once, each on a thread of its own. */
  private static void together(int threads, Numbered work) throws Exception {
    try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
      CountDownLatch start = new CountDownLatch(1);
      List<Future<Void>> running = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        int number = i;
        Callable<Void> call =
            () -> {
              start.await();
              work.run(number);
              return null;
            };
        running.add(executor.submit(call));
      }
      start.countDown();
      for (Future<Void> one : running) {
        one.get();
      }
    }
  }
}
