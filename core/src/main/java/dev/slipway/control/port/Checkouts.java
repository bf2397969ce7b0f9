package dev.slipway.control.port;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What git says about a folder, before any service is known there. Reads, and never fetches. */
public interface Checkouts {
  /** The git program's own version, such as "2.43.0"; empty when there is no git. */
  Optional<String> program();

  /** Whoever commits on this computer, as git is configured here; empty parts are not set. */
  Committer committer(Path folder);

  Sight see(Path folder);

  /**
   * The commit that files stand in as they are now.
   *
   * @param folder of the first of them
   * @return empty when one of them was changed since, is not kept in git, or there is no repository
   */
  Optional<String> commit(Path folder, List<Path> files);

  record Committer(Optional<String> name, Optional<String> email) {}

  sealed interface Sight {
    /**
     * @param root the repository's top folder
     * @param shallow history is cut off
     * @param remote address of the remote "origin", without credentials
     * @param tags names of all tags, newest commit first; hostile text
     */
    record Repository(Path root, boolean shallow, Optional<String> remote, List<String> tags)
        implements Sight {
      public Repository {
        tags = List.copyOf(tags);
      }
    }

    /**
     * @param fix a line that can be pasted
     */
    record Nothing(String what, String why, String fix) implements Sight {}
  }
}
