package dev.slipway.command.remote;

import dev.slipway.control.Catalogues;
import java.util.List;
import java.util.Optional;

/**
 * A command line for the server.
 *
 * @param words the line's words, "slipway" left out or not
 * @param answers what was typed to the questions it asked so far, in order
 * @param inUse what "@" means to whoever typed it
 * @param face where it was typed; empty for a program
 * @param catalogue the one that stands there, for lines that are about it
 */
public record LineRequest(
    List<String> words,
    List<String> answers,
    Optional<String> inUse,
    Optional<Surface> face,
    Optional<Catalogues.Sent> catalogue) {
  /** About anything but a catalogue. */
  public LineRequest(
      List<String> words, List<String> answers, Optional<String> inUse, Optional<Surface> face) {
    this(words, answers, inUse, face, Optional.empty());
  }

  /** Where a line may be typed that reaches a server. */
  public enum Surface {
    SHELL,
    COMMAND_LINE
  }

  public LineRequest {
    words = List.copyOf(words);
    answers = List.copyOf(answers);
  }
}
