package dev.slipway.control;

import dev.slipway.control.Refusal.Kind;
import dev.slipway.control.port.ChangeSource;
import dev.slipway.control.port.OutsideFailure;
import dev.slipway.journal.Fact;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.journal.Replay;
import dev.slipway.journal.Store;
import dev.slipway.journal.StreamName;
import dev.slipway.journal.Summaries;
import dev.slipway.plan.Plan;
import dev.slipway.release.Actor;
import dev.slipway.release.ArtifactDigest;
import dev.slipway.release.ChangeRecord;
import dev.slipway.release.CommitId;
import dev.slipway.release.ReleaseId;
import dev.slipway.release.ServiceName;
import dev.slipway.release.Version;
import dev.slipway.rollout.Reason;
import java.util.List;
import java.util.Optional;

/**
 * Takes a finished release back, or tries how that would go. What is finished never changes: either
 * is a new release, from the version that serves now to the one before it.
 */
final class Undoing {
  private final Books books;
  private final World world;
  private final Planmaking planning;

  /** What for. */
  enum Purpose {
    UNDO,
    /** Back to where it was as soon as the first users have the version before. */
    REHEARSAL
  }

  /** The version to go back to, as it can be deployed now. */
  record Ground(Version old, ArtifactDigest artifact, CommitId commit) {}

  Undoing(Books books, World world) {
    this.books = books;
    this.world = world;
    this.planning = new Planmaking(books, world);
  }

  /**
   * Opens and plans it; one that is open already is given again. Nothing moves.
   *
   * @param acceptLoss go back although data may not come along
   */
  Answer<ReleaseRecord> open(
      Actor by, ReleaseRecord finished, Purpose purpose, String reason, boolean acceptLoss) {
    if (!acceptLoss && finished.plan().filter(plan -> plan.rollback().mayLoseData()).isPresent()) {
      return Answer.no(wouldLose(finished));
    }
    Optional<ReleaseRecord> before = books.store().read(reader -> under(reader, finished, purpose));
    return before.isPresent()
        ? planned(by, before.get())
        : ground(finished, purpose, acceptLoss)
            .then(ground -> opened(by, finished, purpose, reason, ground));
  }

  /** What an undo stands on, or why there can be none. Nothing is written. */
  Answer<Ground> ground(ReleaseRecord finished, Purpose purpose, boolean acceptLoss) {
    Optional<Version> old = finished.change().from();
    if (old.isEmpty()) {
      return Answer.no(
          Refusal.of(
              "E-BACK-02",
              Kind.CONFLICT,
              "Nothing is known to have run before " + finished.id() + ".",
              "It is how Slipway found the service, or its first release: there is no version to go back to.",
              "slipway history " + finished.id().service()));
    }
    if (finished.opened().undoes().isPresent()) {
      return Answer.no(wasGivenUp(finished, finished.opened().undoes().get(), old.get()));
    }
    if (!acceptLoss && finished.plan().filter(plan -> plan.rollback().mayLoseData()).isPresent()) {
      return Answer.no(wouldLose(finished));
    }
    Optional<World.Place> place =
        world.place(finished.id().service(), finished.opened().environment());
    if (place.isEmpty()) {
      return Answer.no(
          Refusal.of(
              "E-REF-04",
              Kind.NOT_FOUND,
              "slipway.yaml no longer knows " + finished.id().service() + ".",
              ""));
    }
    if (purpose == Purpose.REHEARSAL && !place.get().environment().rehearsing().allowed()) {
      return Answer.no(notAllowed(finished));
    }
    try {
      return at(place.get(), finished, old.get());
    } catch (OutsideFailure failure) {
      return Answer.no(Opening.outside(failure));
    }
  }

  private static Refusal wouldLose(ReleaseRecord finished) {
    return Refusals.of(
        finished,
        new Reason(
            Reason.Code.WOULD_LOSE_DATA,
            finished.plan().map(plan -> plan.rollback().dataCompatibility()).orElse("")));
  }

  /** It would be given to everybody at once, and whoever approved it did so before it failed. */
  private static Refusal wasGivenUp(ReleaseRecord finished, ReleaseId undone, Version old) {
    return Refusal.of(
        "E-BACK-02",
        Kind.CONFLICT,
        finished.id() + " took " + undone + " back, and is not taken back itself.",
        old + " was given up with it, and nobody has approved it since.",
        "slipway new "
            + finished.id().service()
            + " "
            + old
            + " --reason \"what is different now\"");
  }

  private static Refusal notAllowed(ReleaseRecord finished) {
    return Refusal.of(
        "E-BACK-05",
        Kind.GATE,
        "The way back is not rehearsed in " + finished.opened().environment() + ".",
        "Some of its users would meet "
            + finished.change().from().map(Version::label).orElse("the version before")
            + " for a moment, and nobody has allowed that.",
        "set rehearsals: { allowed: yes } for "
            + finished.opened().environment()
            + " in slipway.yaml");
  }

