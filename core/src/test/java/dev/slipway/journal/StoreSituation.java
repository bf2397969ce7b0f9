package dev.slipway.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.slipway.release.Actor;
import dev.slipway.release.ReleaseId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A store with something in it, whatever database is below. */
public abstract class StoreSituation {
  protected static final Instant NOON = Examples.NOON;
  protected static final StreamName SHOP_42 = StreamName.of(Examples.SHOP_42);

  private final List<Store> opened = new ArrayList<>();
  protected Store store;

  /** One more store on the same database; the first call makes it. */
  protected abstract Store open();

  @BeforeEach
  final void openFirst() {
    store = another();
  }

  @AfterEach
  final void closeAll() {
    opened.forEach(Store::close);
  }

  protected final Store another() {
    Store next = open();
    opened.add(next);
    return next;
  }

  static Store.Summary summary(ReleaseId id, String state, Instant changed) {
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

  protected static Fact paged(String why) {
    return new Fact.Paged(why);
  }

  protected static Entry append(Store store, StreamName stream, long expected, Fact fact) {
    return store.write(writer -> writer.append(stream, expected, fact, NOON, Examples.ADA));
  }

  protected static long version(Store store, StreamName stream) {
    return store.read(reader -> reader.version(stream));
  }

  final void change(Consumer<Store.Writer> work) {
    Optional<Store.Head> unused =
        store.write(writer -> {
          work.accept(writer);
          return writer.head(StreamName.SEAL);
        });
  }

  /** A whole release in this store, with its summary, and sealed as at an end. */
  protected final Life release() {
    Life life = Life.on(this::write, Examples.opened());
    life.rolledBack();
    Entry seal = store.write(writer -> writer.seal(life.now()));
    assertEquals("Sealed", seal.kind());
    return life;
  }

  private Entry write(Life life, Fact fact, Instant at, Actor by) {
    return store.write(writer -> {
      Entry entry = writer.append(SHOP_42, life.entries.size(), fact, at, by);
      List<Entry> all = new ArrayList<>(life.entries);
      all.add(entry);
      writer.summarize(Summaries.of(Replay.of(all)));
      return entry;
    });
  }

  protected final Verification.Result verify() {
    return store.read(Verification::of);
  }

  final void activate(String hash) {
    change(writer -> {
      writer.activateCatalogue(hash, Optional.empty(), NOON, Examples.ADA);
    });
  }
}
