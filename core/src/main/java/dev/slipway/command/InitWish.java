package dev.slipway.command;

import java.util.List;
import java.util.Map;

/**
 * What the first configuration is to say.
 *
 * @param given answers by the option that gave them, "--service"; a command's words one by one
 * @param accept takes every proposal without a question
 * @param ask whether whoever typed the line may be asked
 * @param fromGit takes what git knows without a question
 * @param show prints the file instead of writing it
 * @param replace writes over a file that is there, and keeps it as a backup
 */
public record InitWish(
    Map<String, List<String>> given,
    boolean accept,
    boolean ask,
    boolean fromGit,
    boolean show,
    boolean replace,
    Format format) {
  public InitWish {
    given = Map.copyOf(given);
  }
}
