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
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What stands beside the journal: summaries, locks, steps, checks, workers, the catalogue. */
abstract class RowsContract extends AppendingContract {
  private static final ServiceName SHOP = Examples.SHOP_42.service();

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
        List.of(
            new Fact.CatalogueActivated("one", Optional.empty()),
            new Fact.CatalogueActivated("two", Optional.empty())),
        store.read(reader -> reader.entries(StreamName.CATALOGUE, 0)).stream()
            .map(Codec::decode)
            .toList());
  }
}
