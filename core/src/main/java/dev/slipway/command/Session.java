package dev.slipway.command;

import dev.slipway.control.Catalogues;
import dev.slipway.control.Desk;
import dev.slipway.notice.Outbox;
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

  /** The token this person came in with; empty at the store itself. */
  default Optional<String> token() {
    return Optional.empty();
  }

  /** The catalogue that was sent along from where it was typed; empty beside one's own files. */
  default Optional<Catalogues.Sent> sentCatalogue() {
    return Optional.empty();
  }

  /** Where lines for people outside the team are written; empty where none can be. */
  default Optional<Outbox> news() {
    return Optional.empty();
  }

  /** The account of a chat through which this is typed, by the catalogue's key. */
  default Optional<String> account() {
    return Optional.empty();
  }

  Host host();

  Face face();
}
