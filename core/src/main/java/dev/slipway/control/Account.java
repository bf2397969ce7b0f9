package dev.slipway.control;

import dev.slipway.health.Limits;
import dev.slipway.health.Watch;
import dev.slipway.journal.Store;
import dev.slipway.rollout.Watched;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The account of what is watched, as a fold over stored checks: a restarted worker, and whoever
 * only looks, come to the one that the driver keeps.
 *
 * @param about whom its checks judged
 */
record Account(Stretch.About about, Watch watch) {

  /**
   * From when on stored checks matter: the stretch's own, and what was broken or silent just before
   * it.
   */
  static Instant reach(Limits limits, Stretch stretch, Instant now) {
    Instant since = stretch.since().filter(start -> start.isBefore(now)).orElse(now);
    return since.minus(limits.blindLimit()).minus(limits.grace());
  }

  /** The account of a stretch that begins now, going on where the one before ended. */
  static Account begin(Stretch stretch, Instant now, Optional<Account> before) {
    Watch begun = Watch.begin(stretch.since().orElse(now), stretch.needed(), stretch.deadline());
    Watch fresh = Watched.endsCleanOnly(stretch.key()) ? begun.onlyClean() : begun;
    return new Account(stretch.about(), continued(fresh, stretch.key(), before));
  }

  /**
   * @param checks stored ones of the release, oldest first; may reach back before the stretch
   */
  static Account restored(Limits limits, Stretch stretch, Instant now, List<Store.Check> checks) {
    Optional<Account> account = Optional.empty();
    String key = "";
    boolean own = false;
    for (Store.Check check : checks) {
      boolean mine = isOf(stretch, check);
      if (account.isEmpty() || mine != own || !key.equals(check.stretch())) {
        account =
            Optional.of(
                mine
                    ? begin(stretch, check.at(), account)
                    : passedBy(check.stretch(), check.at(), account));
      }
      key = check.stretch();
      own = mine;
      account = account.map(so -> so.after(limits, check));
    }
    Optional<Account> before = account;
    return own ? before.orElseThrow() : begin(stretch, now, before);
  }

  /** A stretch that is over: only what it leaves to the next one matters. */
  private static Account passedBy(String key, Instant at, Optional<Account> before) {
    Stretch.About about = Stretch.about(key);
    return new Account(
        about, continued(Watch.begin(at, Duration.ZERO, Duration.ZERO), key, before));
  }

  /**
   * Silence is the source's and always goes on; a broken limit only while the same version is
   * judged. A stage's window has none of the failures from before it in sight.
   */
  private static Watch continued(Watch fresh, String key, Optional<Account> before) {
    if (before.isEmpty()) {
      return fresh;
    }
    Watch carried = fresh.carrying(before.get().watch());
    boolean same = Stretch.about(key) == before.get().about();
    return new Watch(
        carried.since(),
        carried.needed(),
        carried.deadline(),
        carried.watched(),
        carried.requests(),
        same ? carried.streak() : fresh.streak(),
        carried.lastCheck(),
        carried.lastMeasured(),
        carried.elapsed(),
        carried.silent(),
        same && !Watched.isStage(key) ? carried.failures() : fresh.failures(),
        carried.clean(),
        same ? carried.brokenBy() : fresh.brokenBy());
  }

  static boolean isOf(Stretch stretch, Store.Check check) {
    return check.stretch().equals(stretch.key())
        && stretch.since().filter(start -> check.at().isBefore(start)).isEmpty();
  }

  private Account after(Limits limits, Store.Check check) {
    return new Account(
        about, watch.after(limits, check.judgement(), check.at(), check.newRequests()));
  }
}
