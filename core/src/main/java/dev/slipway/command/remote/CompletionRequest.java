package dev.slipway.command.remote;

import java.util.List;
import java.util.Optional;

/**
 * What may stand at the cursor?
 *
 * @param words the line's words, the one at the cursor included when it has begun
 * @param index which of them the cursor is in
 * @param prefix what of that word stands before the cursor
 * @param inUse what "@" means to whoever types
 * @param lately lines that were typed there lately, newest first: what was used is offered first
 */
public record CompletionRequest(
    List<String> words,
    int index,
    String prefix,
    Optional<String> inUse,
    Optional<LineRequest.Surface> face,
    List<String> lately) {
  public CompletionRequest {
    words = List.copyOf(words);
    lately = List.copyOf(lately);
  }
}
