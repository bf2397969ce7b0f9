package dev.slipway.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.control.port.Checkpoints;
import dev.slipway.control.port.Outcome;
import dev.slipway.control.port.OutsideFailure;
import dev.slipway.gate.ItemState;
import dev.slipway.gate.Phase;
import dev.slipway.journal.Fact;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.plan.CheckpointSpec;
import dev.slipway.plan.ExecSpec;
import dev.slipway.release.ReleaseId;
import dev.slipway.rollout.Finished;
import dev.slipway.rollout.Happening.Changed;
import dev.slipway.rollout.Kept;
import dev.slipway.rollout.Planned;
import dev.slipway.rollout.RolledBack;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is put aside before the first change, and what comes of it. */
@Tag("X1")
class CheckpointStoriesTest {
  private static final String CHANGED =
      "configuration changed since the checkpoint: config/shop.env";
  private static final ExecSpec.Command COMMAND =
      new ExecSpec.Command(List.of("./backup.sh"), Duration.ofMinutes(1));

  @TempDir Path folder;
  private final Aside aside = new Aside();

  /** What a target would put aside, as a test wants it. */
  static final class Aside implements Checkpoints {
    private String hash = "1".repeat(64);
    private Optional<OutsideFailure> silent = Optional.empty();
    private final List<String> keys = new ArrayList<>();
    private Outcome next =
        new Outcome.Done(
            "backup at shop.dump",
            Optional.of(
                new Kept.Backup(
                    "shop.dump",
                    OptionalLong.of(5),
                    "verified by ./verify.sh",
                    Duration.ofSeconds(1),
                    List.of("pg_restore shop.dump"),
                    true)));
    final List<String> restored = new ArrayList<>();
    Optional<Part> fails = Optional.empty();

    /** Done while a part is at work. */
    Consumer<Part> during = part -> {};

    @Override
    public Outcome restore(ReleaseId release, String location, Part part) {
      restored.add(part.name());
      during.accept(part);
      return fails.filter(part::equals).isPresent()
          ? new Outcome.Failed("half of it", Changed.UNKNOWN)
          : new Outcome.Done("done");
    }

    @Override
    public List<Kept.Setting> configuration() {
      silent.ifPresent(failure -> {
        throw failure;
      });
      return List.of(
          new Kept.Setting("config/shop.env", Optional.of(hash)),
          new Kept.Setting("flags", Optional.of("2".repeat(64))));
    }

    @Override
    public Outcome backup(ReleaseId release, String key) {
      keys.add(key);
      return next;
    }
  }

  @Test
  @Tag("D4")
  void restoresTheDataPartByPartAndOnlyWhenAPersonAsks() {
    try (TheShop shop = shop(Optional.of(true)).started().untilBaking(1)) {
      Restoring restoring = shop.desk.restoring();
      assertEquals("E-STATE-01", TheShop.no(restoring.ground(shop.release())).code(), "it moves");
      TheShop unused = shop.rollsBack(ShopCatalogue.ADA).until(RolledBack.class).toItsEnd();

      assertEquals(
          "E-WHO-02",
          TheShop.no(restoring.restore(ShopCatalogue.CI, shop.release(), "lost")).code());
      assertEquals(List.of(), aside.restored);
      ReleaseRecord after =
          TheShop.yes(restoring.restore(ShopCatalogue.ADA, shop.release(), "orders are lost"));

      assertEquals(List.of("STOP_WRITERS", "RESTORE", "VERIFY", "START_WRITERS"), aside.restored);
      List<String> told = told(after);
      assertEquals(4, told.size());
      assertEquals("data of shop/2, shop.dump: stop whoever writes: done", told.getFirst());
      assertEquals("data of shop/2, shop.dump: let them write again: done", told.getLast());
    }
  }

