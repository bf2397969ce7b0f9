package dev.slipway.shell.demo;

import dev.slipway.Slipway;
import dev.slipway.control.Answer;
import dev.slipway.control.Desk;
import dev.slipway.control.Opening;
import dev.slipway.control.Refusal;
import dev.slipway.health.Verdict;
import dev.slipway.journal.Fact;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.journal.Store;
import dev.slipway.journal.Story;
import dev.slipway.journal.Verification;
import dev.slipway.plan.Plan;
import dev.slipway.plan.Stage;
import dev.slipway.practice.Fault;
import dev.slipway.release.Actor;
import dev.slipway.release.Version;
import dev.slipway.rollout.Phase;
import dev.slipway.rollout.Shifting;
import dev.slipway.shell.demo.Telling.Summary;
import dev.slipway.view.Figures;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A release on the practice fleet from its first command to its documents. The engine is the real
 * one; the story only types, breaks things and watches. It is told right or not at all: {@link
 * #tell} says whether everything went as it should.
 */
final class PracticeRelease {
  private static final Version BROKEN = new Version("v2");
  private static final int FAULT_STAGE = 2;
  private static final int CHECKS_BEFORE_FAULT = 3;
  private static final int ERRORS = 30;
  private static final Duration LOOK = Duration.ofMillis(40);
  private static final Duration LONGEST = Duration.ofMinutes(6);

  private final PracticeGround ground;
  private final Desk desk;
  private final Telling telling;
  private final boolean healthy;
  private final Duration pause;
  private final Actor you = Actor.person("you", "demo");
  private Optional<Instant> faultAt = Optional.empty();
  private Instant lastCheck = Instant.EPOCH;
  private String watching = "";
  private int checksOfStretch;
  private int streak;
  private int told;

  /**
   * @param pause between two scenes, for reading; zero in checks
   */
  PracticeRelease(
      PracticeGround ground, Slipway slipway, Telling telling, boolean healthy, Duration pause) {
    this.ground = ground;
    this.desk = slipway.desk();
    this.telling = telling;
    this.healthy = healthy;
    this.pause = pause;
  }

  /**
   * How it went.
   *
   * @param wrong what did not go as it should; empty when all went well
   */
  record Ending(ReleaseRecord release, List<String> wrong) {}

  Ending tell() throws InterruptedException {
    awaitLoad();
    ReleaseRecord release = open();
    rest();
    refused(release);
    rest();
    release = started(approved(release));
    release = follow(release);
    Summary summary = summary(release);
    telling.summary(summary);
    return new Ending(release, wrong(release, summary));
  }

  private void rest() throws InterruptedException {
    Thread.sleep(pause);
  }

  /** The old version has to be measured before a gate can say that metrics answer. */
  private void awaitLoad() throws InterruptedException {
    Instant end = Instant.now().plusSeconds(10);
    while (ground.fleet().state().load() < PracticeGround.RATE * 0.8
        && Instant.now().isBefore(end)) {
      Thread.sleep(LOOK);
    }
  }

  private ReleaseRecord open() {
    ReleaseRecord release =
        expect(
            desk.opening()
                .open(
                    you,
                    new Opening.Wish(
                        "shop",
                        "v2",
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        "",
                        "")));
    Plan plan = plan(release);
    telling.typed(
        "new shop v2",
        "→ "
            + release.id()
            + ", read from git: "
            + Figures.count(release.change().commits().size(), "commit"));
    String kinds =
        plan.risk().kinds().stream()
            .map(dev.slipway.risk.Kind::words)
            .collect(Collectors.joining(", "));
    String stages =
        plan.stages().stream()
            .map(Stage::weight)
            .map(w -> Integer.toString(w.percent()))
            .collect(Collectors.joining(" → "));
    telling.typed(
        "plan " + release.id(),
        plan.risk().level() + " risk: " + kinds + ".",
        "Therefore " + plan.strategy().words() + ": " + stages + " %.",
        "The way back is planned first: "
            + plan.rollback().method()
            + ", about "
            + plan.rollback().computed().toSeconds()
            + " s, by itself if "
            + plan.rollback().triggers().getFirst()
            + ".");
    return release;
  }

  private void refused(ReleaseRecord release) {
    if (desk.course().start(you, release) instanceof Answer.No<ReleaseRecord> no) {
      Refusal refusal = no.refusal();
      telling.typed(
          "start " + release.id(),
          "✖ " + refusal.what() + "  " + refusal.code(),
          "  " + refusal.why().getFirst(),
          "That is the point: nobody ships alone.");
    } else {
      throw new IllegalStateException("a release without approval started");
    }
  }

  private ReleaseRecord approved(ReleaseRecord release) throws InterruptedException {
    ReleaseRecord approved =
        expect(
            desk.gates()
                .approve(
                    Actor.person("chi", "demo"),
                    desk.renew(release),
                    Optional.empty(),
                    "looks good"));
    telling.scene("[chat]  Chi, on call, approves plan " + plan(approved).hash().brief());
    rest();
    return approved;
  }

  private ReleaseRecord started(ReleaseRecord release) {
    ReleaseRecord started = expect(desk.course().start(you, release));
    telling.typed("start " + release.id() + " --watch");
    told = release.story().size();
    return started;
  }

  /**
   * Watches until the release has ended and its documents are written; breaks the new version when
   * its hour has come.
   */
  private ReleaseRecord follow(ReleaseRecord begun) throws InterruptedException {
    ReleaseRecord release = begun;
    Instant end = Instant.now().plus(LONGEST);
    while (Instant.now().isBefore(end)) {
      release = desk.renew(release);
      checks(release);
      for (; told < release.story().size(); told++) {
        telling.told(release.story().get(told));
      }
      if (!healthy && faultAt.isEmpty() && isHour(release)) {
        breakIt();
      }
      if (release.state().isEnd()
          && release.story().getLast().fact() instanceof Fact.DocumentsWritten) {
        return release;
      }
      Thread.sleep(LOOK);
    }
    return release;
  }

  private void checks(ReleaseRecord release) {
    for (Store.Check check : desk.checks(release, lastCheck.plusNanos(1000))) {
      if (!check.stretch().equals(watching)) {
        watching = check.stretch();
        checksOfStretch = 0;
      }
      checksOfStretch++;
      lastCheck = check.at();
      streak = check.judgement().verdict() == Verdict.FAIL ? streak + 1 : 0;
      telling.checked(check, streak, plan(release).limits().breaksInARow());
    }
  }

  private boolean isHour(ReleaseRecord release) {
    return release.state() instanceof Shifting shifting
        && shifting.stage() == FAULT_STAGE
        && shifting.phase() instanceof Phase.Baking
        && watching.equals("stage-" + (FAULT_STAGE + 1))
        && checksOfStretch >= CHECKS_BEFORE_FAULT;
  }

  private void breakIt() {
    ground.fleet().breakVersion(BROKEN, List.of(new Fault.Errors(ERRORS)));
    faultAt = Optional.of(Instant.now());
    telling.typed(
        "demo break v2 --errors " + ERRORS,
        "Now v2 is broken, as on a bad day. Look what happens:");
  }

  private Summary summary(ReleaseRecord release) {
    Story told = Story.of(release);
    boolean broken = faultAt.isPresent();
    Optional<Long> millis =
        faultAt.flatMap(
            at -> told.trafficRestoredAt().map(back -> Duration.between(at, back).toMillis()));
    return new Summary(
        release.id().toString(),
        told.outcome(),
        faultAt,
        broken ? told.decidedAt() : Optional.empty(),
        broken ? told.trafficRestoredAt() : Optional.empty(),
        broken ? told.verifiedAt() : Optional.empty(),
        millis,
        told.failedRequests().orElse(0),
        documents(release));
  }

  private static List<Path> documents(ReleaseRecord release) {
    return release.story().stream()
        .filter(t -> t.fact() instanceof Fact.DocumentsWritten)
        .flatMap(t -> ((Fact.DocumentsWritten) t.fact()).files().stream())
        .distinct()
        .map(Path::of)
        .toList();
  }

  /** Everything that should be so and is not. */
  private List<String> wrong(ReleaseRecord release, Summary summary) {
    java.util.ArrayList<String> wrong = new java.util.ArrayList<>();
    String wanted = healthy ? "finished" : "rolled-back";
    if (!summary.outcome().equals(wanted)) {
      wrong.add("the release ended as " + summary.outcome() + ", not as " + wanted);
    }
    if (!healthy) {
      if (summary.limitBrokenAt().isEmpty()
          || summary.trafficRestoredAt().isEmpty()
          || summary.verifiedAt().isEmpty()) {
        wrong.add("a limit was not broken, traffic not restored, or health not verified");
      }
      if (summary.failedRequests() == 0) {
        wrong.add("the fault hit nobody");
      }
      if (release.reached().percent() != 25) {
        wrong.add("it reached " + release.reached() + ", not 25 %");
      }
    }
    int least = healthy ? 4 : 5;
    long there = summary.documents().stream().filter(Files::isRegularFile).count();
    if (there < least) {
      wrong.add("only " + there + " documents were written");
    }
    if (desk.verify() instanceof Verification.Result.Broken broken) {
      wrong.add("the journal does not verify: " + broken.first());
    }
    return wrong;
  }

  private static Plan plan(ReleaseRecord release) {
    return release
        .plan()
        .orElseThrow(() -> new IllegalStateException(release.id() + " has no plan"));
  }

  private static ReleaseRecord expect(Answer<ReleaseRecord> answer) {
    return switch (answer) {
      case Answer.Yes<ReleaseRecord> yes -> yes.value();
      case Answer.No<ReleaseRecord> no ->
          throw new IllegalStateException(
              no.refusal().what()
                  + " "
                  + String.join("; ", no.refusal().why())
                  + " ("
                  + no.refusal().code()
                  + ")");
    };
  }
}
