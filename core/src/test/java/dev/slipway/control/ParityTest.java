package dev.slipway.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.control.port.OutsideFailure;
import dev.slipway.control.port.Target;
import dev.slipway.control.port.Targets;
import dev.slipway.parity.Difference;
import dev.slipway.parity.Difference.Standing;
import dev.slipway.plan.Service;
import dev.slipway.release.ArtifactDigest;
import dev.slipway.release.EnvironmentName;
import dev.slipway.release.Version;
import dev.slipway.rollout.Finished;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was released and what runs in prod, and in the island that comes after it. */
@Tag("R4")
class ParityTest {
  private static final EnvironmentName NORTH = new EnvironmentName("north");
  private static final EnvironmentName SOUTH = new EnvironmentName("south");

  @TempDir Path folder;

  /** Opened before every test, and closed after it. */
  @SuppressWarnings("NullAway.Init")
  private TheShop shop;

  private final Map<EnvironmentName, Supplier<Target>> places = new HashMap<>();

  /** Shop/2 brought v2 to everybody in prod. */
  @BeforeEach
  void isFinished() {
    shop = new TheShop(folder).started().until(Finished.class);
    places.put(ShopCatalogue.PROD, () -> shop.target);
  }

  @AfterEach
  void close() {
    shop.close();
  }

  @Test
  @Tag("R3")
  void whatWasReleasedBeforeWaitsToBePromoted() {
    Parity.Report report = report(Optional.empty(), Optional.empty());

    assertEquals(
        List.of("prod EXPECTED 4 instances run it", "north EXPECTED nothing was released here yet"),
        words(report));
    assertEquals(
        List.of(
            new Difference(
                "artifact",
                "v2 " + FakeTargets.digest('b').brief(),
                "nothing yet",
                Standing.EXPECTED,
                "what was released before may be promoted",
                Optional.of("slipway promote shop/2 --to north"))),
        report.pairs().getFirst().differences());
  }

  @Test
  @Tag("R3")
  void whatCameAnotherWayIsNotExpected() {
    adopts("v1", 'a');
    Difference never = artifact(report(Optional.of("north"), Optional.of("prod")));
    assertEquals(Standing.UNEXPECTED, never.standing());
    assertEquals("it was never released in north", never.because());
    // What Slipway found in both it has not seen come, and it is the same.
    Difference older = artifact(report(Optional.of("prod"), Optional.of("north")));
    assertEquals(Standing.EXPECTED, older.standing());
  }

  @Test
  @Tag("R3")
  void oneLabelForTwoArtifactsIsSaid() {
    adopts("v2", 'd');
    Difference moved = artifact(report(Optional.of("north"), Optional.of("prod")));
    assertEquals(Standing.UNEXPECTED, moved.standing());
    assertTrue(moved.because().startsWith("the label means another artifact"), moved.because());
    // Nobody knows where that came from: it was in the island before Slipway.
    Difference found = artifact(report(Optional.of("prod"), Optional.of("north")));
    assertEquals(Standing.UNKNOWN, found.standing());
  }

  @Test
  @Tag("R3")
  void whatRunsIsComparedWithWhatWasReleased() {
    shop.target.deployment.run(FakeTargets.V3, FakeTargets.digest('c'), 1);

    Parity.Place prod = report(Optional.empty(), Optional.empty()).places().getFirst();

    assertEquals(Standing.UNEXPECTED, prod.standing());
    assertTrue(prod.words().contains("runs v3"), prod.words());
  }

  @Test
  void whoDoesNotAnswerIsNotTakenToBeWell() {
    places.put(
        ShopCatalogue.PROD,
        () -> {
          throw new OutsideFailure("prod", "ask what runs", "no route to it");
        });

    Parity.Place prod = report(Optional.empty(), Optional.empty()).places().getFirst();

    assertEquals(Standing.UNKNOWN, prod.standing());
    assertTrue(prod.words().contains("no route to it"), prod.words());
  }

