package dev.slipway.control;

import dev.slipway.control.port.OutsideFailure;
import dev.slipway.control.port.Target;
import dev.slipway.control.port.Traffic;
import dev.slipway.journal.Fact;
import dev.slipway.journal.Fact.Found;
import dev.slipway.journal.FlagsLeft;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.journal.Replay;
import dev.slipway.journal.Store;
import dev.slipway.journal.Story;
import dev.slipway.journal.StreamName;
import dev.slipway.journal.Summaries;
import dev.slipway.journal.TrafficLeft;
import dev.slipway.plan.ExecSpec;
import dev.slipway.plan.Plan;
import dev.slipway.plan.Service;
import dev.slipway.plan.TargetSpec;
import dev.slipway.release.Actor;
import dev.slipway.release.ReleaseId;
import dev.slipway.release.Weight;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Looks whether traffic is where the last release of a service left it, once nothing moves any
 * more. What a restarted balancer forgot is set again, as during a release; what somebody decided
 * is left alone and said.
 */
final class TrafficWatch {
  /** As during a release: whoever loses it more often is not helped by setting it again. */
  static final int LOSSES_BORNE = 3;

  /** Of one service: what is older than these has not moved it last. */
  private static final int LOOKED_AT = 10;

  private record Ended(long version, Instant at) {}

  /** A service in an environment, as the journal knows it. */
  private record Place(String service, String environment) {
    static Place of(Store.Summary row) {
      return new Place(row.id().service().value(), row.environment().value());
    }
  }

  private final Books books;
  private final World world;
  private final Trouble trouble;
  private final FlagWatch flags;
  private Map<ReleaseId, Ended> ended = Map.of();

  /** Opened once: which side is whose is found out by asking every instance. */
  private final Map<ReleaseId, Target> opened = new HashMap<>();

  private final Map<ReleaseId, Traffic.Reading> before = new HashMap<>();

  TrafficWatch(Books books, World world, Trouble trouble) {
    this.books = books;
    this.world = world;
    this.trouble = trouble;
    this.flags = new FlagWatch(books, world, trouble);
  }

  /** One look at every service with two sides that nothing moves. */
  synchronized void look() {
    List<ReleaseId> last = books.store().read(this::last);
    opened.keySet().retainAll(last);
    before.keySet().retainAll(last);
    flags.retain(last);
    for (ReleaseId id : last) {
      try {
        look(books.get(id));
      } catch (OutsideFailure silent) {
        // A balancer that does not answer is no news about where it sends anybody.
        Traffic.Reading unused = before.remove(id);
        trouble.say(id + ": where its traffic is", silent);
      } catch (RuntimeException broken) {
        trouble.say(id + ": where its traffic is", broken);
      }
    }
  }

  /** The release that moved last in each place, where none moves now. */
  private List<ReleaseId> last(Store.Reader reader) {
    Map<ReleaseId, Ended> known = new HashMap<>();
    Map<Place, List<Store.Summary>> places =
        reader.summaries(Store.Query.all()).stream()
            .filter(row -> row.planHash().isPresent() && Summaries.endedAfterItMoved(row))
            .collect(Collectors.groupingBy(Place::of));
    List<ReleaseId> last =
        places.values().stream()
            .map(rows ->
                rows.stream()
                    .sorted(
                        Comparator.comparingLong((Store.Summary row) -> row.id().number())
                            .reversed())
                    .limit(LOOKED_AT)
                    .max(Comparator.comparing(row -> ended(reader, row, known))))
            .flatMap(Optional::stream)
            .filter(row -> isFree(reader, row))
            .map(Store.Summary::id)
            .toList();
    ended = known;
    return last;
  }

  private static boolean isFree(Store.Reader reader, Store.Summary row) {
    return reader.lock(row.id().service(), row.environment()).isEmpty();
  }

  /** What is written about a release after its end is no change of traffic. */
  private Instant ended(Store.Reader reader, Store.Summary row, Map<ReleaseId, Ended> known) {
    Ended one = ended.get(row.id());
    if (one == null || one.version() != row.streamVersion()) {
      ReleaseRecord record = Replay.of(reader.entries(StreamName.of(row.id()), 0));
      one = new Ended(row.streamVersion(), Story.of(record).endedAt().orElse(row.changed()));
    }
    known.put(row.id(), one);
    return one.at();
  }

  private void look(ReleaseRecord release) {
    Optional<TrafficLeft> left = TrafficLeft.by(release);
    Optional<Plan> plan = release.plan().filter(this::isAtItsTarget);
    FlagsLeft flagsLeft = FlagsLeft.by(release);
    boolean twoSides = plan.filter(this::hasTwoSides).isPresent();
    if (left.isEmpty() || plan.isEmpty() || (!twoSides && flagsLeft.percents().isEmpty())) {
      return;
    }
    Target target =
        opened.computeIfAbsent(release.id(), id -> world.targetWithoutFlags(plan.get()));
    flags.look(release, flagsLeft, target);
    if (twoSides) {
      lookAtTraffic(books.renew(release), left.get(), plan.get(), target);
    }
  }

