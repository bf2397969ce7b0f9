package dev.slipway.bot.conversation;

import dev.slipway.command.Face;
import dev.slipway.command.Host;
import dev.slipway.command.Session;
import dev.slipway.control.Desk;
import dev.slipway.notice.Outbox;
import dev.slipway.release.Actor;
import dev.slipway.release.ReleaseId;
import java.util.Optional;

/**
 * Somebody in a chat.
 *
 * @param inUse the release whose thread it is
 */
record ChatSession(
    Desk desk, Account by, Actor actor, Optional<ReleaseId> inUse, Host host, Optional<Outbox> news)
    implements Session {
  /** A chat keeps nothing in use: the thread says what is meant. */
  @Override
  public void use(Optional<ReleaseId> release) {}

  /** A stranger's is none. */
  @Override
  public Optional<String> account() {
    return actor.isPerson() ? Optional.of(by.key()) : Optional.empty();
  }

  @Override
  public Face face() {
    return Face.CHAT;
  }
}
