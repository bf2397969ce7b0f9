package dev.slipway.control;

import dev.slipway.control.Refusal.Kind;
import dev.slipway.control.port.Deployment;
import dev.slipway.control.port.OutsideFailure;
import dev.slipway.gate.Gate;
import dev.slipway.gate.GateVerdict;
import dev.slipway.gate.Phase;
import dev.slipway.health.Assessment;
import dev.slipway.health.Limits;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.journal.Store;
import dev.slipway.journal.StreamName;
import dev.slipway.plan.Plan;
import dev.slipway.release.Actor;
import dev.slipway.release.ServiceName;
import dev.slipway.release.Version;
import dev.slipway.rollout.Decision;
import dev.slipway.rollout.Happening;
import dev.slipway.rollout.Paused;
import dev.slipway.rollout.Planned;
import dev.slipway.rollout.Reason;
import dev.slipway.rollout.Shifting;
import dev.slipway.rollout.State;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * What people ask of a release that is about to move or moves. The machine decides; a driver
 * carries it out.
 */
public final class Course {
  private static final String PAUSE = "pause";

  private final Books books;
  private final World world;
  private final GateKeeper gates;
  private final Undoing undoing;

  Course(Books books, World world, GateKeeper gates) {
    this.books = books;
    this.world = world;
    this.gates = gates;
    this.undoing = new Undoing(books, world);
  }

  /** Whether some process performs effects for this store now. */
  public boolean isWorkerAlive() {
    Instant now = books.store().now(world.clock().now());
    return books.store().read(Store.Reader::workers).stream()
        .anyMatch(worker -> Heartbeat.isFresh(worker.seen(), now));
  }

  /**
   * Starts a planned release. The tool's own checks run anew first; gates, plan and lock are read
   * again in the transaction that writes the start.
   */
  public Answer<ReleaseRecord> start(Actor by, ReleaseRecord release) {
    return start(by, release, () -> Optional.of(noWorker(release)));
  }

