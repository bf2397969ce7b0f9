package dev.slipway.shell;

import dev.slipway.command.Failure;
import dev.slipway.evidence.BreakGlassScripts;
import dev.slipway.release.ReleaseId;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Who wants users back needs no store: the script that was written before the start does it. */
public final class WaysBack {
  private static final String IN_USE = "@";

  private WaysBack() {}

  /**
   * The failure of a rollback that found no store, with the lines to paste instead; any other as it
   * is.
   *
   * @param words as they were typed
   * @param inUse what "@" means
   * @param documents folder in which the scripts lie
   */
  public static Failure named(
      Failure failure, List<String> words, Optional<ReleaseId> inUse, Path documents) {
    return failure.isStoreAway() && words.contains("rollback")
        ? failure.withFirst(
            BreakGlassScripts.commands(documents, release -> isMeant(release, words, inUse)))
        : failure;
  }

  private static boolean isMeant(String release, List<String> words, Optional<ReleaseId> inUse) {
    String service = release.substring(0, Math.max(0, release.lastIndexOf('/')));
    return words.contains(release)
        || words.contains(service)
        || (words.contains(IN_USE) && inUse.map(ReleaseId::toString).equals(Optional.of(release)));
  }
}