  /** What was opened for it before, while that is planned or moves. */
  private static Optional<ReleaseRecord> under(
      Store.Reader reader, ReleaseRecord finished, Purpose purpose) {
    Optional<ReleaseId> named = Optional.of(finished.id());
    return Precedents.newer(reader, finished.id(), finished.opened().environment())
        .filter(summary -> !Summaries.isOver(summary))
        .map(summary -> Replay.of(reader.entries(StreamName.of(summary.id()), 0)))
        .filter(release ->
            switch (purpose) {
              case UNDO -> release.opened().undoes().equals(named);
              case REHEARSAL -> release.opened().rehearses().equals(named);
            })
        .findFirst();
  }

  /** Whoever opened it may have ended before it had a plan. */
  private Answer<ReleaseRecord> planned(Actor by, ReleaseRecord opened) {
    return opened.plan().isPresent()
        ? Answer.yes(opened)
        : planning.plan(by, opened, Opening.PlanWish.NONE);
  }

  private Answer<Ground> at(World.Place place, ReleaseRecord finished, Version old) {
    Optional<Version> live = world.targets().live(place.service(), place.environment());
    if (!live.equals(Optional.of(finished.change().to()))) {
      return Answer.no(notServing(finished, live));
    }
    Optional<ArtifactDigest> artifact =
        world.targets().artifact(place.service(), place.environment(), old);
    Optional<ArtifactDigest> was = finished.plan().flatMap(Plan::fromArtifact);
    if (artifact.isEmpty() || was.filter(known -> !known.equals(artifact.get())).isPresent()) {
      return Answer.no(notThere(finished, old, artifact, was));
    }
    return commit(place, finished, old)
        .then(commit -> Answer.yes(new Ground(old, artifact.get(), commit)));
  }

  private static Refusal notServing(ReleaseRecord finished, Optional<Version> live) {
    ServiceName service = finished.id().service();
    return Refusal.of(
        "E-BACK-02",
        Kind.CONFLICT,
        finished.id() + " is not what serves now, so there is nothing to take back.",
        live.map(version -> version + " serves everybody").orElse("Nothing runs")
            + " in "
            + finished.opened().environment()
            + ".",
        "slipway history " + service);
  }

  private static Refusal notThere(
      ReleaseRecord finished,
      Version old,
      Optional<ArtifactDigest> now,
      Optional<ArtifactDigest> was) {
    return Refusal.of(
        "E-BACK-04",
        Kind.FAILED,
        "What ran before " + finished.id() + " cannot be deployed any more.",
        old
            + was.map(digest -> " was " + digest.brief() + ",").orElse("")
            + now.map(digest -> " is " + digest.brief() + " now: another artifact")
                .orElse(" is not known there now")
            + ".",
        "slipway new " + finished.id().service() + " <a version that is there>");
  }

  /** Where the old version stood; read anew only where the finished release did not write it. */
  private Answer<CommitId> commit(World.Place place, ReleaseRecord finished, Version old) {
    if (finished.change().fromCommit().isPresent()) {
      return Answer.yes(finished.change().fromCommit().get());
    }
    return switch (world.changes().read(place.service(), Optional.empty(), old)) {
      case ChangeSource.Reading.Found found -> Answer.yes(found.range().toCommit());
      case ChangeSource.Reading.Missing missing ->
          Answer.no(
              Refusal.of("E-CHANGE-01", Kind.FAILED, missing.what(), missing.why(), missing.fix()));
    };
  }

  private Answer<ReleaseRecord> opened(
      Actor by, ReleaseRecord finished, Purpose purpose, String reason, Ground ground) {
    Version old = ground.old();
    ServiceName service = finished.id().service();
    // The files are the same ones, the other way round; migrations stay applied, so none is read.
    ChangeRecord change =
        new ChangeRecord(
            Optional.of(finished.change().to()),
            old,
            Optional.of(finished.change().toCommit()),
            ground.commit(),
            ground.artifact(),
            List.of(),
            finished.change().files(),
            List.of());
    Optional<ReleaseId> follows =
        books
            .store()
            .read(reader ->
                Precedents.takenBack(
                        reader, service, finished.opened().environment(), old, ground.artifact())
                    .map(ReleaseRecord::id));
    ReleaseRecord opened =
        books.openUnless(
            reader -> under(reader, finished, purpose),
            number ->
                List.of(
                    new Fact.Opened(
                        new ReleaseId(service, number),
                        finished.opened().environment(),
                        by.name(),
                        title(finished, purpose, old),
                        reason,
                        follows,
                        purpose == Purpose.UNDO ? Optional.of(finished.id()) : Optional.empty(),
                        purpose == Purpose.REHEARSAL
                            ? Optional.of(finished.id())
                            : Optional.empty(),
                        change)),
            service,
            world.clock().now(),
            by);
    return planned(by, opened);
  }

  private static String title(ReleaseRecord finished, Purpose purpose, Version old) {
    return switch (purpose) {
      case UNDO -> finished.id().service() + " back to " + old + ", undoes " + finished.id();
      case REHEARSAL -> "rehearsal: " + finished.id().service() + " to " + old + " and back";
    };
  }
}
