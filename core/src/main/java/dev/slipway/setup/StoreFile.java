package dev.slipway.setup;

import dev.slipway.view.DoctorView.Check;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;

/** What surrounds an embedded store: its folder, whose rights it gives, the room on its disk. */
record StoreFile(Ground ground, Path file) {
  private static final long LITTLE = 1L << 30;
  private static final long TOO_LITTLE = 100L << 20;

  /** What to say of a store that opens. */
  Check check(String words) {
    return othersMayReplaceIt()
        ? Check.look(
            "store",
            words + "; others may write in its folder",
            "they could put another journal in its place",
            "chmod go-w " + Pasted.path(ground, folder()))
        : disk(words);
  }

  Check toBeMade() {
    Path folder = existing();
    return Files.isDirectory(folder) && Files.isWritable(folder)
        ? disk(ground.shown(file) + " will be made by the first release")
        : Check.mend(
            "store",
            ground.shown(file)
                + " cannot be made: "
                + ground.shown(folder)
                + (Files.isDirectory(folder) ? " cannot be written" : " is no folder"),
            "no release can be opened",
            Files.isDirectory(folder)
                ? "chmod u+wx " + Pasted.path(ground, folder)
                : "edit slipway.yaml, store: { kind: sqlite, path: ~/.local/share/slipway/slipway.db }");
  }

  private boolean othersMayReplaceIt() {
    try {
      Set<PosixFilePermission> rights = Files.getPosixFilePermissions(folder());
      return rights.contains(PosixFilePermission.GROUP_WRITE)
          || rights.contains(PosixFilePermission.OTHERS_WRITE);
    } catch (IOException | UnsupportedOperationException untold) {
      return false;
    }
  }

  private Path folder() {
    Path parent = file.getParent();
    return parent == null ? file : parent;
  }

  private Path existing() {
    Path path = folder();
    while (!Files.exists(path) && path.getParent() != null) {
      path = path.getParent();
    }
    return path;
  }

  private Check disk(String words) {
    long free;
    try {
      free = Files.getFileStore(existing()).getUsableSpace();
    } catch (IOException untold) {
      return Check.well("store", words);
    }
    String room = words + ", " + room(free) + " free";
    if (free < TOO_LITTLE) {
      return Check.mend("store", room, "the journal could stop", "df -h");
    }
    return free < LITTLE
        ? Check.look("store", room, "the journal needs little, but not nothing", "df -h")
        : Check.well("store", room);
  }

  private static String room(long bytes) {
    return bytes >= LITTLE ? (bytes >> 30) + " GB" : (bytes >> 20) + " MB";
  }
}
