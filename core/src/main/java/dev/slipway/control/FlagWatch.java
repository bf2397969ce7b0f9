package dev.slipway.control;

import dev.slipway.control.port.Flag;
import dev.slipway.control.port.OutsideFailure;
import dev.slipway.control.port.Target;
import dev.slipway.journal.Fact;
import dev.slipway.journal.Fact.Found;
import dev.slipway.journal.FlagsLeft;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.release.Actor;
import dev.slipway.release.ReleaseId;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Looks whether flags are where the last release of a service left them, once nothing moves any
 * more. Whoever turns one after the end has decided something: it is left alone and said.
 */
final class FlagWatch {
  private record Place(ReleaseId release, String flag) {}

  private final Books books;
  private final World world;
  private final Trouble trouble;
  private final Map<Place, Integer> before = new HashMap<>();

  FlagWatch(Books books, World world, Trouble trouble) {
    this.books = books;
    this.world = world;
    this.trouble = trouble;
  }

  void retain(Collection<ReleaseId> releases) {
    before.keySet().removeIf(place -> !releases.contains(place.release()));
  }

  /** One look at each flag that a release which is over has turned. */
  void look(ReleaseRecord release, FlagsLeft left, Target target) {
    ReleaseRecord current = release;
    for (Map.Entry<String, Integer> one : new TreeMap<>(left.percents()).entrySet()) {
      Optional<Integer> shown = proven(new Place(release.id(), one.getKey()), target);
      if (shown.isPresent()) {
        current =
            noted(current, found(left, one.getKey(), one.getValue(), shown.get(), release.id()));
      }
    }
  }

  /**
   * Empty unless two looks in a row read the same: one may have met somebody's write on its way.
   */
  private Optional<Integer> proven(Place place, Target target) {
    try {
      Optional<Integer> shown = target.flag(place.flag()).map(Flag::read);
      Optional<Integer> last = Optional.ofNullable(before.remove(place));
      shown.ifPresent(now -> before.put(place, now));
      return shown.equals(last) ? shown : Optional.empty();
    } catch (OutsideFailure silent) {
      // A flag that cannot be read is no news about what it shows.
      Integer unused = before.remove(place);
      trouble.say(place.release() + ": flag " + place.flag(), silent);
      return Optional.empty();
    }
  }

  private ReleaseRecord noted(ReleaseRecord release, Optional<Fact.FlagFound> found) {
    boolean written =
        found.isPresent()
            && books.noteIfUnchanged(
                release, found.get(), world.clock().now(), Actor.system("driver"));
    return written ? books.renew(release) : release;
  }

  /** What there is to write down; empty where it is known already. */
  private static Optional<Fact.FlagFound> found(
      FlagsLeft left, String flag, int wanted, int shown, ReleaseId release) {
    Optional<Fact.FlagFound> known = Optional.ofNullable(left.newest().get(flag));
    if (shown == wanted) {
      return known
          .filter(before -> before.found() != Found.AS_LEFT)
          .map(before ->
              new Fact.FlagFound(
                  flag,
                  Found.AS_LEFT,
                  shown,
                  "flag " + flag + " is where " + release + " left it again"));
    }
    return known.filter(before -> before.percent() == shown).isPresent()
        ? Optional.empty()
        : Optional.of(
            new Fact.FlagFound(
                flag,
                Found.ELSEWHERE,
                shown,
                "flag "
                    + flag
                    + " shows "
                    + shown
                    + " % what is new, not "
                    + wanted
                    + " % as "
                    + release
                    + " left it: somebody changed it"));
  }
}