  @Test
  void nobodyIsWaitedForForEver() {
    CountDownLatch interrupted = new CountDownLatch(1);
    places.put(
        ShopCatalogue.PROD,
        () -> {
          try {
            new CountDownLatch(1).await();
          } catch (InterruptedException ended) {
            interrupted.countDown();
          }
          return shop.target;
        });
    World world =
        new World(
            shop.world.catalogue(),
            targets(),
            shop.changes,
            shop.world.judge(),
            shop.documents,
            shop.clock);
    Service service = shop.world.catalogue().service(ShopCatalogue.SHOP).orElseThrow();

    PlaceLook.Seen seen =
        Objects.requireNonNull(
            new PlaceLook(shop.books, world)
                .at(service, List.copyOf(service.environments().values()), Duration.ofSeconds(1))
                .get(ShopCatalogue.PROD));

    assertEquals("cannot be told: it did not answer within 1 s", seen.place().words());
    assertEquals(Standing.UNKNOWN, seen.place().standing());
    try {
      interrupted.await();
    } catch (InterruptedException ended) {
      throw new AssertionError(ended);
    }
  }

  @Test
  void onlyEnvironmentsThatAreThereAndFollowEachOtherAreCompared() {
    Desk desk = Islands.desk(shop, targets(), NORTH, SOUTH);
    assertEquals(
        List.of("prod", "north", "south"),
        TheShop.yes(parity(desk, Optional.empty(), Optional.empty())).places().stream()
            .map(place -> place.environment().value())
            .toList());
    assertEquals(
        List.of(new EnvironmentName("south")),
        TheShop.yes(parity(desk, Optional.of("prod"), Optional.of("south"))).pairs().stream()
            .map(Parity.Pair::to)
            .toList());
    assertEquals(
        "E-REF-05", TheShop.no(parity(desk, Optional.of("moon"), Optional.empty())).code());
    assertEquals(
        List.of("slipway parity shop --from north --to south"),
        TheShop.no(parity(desk, Optional.of("south"), Optional.empty())).fix());
    assertEquals(
        "E-REF-05", TheShop.no(parity(shop.desk, Optional.empty(), Optional.empty())).code());
  }

  private static Answer<Parity.Report> parity(
      Desk desk, Optional<String> from, Optional<String> to) {
    return desk.parity().of(desk.catalogue().service(ShopCatalogue.SHOP).orElseThrow(), from, to);
  }

  private Parity.Report report(Optional<String> from, Optional<String> to) {
    return TheShop.yes(parity(Islands.desk(shop, targets(), NORTH), from, to));
  }

  private static List<String> words(Parity.Report report) {
    return report.places().stream()
        .map(place -> place.environment() + " " + place.standing() + " " + place.words())
        .toList();
  }

  private static Difference artifact(Parity.Report report) {
    return report.pairs().getFirst().differences().stream()
        .filter(one -> one.what().equals("artifact"))
        .findFirst()
        .orElseThrow();
  }

  /** Slipway finds a version that runs in the island when somebody opens a release there. */
  private void adopts(String version, char digest) {
    shop.targets.live = Optional.of(new Version(version));
    shop.targets.means(version, FakeTargets.digest(digest));
    shop.target.deployment.run(new Version(version), FakeTargets.digest(digest), 4);
    var unused =
        TheShop.yes(
            Islands.desk(shop, targets(), NORTH)
                .opening()
                .open(
                    ShopCatalogue.ADA,
                    new Opening.Wish(
                        "shop",
                        "v3",
                        Optional.of("north"),
                        Optional.empty(),
                        Optional.empty(),
                        "",
                        "")));
  }

  private Targets targets() {
    return new Targets() {
      @Override
      public Target open(Service service, Service.Environment environment, Versions versions) {
        return places.getOrDefault(environment.name(), () -> shop.target).get();
      }

      @Override
      public Optional<ArtifactDigest> artifact(
          Service service, Service.Environment environment, Version label) {
        return shop.targets.artifact(service, environment, label);
      }

      @Override
      public Optional<Version> live(Service service, Service.Environment environment) {
        return shop.targets.live(service, environment);
      }
    };
  }
}
