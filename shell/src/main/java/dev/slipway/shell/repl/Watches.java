package dev.slipway.shell.repl;

import dev.slipway.release.ReleaseId;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Until when each release was watched in full, so that it is not told a second time above the
 * prompt.
 */
final class Watches {
  private final Map<ReleaseId, Instant> until = new ConcurrentHashMap<>();

  void watched(ReleaseId release, Instant at) {
    until.put(release, at);
  }

  Instant until(ReleaseId release) {
    return until.getOrDefault(release, Instant.EPOCH);
  }
}
