package dev.slipway.plan;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How a system is asked over HTTP.
 *
 * @param url without user, query and a slash at the end
 * @param certificate a PEM file whose authorities are trusted instead of the usual ones
 * @param limit a later answer counts as none
 */
public record Reach(String url, Optional<Login> login, Optional<Path> certificate, Duration limit) {
  /** As whom; only where the secret is kept, never the secret. */
  public sealed interface Login {
    record Bearer(ExecSpec.Value token) implements Login {}

    record Basic(String user, ExecSpec.Value password) implements Login {}
  }
}
