package dev.slipway.shell.demo;

import dev.slipway.Slipway;
import dev.slipway.catalog.CatalogueReader;
import dev.slipway.catalog.Reading;
import dev.slipway.control.Answer;
import dev.slipway.control.Desk;
import dev.slipway.control.Opening;
import dev.slipway.control.Worker;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.journal.Store;
import dev.slipway.journal.StreamName;
import dev.slipway.plan.Catalogue;
import dev.slipway.release.Actor;
import dev.slipway.rollout.Phase;
import dev.slipway.rollout.Shifting;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * A practice release that stays in its first stage, so that the workers beside it can die and be
 * replaced; whoever drives it writes a check every second.
 */
final class LongBake implements AutoCloseable {
  private static final Actor YOU = Actor.person("you", "takeover");
  private static final Actor CHI = Actor.person("chi", "takeover");
  private static final Duration LONGEST = Duration.ofMinutes(2);

  private final PracticeGround ground;
  private final Slipway slipway;

  private LongBake(PracticeGround ground, Slipway slipway) {
    this.ground = ground;
    this.slipway = slipway;
  }

  static LongBake in(Path folder) throws IOException {
    PracticeGround ground =
        PracticeGround.prepare(
            new PracticeGround.Wish(folder, Duration.ofHours(1), Duration.ofSeconds(10), true));
    return new LongBake(
        ground,
        Slipway.open(
            new Slipway.Settings(
                catalogue(ground), ground.storeFile(), ground.documents(), "takeover")));
  }

  private static Catalogue catalogue(PracticeGround ground) {
    return switch (CatalogueReader.ofThisUser().read(ground.configurationFile())) {
      case Reading.Read read -> read.catalogue();
      case Reading.Problems problems -> throw new IllegalStateException(problems.all().toString());
    };
  }

  Path folder() {
    return ground.folder();
  }

  /** Started, and in its first stage; a worker has to be there. */
  void start() throws InterruptedException {
    await("a worker", () -> slipway.desk().course().isWorkerAlive());
    Desk desk = slipway.desk();
    ReleaseRecord release =
        expect(
            desk.opening()
                .open(
                    YOU,
                    new Opening.Wish(
                        "shop",
                        "v2",
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        "",
                        "to be driven by somebody else")));
    if (!desk.gates().status(release).verdict().isOpen()) {
      ReleaseRecord unused = expect(desk.gates().approve(CHI, release, Optional.empty(), ""));
    }
    ReleaseRecord started = expect(desk.course().start(YOU, desk.renew(release)));
    await(
        "the first stage",
        () ->
            desk.renew(started).state() instanceof Shifting shifting
                && shifting.phase() instanceof Phase.Baking);
    await("a check", () -> !checks(started, started.story().getFirst().entry().at()).isEmpty());
  }

  /** Until somebody drives it after this moment. */
  Duration drivenAgainAfter(Instant moment) throws InterruptedException {
    ReleaseRecord release = moving();
    await("another worker's act", () -> !checks(release, moment.plusMillis(1)).isEmpty());
    return Duration.between(moment, checks(release, moment.plusMillis(1)).getFirst().at());
  }

  private ReleaseRecord moving() {
    Store.Summary summary =
        slipway.desk().lookup().list(Store.Query.moving()).stream().findFirst().orElseThrow();
    return expect(slipway.desk().lookup().find(summary.id().toString(), Optional.empty()));
  }

  private List<Store.Check> checks(ReleaseRecord release, Instant since) {
    return slipway.store().read(reader -> reader.checks(StreamName.of(release.id()), since));
  }

  /** The processes that have shown a sign of life lately. */
  List<Long> workers() {
    Instant now = slipway.desk().now();
    return slipway.store().read(Store.Reader::workers).stream()
        .filter(row -> Worker.isFresh(row, now))
        .map(Store.Worker::pid)
        .toList();
  }

  static void await(String what, BooleanSupplier so) throws InterruptedException {
    Instant patience = Instant.now().plus(LONGEST);
    while (!so.getAsBoolean()) {
      if (Instant.now().isAfter(patience)) {
        throw new IllegalStateException("no " + what + " within " + LONGEST);
      }
      Thread.sleep(20);
    }
  }

  private static <T> T expect(Answer<T> answer) {
    return switch (answer) {
      case Answer.Yes<T> yes -> yes.value();
      case Answer.No<T> no -> throw new IllegalStateException(no.refusal().toString());
    };
  }

  @Override
  public void close() {
    slipway.close();
    ground.close();
  }
}