  /**
   * The same, where somebody may be found to carry it out.
   *
   * @param summon asked when all that is missing is a worker; answers why there is none
   */
  public Answer<ReleaseRecord> start(
      Actor by, ReleaseRecord release, Supplier<Optional<Refusal>> summon) {
    Optional<Refusal> stranger = Standings.refuseActing(world, by);
    if (stranger.isPresent()) {
      return Answer.no(stranger.get());
    }
    if (!(release.state() instanceof Planned planned)) {
      return ask(
          release, now -> new Happening.StartRequested(now, by, GateVerdict.OPEN, hash(release)));
    }
    gates.confirmations().settle(release);
    Answer<ReleaseRecord> checked = gates.run(by, release, Phase.BEFORE, Optional.empty());
    if (checked instanceof Answer.No<ReleaseRecord> no) {
      return Answer.no(no.refusal());
    }
    ReleaseRecord ready = ((Answer.Yes<ReleaseRecord>) checked).value();
    if (Gate.verdict(gates.facts(ready)).isOpen()) {
      Optional<Refusal> missing = another(planned.plan());
      if (missing.isEmpty() && !isWorkerAlive()) {
        missing = summon.get();
      }
      if (missing.isPresent()) {
        return Answer.no(missing.get());
      }
    }
    AtomicReference<GateVerdict> verdict = new AtomicReference<>(GateVerdict.OPEN);
    try {
      Books.Result result =
          books.tell(
              ready,
              (reader, current) -> {
                verdict.set(Gate.verdict(gates.facts(reader, current)));
                return new Happening.StartRequested(
                    world.clock().now(), by, verdict.get(), planned.plan().hash());
              });
      if (result.decision() instanceof Decision.Refused refused) {
        return Answer.no(
            refused.because().code() == Reason.Code.GATES_CLOSED
                ? Refusals.gates(result.after(), verdict.get())
                : Refusals.of(result.after(), refused.because()));
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

  /** Why not, when users see already what a dark launch would begin by hiding from them. */
  private Optional<Refusal> alreadyShown(Plan plan) {
    if (plan.flags().isEmpty()) {
      return Optional.empty();
    }
    return FlagsOn.of(plan, world.target(plan)).map(on -> Refusals.alreadyShown(plan, on));
  }

  /** Why not, when the target says that users have another version than the plan begins at. */
  Optional<Refusal> another(Plan plan) {
    Optional<World.Place> place = world.place(plan.release().service(), plan.environment());
    try {
      return place
          .flatMap(at -> world.targets().live(at.service(), at.environment()))
          .filter(runs -> !plan.from().equals(Optional.of(runs)))
          .map(runs -> Refusals.outdated(plan, runs))
          .or(() -> alreadyShown(plan));
    } catch (OutsideFailure silent) {
      // Whoever performs the first step asks again, and nothing moves before it is answered.
      return Optional.empty();
    }
  }

  private static Refusal noWorker(ReleaseRecord release) {
    return Refusal.of(
        "E-WORK-01",
        Kind.CONFLICT,
        release.id() + " was not started: no worker is running that could carry it out.",
        "A release that nobody drives would stop half way.",
        "slipway work",
        "or start it from the interactive shell: slipway");
  }

  private static dev.slipway.plan.PlanHash hash(ReleaseRecord release) {
    return release.plan().map(Plan::hash).orElse(new dev.slipway.plan.PlanHash("0".repeat(64)));
  }

  public Answer<ReleaseRecord> pause(Actor by, ReleaseRecord release, String reason) {
    return person(by, PAUSE, release, now -> new Happening.PauseRequested(now, by, reason));
  }

  public Answer<ReleaseRecord> resume(Actor by, ReleaseRecord release, String reason) {
    Optional<Refusal> refused = Standings.refuseUnlessPerson(world, by, "resume");
    if (refused.isPresent()) {
      return Answer.no(refused.get());
    }
    boolean right = isRunningRight(release);
    return answer(
        books.tell(
            release,
            (reader, current) ->
                new Happening.ResumeRequested(
                    world.clock().now(),
                    by,
                    Gate.verdict(gates.facts(reader, current)),
                    right,
                    reason,
                    gates.unshown(reader, current))));
  }

  /** Whether only the two versions of this release run, each with its recorded artifact. */
  private boolean isRunningRight(ReleaseRecord release) {
    Optional<Plan> plan = release.plan();
    if (plan.isEmpty()) {
      return false;
    }
    try {
      Deployment deployment = world.target(plan.get()).deployment();
      Deployment.Running running = deployment.running();
      return Lookout.foreign(plan.get(), deployment, running).isEmpty()
          && running.instances().stream()
              .allMatch(i ->
                  !i.version().equals(plan.get().to())
                      || i.artifact().filter(plan.get().artifact()::equals).isPresent());
    } catch (RuntimeException silent) {
      // Nobody can say what runs: then nobody may say it is right.
      return false;
    }
  }

  /**
   * Cuts the stage short that {@code release} shows. A stage that was reached meanwhile is not left
   * out by it.
   *
   * @param to the stage to go to, counted from 1; empty for the next
   */
  public Answer<ReleaseRecord> advance(
      Actor by, ReleaseRecord release, OptionalInt to, boolean skip, String reason) {
    Optional<Refusal> refused = Standings.refuseUnlessPerson(world, by, "advance");
    if (refused.isPresent()) {
      return Answer.no(refused.get());
    }
    OptionalInt index = to.isPresent() ? OptionalInt.of(to.getAsInt() - 1) : next(release.state());
    return answer(
        books.tell(
            release,
            (reader, current) -> {
              Instant now = world.clock().now();
              Optional<Assessment> assessment =
                  assessment(reader, current).filter(newest -> isCurrent(newest, current, now));
              return new Happening.AdvanceRequested(now, by, index, skip, assessment, reason);
            }));
  }

  private static OptionalInt next(State seen) {
    State inside = seen instanceof Paused paused ? paused.inside() : seen;
    return inside instanceof Shifting shifting
        ? OptionalInt.of(shifting.stage() + 1)
        : OptionalInt.empty();
  }

  /** A check of the past is no data to go on: nobody knows what happened since. */
  private static boolean isCurrent(Assessment newest, ReleaseRecord release, Instant now) {
    Duration few =
        release.plan().map(plan -> plan.limits().interval().multipliedBy(3)).orElse(Duration.ZERO);
    Duration most = few.compareTo(Worker.GONE_AFTER) > 0 ? few : Worker.GONE_AFTER;
    return Duration.between(newest.at(), now).abs().compareTo(most) <= 0;
  }

  public Answer<ReleaseRecord> extend(
      Actor by, ReleaseRecord release, Duration longer, String reason) {
    return person(
        by, "extend", release, now -> new Happening.ExtendRequested(now, by, longer, reason));
  }

  /** Back to the old version: from every state in which something moved, without a question. */
  public Answer<ReleaseRecord> rollback(
      Actor by, ReleaseRecord release, String reason, boolean acceptLoss) {
    Optional<Refusal> stranger = Standings.refuseStranger(world.catalogue(), by);
    if (stranger.isPresent()) {
      return Answer.no(stranger.get());
    }
    return ask(release, now -> new Happening.RollbackRequested(now, by, reason, acceptLoss));
  }

  /** Half the way back of a dark launch: its flag is turned off, and its code stays. */
  public Answer<ReleaseRecord> hide(Actor by, ReleaseRecord release, String reason) {
    Optional<Refusal> stranger = Standings.refuseStranger(world.catalogue(), by);
    if (stranger.isPresent()) {
      return Answer.no(stranger.get());
    }
    return ask(release, now -> new Happening.HideRequested(now, by, reason));
  }

  /**
   * Takes a finished release back by a new one, which starts at once.
   *
   * @param summon asked when all that is missing is a worker; answers why there is none
   * @return the undo
   */
  public Answer<ReleaseRecord> undo(
      Actor by,
      ReleaseRecord finished,
      String reason,
      boolean acceptLoss,
      Supplier<Optional<Refusal>> summon) {
    Optional<Refusal> stranger =
        Standings.refuseUnlessPerson(world, by, "take back what is finished");
    if (stranger.isPresent()) {
      return Answer.no(stranger.get());
    }
    return undoing
        .open(by, finished, Undoing.Purpose.UNDO, reason, acceptLoss)
        .then(undo -> start(by, undo, summon));
  }

  /** Whether a finished release could be taken back now: to which version, or why not. */
  public Answer<Version> undoable(ReleaseRecord finished, boolean acceptLoss) {
    return undoing
        .ground(finished, Undoing.Purpose.UNDO, acceptLoss)
        .then(ground -> Answer.yes(ground.old()));
  }

  /**
   * Tries the way back of a finished release for real, where that is allowed: a first few users get
   * the version before, and are brought back at once.
   *
   * @param summon asked when all that is missing is a worker; answers why there is none
   * @return the rehearsal, which ends rolled back
   */
  public Answer<ReleaseRecord> rehearse(
      Actor by, ReleaseRecord finished, String reason, Supplier<Optional<Refusal>> summon) {
    Optional<Refusal> stranger = Standings.refuseActing(world, by);
    if (stranger.isPresent()) {
      return Answer.no(stranger.get());
    }
    return undoing
        .open(by, finished, Undoing.Purpose.REHEARSAL, reason, false)
        .then(rehearsal -> start(by, rehearsal, summon));
  }

  /** Whether the way back could be rehearsed now: with which version, or why not. */
  public Answer<Version> rehearsable(ReleaseRecord finished) {
    return undoing
        .ground(finished, Undoing.Purpose.REHEARSAL, false)
        .then(ground -> Answer.yes(ground.old()));
  }

  /** The newest rehearsal of a service's way back, in any environment. */
  public Optional<Rehearsal> rehearsed(ServiceName service) {
    return books.store().read(reader -> Rehearsal.last(reader, service));
  }

  /** The old side of a finished release is not kept any longer. */
  public Answer<ReleaseRecord> retire(Actor by, ReleaseRecord release, String reason) {
    return person(
        by, "retire the old side", release, now -> new Happening.RetireRequested(now, by, reason));
  }

  public Answer<ReleaseRecord> finish(Actor by, ReleaseRecord release, String reason) {
    Optional<Refusal> refused = Standings.refuseUnlessPerson(world, by, "finish");
    if (refused.isPresent()) {
      return Answer.no(refused.get());
    }
    return answer(
        books.tell(
            release,
            (reader, current) ->
                new Happening.FinishRequested(
                    world.clock().now(), by, reason, gates.unshown(reader, current))));
  }

  public Answer<ReleaseRecord> cancel(Actor by, ReleaseRecord release, String reason) {
    return person(by, "cancel", release, now -> new Happening.CancelRequested(now, by, reason));
  }

  private Answer<ReleaseRecord> person(
      Actor by,
      String verb,
      ReleaseRecord release,
      java.util.function.Function<Instant, Happening> happening) {
    Optional<Refusal> refused =
        verb.equals(PAUSE)
            ? Standings.refuseUnlessPerson(world.catalogue(), by, verb)
            : Standings.refuseUnlessPerson(world, by, verb);
    return refused.isPresent() ? Answer.no(refused.get()) : ask(release, happening);
  }

  private Answer<ReleaseRecord> ask(
      ReleaseRecord release, java.util.function.Function<Instant, Happening> happening) {
    return answer(books.tell(release, happening.apply(world.clock().now())));
  }

  private static Answer<ReleaseRecord> answer(Books.Result result) {
    return result.decision() instanceof Decision.Refused refused
        ? Answer.no(Refusals.of(result.after(), refused.because()))
        : Answer.yes(result.after());
  }

  /**
   * What the newest stored check of the running stretch amounts to; empty when nothing is watched
   * or checked yet.
   */
  public Optional<Assessment> assessment(ReleaseRecord release) {
    return books.store().read(reader -> assessment(reader, release));
  }

  private Optional<Assessment> assessment(Store.Reader reader, ReleaseRecord release) {
    Optional<Plan> plan = release.plan();
    Optional<Stretch> stretch = Stretch.of(release.state());
    if (plan.isEmpty() || stretch.isEmpty()) {
      return Optional.empty();
    }
    Limits limits = plan.get().limits();
    Instant now = world.clock().now();
    List<Store.Check> checks =
        reader.checks(StreamName.of(release.id()), Account.reach(limits, stretch.get(), now));
    if (checks.isEmpty() || !Account.isOf(stretch.get(), checks.getLast())) {
      return Optional.empty();
    }
    Store.Check newest = checks.getLast();
    Account account = Account.restored(limits, stretch.get(), now, checks);
    return Optional.of(account.watch().assess(limits, newest.judgement(), newest.at()));
  }
}