  @Test
  @Tag("D4")
  void nobodyWritesOnDataThatAreNotSeenToBeWhole() {
    try (TheShop shop = shop(Optional.of(true)).started().untilBaking(1)) {
      TheShop unused = shop.rollsBack(ShopCatalogue.ADA).until(RolledBack.class).toItsEnd();
      aside.fails = Optional.of(Checkpoints.Part.VERIFY);

      Refusal refusal =
          TheShop.no(
              shop.desk.restoring().restore(ShopCatalogue.ADA, shop.release(), "orders are lost"));

      assertEquals("E-RESTORE-02", refusal.code());
      assertTrue(refusal.why().toString().contains("nobody writes"), refusal.toString());
      assertEquals(List.of("STOP_WRITERS", "RESTORE", "VERIFY"), aside.restored);
      assertTrue(told(shop.release()).getLast().endsWith("verify the data: failed: half of it"));
    }
  }

  private static List<String> told(ReleaseRecord release) {
    return release.story().stream()
        .map(ReleaseRecord.Told::fact)
        .filter(Fact.Announced.class::isInstance)
        .map(fact -> ((Fact.Announced) fact).words())
        .filter(words -> words.startsWith("data of"))
        .toList();
  }

  @Test
  void keepsWhatThereWasAndSaysNothingWhereNothingChanged() {
    List<Kept.Server> servers =
        List.of(new Kept.Server("shop/b1", 50, "up"), new Kept.Server("shop/g1", 0, "drained"));
    try (TheShop shop = shop(Optional.empty())) {
      shop.target.traffic.servers = servers;
      TheShop unusedShop = shop.started().until(Finished.class);
      Kept.Checkpoint kept = shop.release().kept(Kept.Checkpoint.class).orElseThrow().what();

      assertEquals(4, kept.instances().size());
      assertEquals(Optional.of(FakeTargets.digest('a')), kept.instances().getFirst().artifact());
      assertEquals(aside.configuration(), kept.configuration());
      assertEquals(Optional.of(servers), kept.servers());
      assertTrue(
          shop.release().story().toString().contains("balancer: shop/b1 50, shop/g1 0 drained"));
      boolean unused = shop.turn();
      assertEquals(List.of(), notices(shop));
    }
  }

  @Test
  void tellsOnceAtTheEndWhatSomebodyChangedMeanwhile() {
    try (TheShop shop = shop(Optional.empty()).started().untilBaking(1)) {
      aside.hash = "3".repeat(64);
      TheShop unused = shop.until(Finished.class).toItsEnd();

      assertEquals(List.of(CHANGED), notices(shop));
    }
  }

  @Test
  void tellsAtTheTurnWhatGoingBackDoesNotUndo() {
    try (TheShop shop = shop(Optional.empty()).started().untilBaking(1)) {
      aside.hash = "3".repeat(64);
      TheShop unused = shop.rollsBack(ShopCatalogue.ADA).until(RolledBack.class).toItsEnd();

      assertEquals(List.of(CHANGED), notices(shop));
    }
  }

  @Test
  void aConfigurationThatCannotBeReadStartsNothing() {
    try (TheShop shop = shop(Optional.empty())) {
      aside.silent = Optional.of(new OutsideFailure("configuration", "note flags", "no answer"));
      TheShop unused = shop.started().until(Planned.class);

      assertTrue(shop.words().getLast().contains("configuration: note flags: no answer"));
      assertEquals(List.of(), shop.target.deployment.asked);
      assertEquals(Optional.empty(), shop.lock());
    }
  }

  @Test
  void savesTheDataBeforeAnythingElseAndWritesDownWhereTheyAre() {
    try (TheShop shop = shop(Optional.of(true))) {
      shop.target.deployment.beforeWork = () -> assertEquals(1, aside.keys.size());
      TheShop unused = shop.started().untilBaking(1);

      assertEquals(List.of("shop/2/backup/1"), aside.keys);
      Kept.Backup kept = shop.release().kept(Kept.Backup.class).orElseThrow().what();
      assertEquals("shop.dump", kept.location());
      // Once when it began, and anew with the place of the backup in it.
      assertTrue(shop.facts(Fact.DocumentsWritten.class).size() >= 2);
    }
  }

  @Test
  void withoutABackupThatCanBeReliedOnNothingBegins() {
    try (TheShop shop = shop(Optional.of(true))) {
      Outcome good = aside.next;
      aside.next = new Outcome.Failed("there is no backup, so nothing was begun", Changed.NO);
      TheShop unused = shop.started().until(Planned.class);

      assertTrue(shop.words().getLast().contains("backup failed"), shop.words().getLast());
      assertEquals(List.of(), shop.target.deployment.asked);
      aside.next = good;
      shop.start();
      TheShop unusedToo = shop.untilBaking(1);
      assertEquals(2, aside.keys.stream().distinct().count());
    }
  }

