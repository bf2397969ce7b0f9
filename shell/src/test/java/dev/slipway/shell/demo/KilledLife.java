package dev.slipway.shell.demo;

import dev.slipway.control.Answer;
import dev.slipway.control.Desk;
import dev.slipway.control.Opening;
import dev.slipway.journal.Fact;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.journal.Verification;
import dev.slipway.plan.Plan;
import dev.slipway.practice.Fault;
import dev.slipway.practice.FleetState;
import dev.slipway.release.Actor;
import dev.slipway.release.Version;
import dev.slipway.rollout.Finished;
import dev.slipway.rollout.Phase;
import dev.slipway.rollout.RolledBack;
import dev.slipway.rollout.Shifting;
import dev.slipway.rollout.State;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One release whose worker is killed again and again, and what has to be so at its end. */
final class KilledLife {
  /**
   * In the order in which one ground can live them: what finishes is the next one's old version.
   */
  enum Kind {
    V2_BREAKS("v1", "v2", true),
    V2_IS_WELL("v1", "v2", false),
    V3_BREAKS("v2", "v3", true),
    V3_IS_WELL("v2", "v3", false);

    private final String from;
    private final String to;
    final boolean breaks;

    Kind(String from, String to, boolean breaks) {
      this.from = from;
      this.to = to;
      this.breaks = breaks;
    }

    Version from() {
      return new Version(from);
    }

    Version to() {
      return new Version(to);
    }

    Class<? extends State> end() {
      return breaks ? RolledBack.class : Finished.class;
    }
  }

  /**
   * @param wrong what was not as it has to be; empty when all was
   */
  record Result(Kind kind, int kills, Duration took, List<String> wrong) {
    Result {
      wrong = List.copyOf(wrong);
    }

    boolean isRight() {
      return wrong.isEmpty();
    }

    @Override
    public String toString() {
      return kind
          + ", "
          + kills
          + " kills, "
          + took.toSeconds()
          + " s: "
          + (isRight() ? "right" : "WRONG " + wrong);
    }
  }

  private static final Actor YOU = Actor.person("you", "kills");
  private static final Actor CHI = Actor.person("chi", "kills");
  private static final Duration LONGEST = Duration.ofMinutes(10);
  private static final Duration LOOK = Duration.ofMillis(50);
  private static final Pattern TRAFFIC = Pattern.compile(" traffic \\{(.*)}$");

  /** Enough for one life; after them it may come to its end. */
  private static final int MOST_KILLS = 8;

  private final KilledGround ground;
  private final Desk desk;
  private final Kind kind;
  private final Random luck;
  private int kills;
  private boolean broken;

  KilledLife(KilledGround ground, Kind kind, Random luck) {
    this.ground = ground;
    this.desk = ground.slipway().desk();
    this.kind = kind;
    this.luck = luck;
  }

  Result live(AtomicInteger left) throws IOException, InterruptedException {
    ground.ground().fleet().heal(Optional.empty());
    int logged = ground.log().size();
    Instant began = Instant.now();
    List<String> wrong = new ArrayList<>();
    ReleaseRecord release = started();
    try (WorkerProcess worker = WorkerProcess.in(ground.ground().folder())) {
      release = killed(release, worker, left, began);
    }
    if (release.state().isMoving()) {
      wrong.add("still " + release.state().name() + " after " + LONGEST.toMinutes() + " min");
    } else {
      judge(release, ground.log().subList(logged, ground.log().size()), wrong);
    }
    return new Result(kind, kills, Duration.between(began, Instant.now()), wrong);
  }

  /** Somebody has to be there to start; whoever it is does not live long. */
  private ReleaseRecord started() throws IOException, InterruptedException {
    try (WorkerProcess first = WorkerProcess.in(ground.ground().folder())) {
      while (!desk.course().isWorkerAlive()) {
        first.keep();
        Thread.sleep(LOOK);
      }
      ReleaseRecord release =
          expect(
              desk.opening()
                  .open(
                      YOU,
                      new Opening.Wish(
                          "shop",
                          kind.to,
                          Optional.empty(),
                          Optional.empty(),
                          Optional.empty(),
                          "",
                          "the proof goes on")));
      if (!release.plan().map(Plan::approvals).orElseThrow().isEmpty()) {
        ReleaseRecord unused =
            expect(desk.gates().approve(CHI, release, Optional.empty(), "for the proof"));
      }
      return starts(release);
    }
  }

  /** The gate asks what the last release has left behind, and that needs a moment. */
  private ReleaseRecord starts(ReleaseRecord release) throws InterruptedException {
    Instant latest = Instant.now().plus(Duration.ofMinutes(1));
    while (true) {
      Answer<ReleaseRecord> answer = desk.course().start(YOU, desk.renew(release));
      if (answer instanceof Answer.Yes<ReleaseRecord> || Instant.now().isAfter(latest)) {
        return expect(answer);
      }
      Thread.sleep(500);
    }
  }

