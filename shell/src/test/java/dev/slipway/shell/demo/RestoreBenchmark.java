package dev.slipway.shell.demo;

import dev.slipway.Slipway;
import dev.slipway.catalog.CatalogueReader;
import dev.slipway.catalog.Reading;
import dev.slipway.control.Answer;
import dev.slipway.control.Desk;
import dev.slipway.control.Opening;
import dev.slipway.control.Worker;
import dev.slipway.control.port.Target;
import dev.slipway.control.port.Targets;
import dev.slipway.health.Judge;
import dev.slipway.health.Limits;
import dev.slipway.health.Side;
import dev.slipway.health.ThresholdJudge;
import dev.slipway.health.Verdict;
import dev.slipway.journal.Fact;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.plan.Catalogue;
import dev.slipway.plan.Service;
import dev.slipway.practice.Fault;
import dev.slipway.practice.PracticeTargets;
import dev.slipway.release.Actor;
import dev.slipway.release.Version;
import dev.slipway.release.Weight;
import dev.slipway.rollout.Happening;
import dev.slipway.rollout.Phase;
import dev.slipway.rollout.Shifting;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;

/**
 * Fault to all traffic on the old version, measured on the practice fleet: Slipway beside a bare
 * loop that reads the same metrics each second and switches at the first break. Both in one run, by
 * turns. Prints every round and the medians.
 */
public final class RestoreBenchmark {
  private static final int ROUNDS = 10;
  private static final Actor YOU = Actor.person("you", "benchmark");
  private static final List<Fault> FAULT = List.of(new Fault.Errors(30));
  private static final Version OLD = new Version("v1");
  private static final Version NEW = new Version("v2");

  private final Random phase = new Random(7);
  private final PracticeGround ground;
  private final Slipway slipway;
  private final Service service;
  private final Service.Environment environment;

  private RestoreBenchmark(PracticeGround ground, Slipway slipway, Catalogue catalogue) {
    this.ground = ground;
    this.slipway = slipway;
    this.service = catalogue.services().values().iterator().next();
    this.environment = service.environments().values().iterator().next();
  }

  public static void main(String... arguments) throws Exception {
    int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : ROUNDS;
    Path folder = Files.createTempDirectory("slipway-restore-");
    PracticeGround.Wish wish =
        new PracticeGround.Wish(folder, Duration.ofSeconds(60), Duration.ofSeconds(60), true);
    try (PracticeGround ground = PracticeGround.prepare(wish)) {
      Catalogue catalogue = catalogue(ground);
      try (Slipway slipway =
              Slipway.open(
                  new Slipway.Settings(
                      catalogue, ground.storeFile(), ground.documents(), "benchmark"));
          Worker worker = slipway.worker(words -> System.err.println(words))) {
        if (!worker.driving().isEmpty()) {
          throw new IllegalStateException("something moves already");
        }
        new RestoreBenchmark(ground, slipway, catalogue).run(rounds);
      }
    }
  }

  /** The demo's configuration, except that the first stage is the one in which the fault comes. */
  private static Catalogue catalogue(PracticeGround ground) throws IOException {
    Path file = ground.configurationFile();
    String text =
        Files.readString(file, StandardCharsets.UTF_8)
            .replace("stages: [5, 10, 25, 50, 100]", "stages: [25, 100]");
    Files.writeString(file, text, StandardCharsets.UTF_8);
    return switch (CatalogueReader.ofThisUser().read(file)) {
      case Reading.Read read -> read.catalogue();
      case Reading.Problems problems -> throw new IllegalStateException(problems.all().toString());
    };
  }

  private void run(int rounds) throws InterruptedException {
    List<Long> ours = new ArrayList<>();
    List<Long> bare = new ArrayList<>();
    Thread.sleep(Duration.ofSeconds(12));
    for (int round = 1; round <= rounds; round++) {
      ours.add(slipwayRound());
      settle();
      bare.add(bareRound());
      settle();
      System.out.printf(
          Locale.ROOT,
          "round %2d   slipway %5d ms   bare loop %5d ms%n",
          round,
          ours.getLast(),
          bare.getLast());
    }
    System.out.printf(
        Locale.ROOT,
        "median     slipway %5d ms   bare loop %5d ms   difference %d ms%n",
        median(ours),
        median(bare),
        median(ours) - median(bare));
  }

  /** The old failures leave every window. */
  private void settle() throws InterruptedException {
    ground.fleet().heal(Optional.empty());
    Thread.sleep(Duration.ofSeconds(11));
  }

  private long slipwayRound() throws InterruptedException {
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
                        "measured again")));
    expect(desk.gates().approve(Actor.person("chi", "benchmark"), release, Optional.empty(), ""));
    release = expect(desk.course().start(YOU, desk.renew(release)));
    while (!isWatched(desk, release)) {
      Thread.sleep(20);
      release = desk.renew(release);
    }
    Thread.sleep(phase.nextInt(1000));
    Instant fault = breakNew();
    while (release.state().isMoving()) {
      Thread.sleep(20);
      release = desk.renew(release);
    }
    for (ReleaseRecord.Told told : release.story()) {
      if (told.fact() instanceof Fact.Happened happened
          && happened.happening() instanceof Happening.TrafficSettled settled
          && settled.weight().equals(Weight.NONE)) {
        return Duration.between(fault, told.entry().at()).toMillis();
      }
    }
    throw new IllegalStateException("traffic did not go back: " + release.state().name());
  }

  private static boolean isWatched(Desk desk, ReleaseRecord release) {
    return release.state() instanceof Shifting shifting
        && shifting.phase() instanceof Phase.Baking baking
        && desk.checks(release, baking.since()).size() >= 11;
  }

  private Instant breakNew() {
    ground.fleet().breakVersion(NEW, FAULT);
    return Instant.now();
  }

  private long bareRound() throws InterruptedException {
    Targets targets = new PracticeTargets();
    Target target =
        targets.open(
            service,
            environment,
            new Targets.Versions(
                Optional.of(OLD),
                targets.artifact(service, environment, OLD),
                NEW,
                targets.artifact(service, environment, NEW).orElseThrow()));
    Limits limits = environment.limits();
    Judge judge = new ThresholdJudge();
    target.deployment().deploy(Side.CANARY, 1, "bare-" + System.nanoTime());
    target.traffic().write(new Weight(25));
    Thread.sleep(Duration.ofSeconds(11));
    Instant fault = breakNew();
    // The loop has been reading all along; a fault comes at any moment of its second.
    Thread.sleep(phase.nextInt(1000));
    while (true) {
      long begun = System.nanoTime();
      Verdict verdict =
          judge
              .judge(
                  limits,
                  Judge.Question.CANARY_AGAINST_BASELINE,
                  target.metrics().read(Instant.now(), limits.window()))
              .verdict();
      if (verdict == Verdict.FAIL) {
        target.traffic().write(Weight.NONE);
        while (!target.traffic().read().share().equals(Weight.NONE)) {
          Thread.onSpinWait();
        }
        Instant restored = Instant.now();
        target.deployment().remove(Side.CANARY, 0, "bare-" + System.nanoTime());
        return Duration.between(fault, restored).toMillis();
      }
      Thread.sleep(Duration.ofSeconds(1).minusNanos(System.nanoTime() - begun));
    }
  }

  private static long median(List<Long> values) {
    List<Long> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }

  private static ReleaseRecord expect(Answer<ReleaseRecord> answer) {
    return switch (answer) {
      case Answer.Yes<ReleaseRecord> yes -> yes.value();
      case Answer.No<ReleaseRecord> no -> throw new IllegalStateException(no.refusal().toString());
    };
  }
}