  @Test
  @Tag("G6")
  void missingBackupKeepsTheGateClosedWhereDataMayBeLost() {
    try (TheShop shop = hostile(Optional.empty())) {
      ReleaseRecord checked = checked(shop);
      ItemState missing = item(shop, checked);

      assertEquals(ItemState.Standing.FAILED, missing.standing());
      assertTrue(missing.detail().startsWith("missing backup: going back may lose data"));
      ReleaseRecord waived =
          TheShop.yes(
              shop.desk
                  .gates()
                  .waive(
                      ShopCatalogue.DAN,
                      checked,
                      Saving.ITEM,
                      "the table is empty",
                      shop.clock.now().plusSeconds(3600)));
      assertEquals(ItemState.Standing.WAIVED, item(shop, waived).standing());
    }
  }

  @Test
  void aBackupThatIsPlannedOpensIt() {
    try (TheShop shop = hostile(Optional.of(false))) {
      ItemState saved = item(shop, checked(shop));

      assertEquals(ItemState.Standing.CONFIRMED, saved.standing());
      assertEquals(
          "it is taken before the first change, to {release}.dump, verified by ./backup.sh; 1 line"
              + " says how to restore it",
          saved.detail());
    }
    try (TheShop harmless = shop(Optional.of(false)).planned()) {
      assertFalse(
          harmless.desk.gates().status(harmless.release()).items().stream()
              .anyMatch(state -> state.item().id().equals(Saving.ITEM)));
    }
  }

  private static ReleaseRecord checked(TheShop shop) {
    return TheShop.yes(
        shop.desk
            .gates()
            .run(ShopCatalogue.ADA, shop.release(), Phase.BEFORE, Optional.of(Saving.ITEM)));
  }

  private static ItemState item(TheShop shop, ReleaseRecord release) {
    return shop.desk.gates().status(release).items().stream()
        .filter(state -> state.item().id().equals(Saving.ITEM))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> notices(TheShop shop) {
    return shop.facts(Fact.Announced.class).stream()
        .map(Fact.Announced::words)
        .filter(words -> words.contains("configuration"))
        .toList();
  }

  /** Of a change after which the old version may not find its data. */
  private TheShop hostile(Optional<Boolean> backup) {
    TheShop shop = shop(backup);
    shop.changes.sql =
        List.of(
            new dev.slipway.release.ChangeRecord.SqlFile(
                "db/V58__note.sql", "update orders set note = 'x';"));
    return shop.planned();
  }

  /**
   * @param always empty: nothing saves the data
   */
  private TheShop shop(Optional<Boolean> always) {
    TheShop shop =
        new TheShop(folder.resolve("shop" + System.nanoTime()), ShopCatalogue.at(exec(always)));
    shop.target.checkpoints = aside;
    return shop;
  }

  static ExecSpec exec(Optional<Boolean> always) {
    return new ExecSpec(
            Path.of("."),
            Map.of(),
            List.of(
                new ExecSpec.Group("blue", List.of("b1", "b2", "b3", "b4")),
                new ExecSpec.Group("green", List.of("g1", "g2", "g3", "g4"))),
            Map.of(),
            COMMAND,
            Duration.ofSeconds(60),
            Duration.ofSeconds(5),
            COMMAND,
            Optional.of(COMMAND),
            Optional.empty(),
            Optional.of(new ExecSpec.Traffic.Commands(COMMAND, COMMAND, false)),
            new ExecSpec.Probe(
                new ExecSpec.Question.Run(List.of("true")),
                Duration.ofMillis(100),
                Duration.ofSeconds(1)),
            List.of(),
            Optional.of(new ExecSpec.Capacity(120, 240)))
        .with(
            new CheckpointSpec(
                List.of(),
                always.map(whether ->
                    new CheckpointSpec.Backup(
                        whether,
                        COMMAND,
                        Optional.of("{release}.dump"),
                        Optional.of(COMMAND),
                        List.of("pg_restore {location}"),
                        Optional.empty()))));
  }
}