  private ReleaseRecord killed(
      ReleaseRecord started, WorkerProcess worker, AtomicInteger left, Instant began)
      throws IOException, InterruptedException {
    ReleaseRecord release = started;
    Instant fatal = next();
    while (release.state().isMoving()
        && Duration.between(began, Instant.now()).compareTo(LONGEST) < 0) {
      worker.keep();
      injectFault(release);
      if (Instant.now().isAfter(fatal) && kills < MOST_KILLS && left.getAndDecrement() > 0) {
        worker.kill();
        kills++;
        fatal = next();
      }
      Thread.sleep(LOOK);
      release = desk.renew(release);
    }
    return release;
  }

  /** Most workers are killed while they drive, some while they start. */
  private Instant next() {
    return Instant.now()
        .plusMillis(luck.nextInt(5) == 0 ? luck.nextInt(2_000) : 2_000 + luck.nextInt(6_000));
  }

  private void injectFault(ReleaseRecord release) {
    if (kind.breaks
        && !broken
        && release.state() instanceof Shifting shifting
        && shifting.phase() instanceof Phase.Baking) {
      FleetState unused =
          ground.ground().fleet().breakVersion(kind.to(), List.of(new Fault.Errors(30)));
      broken = true;
    }
  }

  private void judge(ReleaseRecord release, List<String> log, List<String> wrong) {
    State state = release.state();
    if (!kind.end().isInstance(state)) {
      wrong.add("ended as " + state + " after " + words(release));
    }
    FleetState fleet = ground.ground().fleet().state();
    int share = fleet.of(kind.to()).map(FleetState.OfVersion::share).orElse(0);
    if (share != state.desired().weight().percent()) {
      wrong.add("the journal says " + state.desired().weight() + ", the router " + share + " %");
    }
    Version gone = state instanceof Finished ? kind.from() : kind.to();
    if (fleet.of(gone).map(FleetState.OfVersion::instances).orElse(0) != 0) {
      wrong.add(gone + " still has instances: " + fleet.versions());
    }
    onceOnly(release, log, wrong);
    forwardOnly(log, wrong);
    if (!(desk.verify() instanceof Verification.Result.Sound)) {
      wrong.add("the journal does not verify: " + desk.verify());
    }
  }

  private void onceOnly(ReleaseRecord release, List<String> log, List<String> wrong) {
    List<Fact.StepIntended> intents =
        release.story().stream()
            .map(ReleaseRecord.Told::fact)
            .filter(Fact.StepIntended.class::isInstance)
            .map(Fact.StepIntended.class::cast)
            .toList();
    if (new HashSet<>(intents).size() != intents.size()
        || intents.stream().anyMatch(intent -> intent.attempt() > 1)) {
      wrong.add("a step was begun twice: " + intents);
    }
    long starts =
        log.stream()
            .filter(line -> line.contains(" shop-" + kind.to + "-") && line.contains(" starts at "))
            .count();
    int planned = release.plan().map(Plan::stages).orElseThrow().getLast().instances();
    if (starts > planned) {
      wrong.add(starts + " instances were started, " + planned + " planned");
    }
    if (log.stream()
            .filter(line -> line.contains(" migration ") && line.endsWith(" applied"))
            .count()
        > 1) {
      wrong.add("migrated twice");
    }
  }

  /** Up, and once down never up again. */
  private void forwardOnly(List<String> log, List<String> wrong) {
    List<Integer> shares = new ArrayList<>();
    for (String line : log) {
      Matcher traffic = TRAFFIC.matcher(line);
      if (traffic.find()) {
        Matcher share = Pattern.compile(kind.to + "=(\\d+)").matcher(traffic.group(1));
        shares.add(share.find() ? Integer.parseInt(share.group(1)) : 0);
      }
    }
    boolean down = false;
    int before = 0;
    for (int share : shares) {
      if (share > before && down) {
        wrong.add("raised again after it was lowered: " + shares);
        return;
      }
      down = down || share < before;
      before = share;
    }
  }

  private static List<String> words(ReleaseRecord release) {
    return release.story().stream()
        .map(ReleaseRecord.Told::fact)
        .filter(Fact.Happened.class::isInstance)
        .map(fact -> ((Fact.Happened) fact).because().words())
        .toList();
  }

  private static ReleaseRecord expect(Answer<ReleaseRecord> answer) {
    return switch (answer) {
      case Answer.Yes<ReleaseRecord> yes -> yes.value();
      case Answer.No<ReleaseRecord> no -> throw new IllegalStateException(no.refusal().toString());
    };
  }
}
