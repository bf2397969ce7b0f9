package dev.slipway.release;

import java.time.Instant;
import java.util.List;

/**
 * One commit of a change. All texts are hostile: whoever shows them escapes them.
 *
 * @param trailers the message's trailers in order, such as {@code Reviewed-by} or {@code Risk}
 */
public record Commit(
    CommitId id,
    String authorName,
    String authorEmail,
    Instant at,
    String subject,
    String body,
    List<Trailer> trailers) {
  public record Trailer(String key, String value) {}

  public Commit {
    trailers = List.copyOf(trailers);
  }
}
