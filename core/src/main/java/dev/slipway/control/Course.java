package dev.slipway.control;

import dev.slipway.control.Refusal.Kind;
import dev.slipway.control.port.OutsideFailure;
import dev.slipway.gate.Gate;
import dev.slipway.gate.GateVerdict;
import dev.slipway.gate.Phase;
import dev.slipway.health.Assessment;
import dev.slipway.health.Watch;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.journal.Store;
import dev.slipway.journal.StreamName;
import dev.slipway.plan.Plan;
import dev.slipway.release.Actor;
import dev.slipway.rollout.Decision;
import dev.slipway.rollout.Happening;
import dev.slipway.rollout.Planned;
import dev.slipway.rollout.State;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicReference;

/** What people ask of a release that is about to move or moves. The machine decides; a driver carries it out. */
public final class Course {
  private final Books books;
  private final World world;
  private final GateKeeper gates;

  Course(Books books, World world, GateKeeper gates) {
    this.books = books;
    this.world = world;
    this.gates = gates;
  }

  /** Whether some process performs effects for this store now. */
  public boolean isWorkerAlive() {
    Instant now = world.clock().now();
    return books.store().read(Store.Reader::workers).stream()
        .anyMatch(worker -> worker.seen().plus(Worker.GONE_AFTER).isAfter(now));
  }

  /**
   * Starts a planned release. The tool's own checks run anew first; gates, plan and lock are read again in the transaction that
   * writes the start.
   */
  public Answer<ReleaseRecord> start(Actor by, ReleaseRecord release) {
    Optional<Refusal> stranger = Standings.refuseStranger(world.catalogue(), by);
    if (stranger.isPresent()) {
      return Answer.no(stranger.get());
    }
    if (!(release.state() instanceof Planned planned)) {
      return ask(release, now -> new Happening.StartRequested(now, by, GateVerdict.OPEN, hash(release)));
    }
    Answer<ReleaseRecord> checked = gates.run(by, release, Phase.BEFORE, Optional.empty());
    if (checked instanceof Answer.No<ReleaseRecord> no) {
      return Answer.no(no.refusal());
    }
    ReleaseRecord ready = ((Answer.Yes<ReleaseRecord>) checked).value();
    if (!isWorkerAlive() && Gate.verdict(books.store().read(r -> gates.facts(r, ready))).isOpen()) {
      return Answer.no(
          Refusal.of(
              "E-WORK-01",
              Kind.CONFLICT,
              release.id() + " was not started: no worker is running that could carry it out.",
              "A release that nobody drives would stop half way.",
              "slipway work",
              "or start it from the interactive shell: slipway"));
    }
    AtomicReference<GateVerdict> verdict = new AtomicReference<>(GateVerdict.OPEN);
    try {
      Books.Result result =
          books.tell(
              ready,
              (reader, current) -> {
                verdict.set(Gate.verdict(gates.facts(reader, current)));
                return new Happening.StartRequested(world.clock().now(), by, verdict.get(), planned.plan().hash());
              });
      if (result.decision() instanceof Decision.Refused refused) {
        return Answer.no(
            verdict.get().isOpen()
                ? Refusals.of(result.after(), refused.because())
                : Refusals.gates(result.after(), verdict.get()));
      }
      return Answer.yes(result.after());
    } catch (Store.Conflict conflict) {
      return Answer.no(
          Refusal.of(
              "E-LOCK-01",
              Kind.CONFLICT,
              release.id().service() + " is busy: " + conflict.getMessage() + ".",
              "Two changes at once cannot be told apart.",
              "slipway list --service " + release.id().service()));
    }
  }

  private static dev.slipway.plan.PlanHash hash(ReleaseRecord release) {
    return release.plan().map(Plan::hash).orElse(new dev.slipway.plan.PlanHash("0".repeat(64)));
  }

  public Answer<ReleaseRecord> pause(Actor by, ReleaseRecord release, String reason) {
    return person(by, "pause", release, now -> new Happening.PauseRequested(now, by, reason));
  }

  public Answer<ReleaseRecord> resume(Actor by, ReleaseRecord release, String reason) {
    boolean right = isRunningRight(release);
    GateVerdict verdict = gates.status(release).verdict();
    return person(by, "resume", release, now -> new Happening.ResumeRequested(now, by, verdict, right, reason));
  }

