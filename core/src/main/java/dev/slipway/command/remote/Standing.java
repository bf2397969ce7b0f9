package dev.slipway.command.remote;

import java.time.Instant;
import java.util.List;

/**
 * Who one is to the server.
 *
 * @param person the catalogue's key
 * @param expires when the token ends
 * @param server the version of its program
 * @param protocol {@link #PROTOCOL} as the server speaks it
 * @param catalogue hash of the catalogue it works with
 * @param at the server's time
 */
public record Standing(
    String person,
    String name,
    boolean machine,
    List<String> roles,
    Instant expires,
    String server,
    int protocol,
    String catalogue,
    Instant at) {
  /** Raised when older shells can no longer read the answers. */
  public static final int PROTOCOL = 1;

  public Standing {
    roles = List.copyOf(roles);
  }
}