  private void lookAtTraffic(ReleaseRecord release, TrafficLeft left, Plan plan, Target target) {
    Traffic.Reading reading = target.traffic().read();
    boolean proven = reading.equals(before.put(release.id(), reading));
    // One reading alone may have met somebody's write on its way.
    if (proven) {
      Optional<Fact.TrafficFound> found = found(plan, left, reading);
      ReleaseRecord noted = note(release, found);
      boolean lost =
          TrafficLeft.by(noted)
              .flatMap(TrafficLeft::astray)
              .filter(astray -> astray.found() == Found.LOST)
              .isPresent();
      if (lost) {
        setAgain(noted, plan, target);
      }
    }
  }

  /** Only where a share is given between two sides. */
  private boolean hasTwoSides(Plan plan) {
    return plan.from().isPresent()
        && now(plan).filter(ExecSpec.class::isInstance).isPresent()
        && !plan.isInPlace();
  }

  /** Another target than that which the release was made for has nothing to do with it. */
  private boolean isAtItsTarget(Plan plan) {
    try {
      return world
          .catalogues()
          .of(plan.catalogueHash())
          .service(plan.release().service())
          .map(service -> service.environments().get(plan.environment()))
          .map(Service.Environment::target)
          .equals(now(plan));
    } catch (RuntimeException unreadable) {
      return false;
    }
  }

  private Optional<TargetSpec> now(Plan plan) {
    return world
        .place(plan.release().service(), plan.environment())
        .map(place -> place.environment().target());
  }

  /** What there is to write down; empty where it is known already. */
  static Optional<Fact.TrafficFound> found(Plan plan, TrafficLeft left, Traffic.Reading reading) {
    int percent = reading.share().percent();
    boolean restarted =
        left.incarnation().filter(known -> !known.equals(reading.incarnation())).isPresent();
    if (percent == left.percent()) {
      return left.astray().isPresent() || restarted
          ? Optional.of(
              found(
                  Found.AS_LEFT,
                  reading,
                  left.astray().isPresent()
                      ? "traffic is where " + plan.release() + " left it again"
                      : "the balancer restarted and kept the traffic where it was"))
          : Optional.empty();
    }
    String where =
        plan.to()
            + " has "
            + reading.share()
            + " of the traffic, not "
            + new Weight(left.percent())
            + " as "
            + plan.release()
            + " left it";
    Fact.TrafficFound now;
    if (reading.mark().isPresent()) {
      now = found(Found.ELSEWHERE, reading, where + ": " + reading.mark().get());
    } else if (left.newest().filter(known -> known.found() == Found.ELSEWHERE).isPresent()) {
      // Somebody decided so before; that the balancer restarted since decides nothing.
      now = found(Found.ELSEWHERE, reading, where + ": somebody changed it");
    } else if (!restarted) {
      now = found(Found.ELSEWHERE, reading, where + ": somebody changed it");
    } else if (left.losses() >= LOSSES_BORNE) {
      now =
          found(
              Found.ELSEWHERE,
              reading,
              where
                  + ": the balancer restarted and forgot it more than "
                  + LOSSES_BORNE
                  + " times; what it reads when it starts says something else");
    } else {
      now = found(Found.LOST, reading, where + ": the balancer restarted and forgot it");
    }
    boolean known =
        left.newest()
            .filter(one ->
                one.found() == now.found()
                    && one.percent() == now.percent()
                    && (one.found() == Found.ELSEWHERE
                        || one.incarnation().equals(now.incarnation())))
            .isPresent();
    return known ? Optional.empty() : Optional.of(now);
  }

  private static Fact.TrafficFound found(Found found, Traffic.Reading reading, String words) {
    return new Fact.TrafficFound(found, reading.share().percent(), reading.incarnation(), words);
  }

  /** One of all workers that look writes it down. */
  private ReleaseRecord note(ReleaseRecord release, Optional<Fact.TrafficFound> found) {
    if (found.isEmpty()
        || !books.noteIfUnchanged(release, found.get(), world.clock().now(), by())) {
      return release;
    }
    return books.renew(release);
  }

  /** Read again right before: a release may have begun, or somebody may have decided otherwise. */
  private void setAgain(ReleaseRecord release, Plan plan, Target target) {
    Weight wanted = release.state().desired().weight();
    boolean still =
        books
            .store()
            .read(reader ->
                reader.version(StreamName.of(release.id())) == release.version()
                    && reader.lock(plan.release().service(), plan.environment()).isEmpty());
    if (!still || target.traffic().read().mark().isPresent()) {
      return;
    }
    String fault;
    try {
      target.traffic().write(wanted);
      Traffic.Reading after = target.traffic().read();
      if (after.share().equals(wanted)) {
        Traffic.Reading unused = before.put(release.id(), after);
        ReleaseRecord unusedToo =
            note(
                release,
                Optional.of(
                    found(
                        Found.SET_AGAIN,
                        after,
                        "the balancer restarted and forgot where traffic goes; it was set again: "
                            + plan.to()
                            + " has "
                            + wanted)));
        return;
      }
      fault = "it stays at " + after.share();
    } catch (OutsideFailure refused) {
      fault = String.valueOf(refused.getMessage());
    }
    trouble.say(release.id() + ": its traffic could not be set again: " + fault);
  }

  private static Actor by() {
    return Actor.system("driver");
  }
}
