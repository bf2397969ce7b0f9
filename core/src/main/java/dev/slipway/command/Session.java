package dev.slipway.command;

import dev.slipway.control.Desk;
import dev.slipway.release.Actor;
import dev.slipway.release.ReleaseId;
import java.util.Optional;

/** Who types, where, and about what: everything a line needs beside its words. */
public interface Session {
  Desk desk();

  Actor actor();

  /** What "@", or no release at all, means. */
  Optional<ReleaseId> inUse();

  void use(Optional<ReleaseId> release);

  Host host();

  Face face();
}