  /** Whether only the two versions of this release run, each with its recorded artifact. */
  private boolean isRunningRight(ReleaseRecord release) {
    Optional<Plan> plan = release.plan();
    if (plan.isEmpty()) {
      return false;
    }
    try {
      return world.target(plan.get()).deployment().running().instances().stream()
          .allMatch(
              i ->
                  i.version().equals(plan.get().to())
                      ? i.artifact().filter(plan.get().artifact()::equals).isPresent()
                      : plan.get().from().filter(i.version()::equals).isPresent());
    } catch (OutsideFailure silent) {
      return false;
    }
  }

  /** @param to the stage to go to, counted from 1; empty for the next */
  public Answer<ReleaseRecord> advance(
      Actor by, ReleaseRecord release, OptionalInt to, boolean skip, String reason) {
    Optional<Assessment> assessment = assessment(release);
    OptionalInt index = to.isPresent() ? OptionalInt.of(to.getAsInt() - 1) : to;
    return person(
        by,
        "advance",
        release,
        now -> new Happening.AdvanceRequested(now, by, index, skip, assessment, reason));
  }

  public Answer<ReleaseRecord> extend(Actor by, ReleaseRecord release, Duration longer, String reason) {
    return person(by, "extend", release, now -> new Happening.ExtendRequested(now, by, longer, reason));
  }

  /** Back to the old version: from every state in which something moved, without a question. */
  public Answer<ReleaseRecord> rollback(Actor by, ReleaseRecord release, String reason, boolean acceptLoss) {
    Optional<Refusal> stranger = Standings.refuseStranger(world.catalogue(), by);
    if (stranger.isPresent()) {
      return Answer.no(stranger.get());
    }
    return ask(release, now -> new Happening.RollbackRequested(now, by, reason, acceptLoss));
  }

  public Answer<ReleaseRecord> finish(Actor by, ReleaseRecord release, String reason) {
    return person(by, "finish", release, now -> new Happening.FinishRequested(now, by, reason));
  }

  public Answer<ReleaseRecord> cancel(Actor by, ReleaseRecord release, String reason) {
    return person(by, "cancel", release, now -> new Happening.CancelRequested(now, by, reason));
  }

  private Answer<ReleaseRecord> person(
      Actor by, String verb, ReleaseRecord release, java.util.function.Function<Instant, Happening> happening) {
    Optional<Refusal> refused = Standings.refuseUnlessPerson(world.catalogue(), by, verb);
    return refused.isPresent() ? Answer.no(refused.get()) : ask(release, happening);
  }

  private Answer<ReleaseRecord> ask(
      ReleaseRecord release, java.util.function.Function<Instant, Happening> happening) {
    Books.Result result = books.tell(release, happening.apply(world.clock().now()));
    return result.decision() instanceof Decision.Refused refused
        ? Answer.no(Refusals.of(result.after(), refused.because()))
        : Answer.yes(result.after());
  }

  /** What the newest stored check of the running stretch amounts to; empty when nothing is watched or checked yet. */
  public Optional<Assessment> assessment(ReleaseRecord release) {
    Optional<Plan> plan = release.plan();
    Optional<Stretch> stretch = Stretch.of(release.state());
    if (plan.isEmpty() || stretch.isEmpty()) {
      return Optional.empty();
    }
    List<Store.Check> checks =
        books.store()
            .read(
                reader ->
                    reader.checks(
                        StreamName.of(release.id()), stretch.get().since().orElse(release.opened().change().oldest().orElse(Instant.EPOCH))));
    List<Store.Check> mine = checks.stream().filter(c -> c.stretch().equals(stretch.get().key())).toList();
    if (mine.isEmpty()) {
      return Optional.empty();
    }
    Store.Check newest = mine.getLast();
    Instant since = stretch.get().since().orElse(mine.getFirst().at());
    Watch watch = CheckLane.account(plan.get().limits(), stretch.get(), since, mine);
    return Optional.of(watch.assess(plan.get().limits(), newest.judgement(), newest.at()));
  }

  /** How long a state has lasted, for faces. */
  public Duration age(ReleaseRecord release) {
    State state = release.state();
    Instant since =
        release.story().stream()
            .filter(told -> told.fact() instanceof dev.slipway.journal.Fact.Happened h && h.state().equals(state.name()))
            .map(told -> told.entry().at())
            .findFirst()
            .orElse(release.story().getFirst().entry().at());
    return Duration.between(since, world.clock().now());
  }
}
