package dev.slipway.outside.store;

import dev.slipway.journal.Store;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/** The file and its folder, for their owner's eyes only. */
final class SqliteFile {
  private static final Set<PosixFilePermission> FOLDER =
      PosixFilePermissions.fromString("rwx------");
  private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");
  private static final FileAttribute<?>[] NONE = {};

  private SqliteFile() {}

  /**
   * Creates what is missing and takes others' rights away; what SQLite puts beside the file gets
   * the file's mode.
   *
   * @throws Store.Unavailable when that is not possible, or the owner made file or folder read-only
   */
  static void prepare(Path file) {
    if (file.toString().contains("?")) {
      // SQLite's driver would take the rest for settings.
      throw new IllegalArgumentException("the path of a store has no question mark: " + file);
    }
    try {
      boolean posix = Files.getFileStore(existing(file)).supportsFileAttributeView("posix");
      Path folder = file.getParent();
      if (folder != null && !Files.isDirectory(folder)) {
        Files.createDirectories(folder, attributes(posix, FOLDER));
      }
      if (folder != null && posix) {
        refuseReadOnly(folder);
      }
      create(file, attributes(posix, FILE));
      if (posix) {
        restrict(file);
      }
    } catch (IOException e) {
      throw new Store.Unavailable(
          "the store " + file + " cannot be created or opened: " + words(e),
          "give this user a folder it may write in, or name another path under `store`",
          e);
    }
  }

  /** SQLite writes beside the file as well; without that, some reads work and no write does. */
  private static void refuseReadOnly(Path folder) throws IOException {
    boolean owners =
        Files.getPosixFilePermissions(folder).contains(PosixFilePermission.OWNER_WRITE);
    if (!owners || !Files.isWritable(folder)) {
      throw new Store.Unavailable(
          "the folder of the store, " + folder + ", is read-only",
          owners
              ? "give this user the folder, or name another path under `store`"
              : "chmod u+w '" + folder.toString().replace("'", "'\\''") + "'",
          new AccessDeniedException(folder.toString()));
    }
  }

  private static void create(Path file, FileAttribute<?>[] attributes) throws IOException {
    if (Files.exists(file)) {
      return;
    }
    try {
      Files.createFile(file, attributes);
    } catch (FileAlreadyExistsException e) {
      // Another process was first, and made the same file.
      return;
    }
  }

  private static void restrict(Path file) throws IOException {
    Set<PosixFilePermission> now = Files.getPosixFilePermissions(file);
    if (!now.contains(PosixFilePermission.OWNER_WRITE)) {
      // The superuser could write all the same; whoever took the right away meant it.
      throw new Store.Unavailable(
          "the store " + file + " is read-only",
          "chmod u+w '" + file.toString().replace("'", "'\\''") + "'",
          new AccessDeniedException(file.toString()));
    }
    EnumSet<PosixFilePermission> owners = EnumSet.copyOf(now);
    owners.retainAll(PosixFilePermissions.fromString("rwx------"));
    if (!owners.equals(now)) {
      Files.setPosixFilePermissions(file, owners);
    }
  }

  private static Path existing(Path file) {
    Path path = file;
    while (!Files.exists(path)) {
      Path parent = path.getParent();
      if (parent == null) {
        return path;
      }
      path = parent;
    }
    return path;
  }

  private static FileAttribute<?>[] attributes(boolean posix, Set<PosixFilePermission> mode) {
    return posix ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(mode)} : NONE;
  }

  private static String words(IOException fault) {
    return fault instanceof AccessDeniedException
        ? "no right to do so"
        : fault.getClass().getSimpleName() + " " + fault.getMessage();
  }
}
