package dev.slipway.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What somebody reads, and a script gets, whose embedded store was harmed: what, why, the fix. */
@Tag("T1")
class BrokenStoreTest {
  @TempDir Path folder;

  private GivenPlace place;
  private Path file;

  @BeforeEach
  void aStoreThatWorks() throws IOException {
    place = GivenPlace.in(folder).configured();
    file = folder.resolve("state/slipway.db");
    assertEquals(0, place.runs("list"), place.err());
  }

  /** So that the folder can be taken away again. */
  @AfterEach
  void writable() throws IOException {
    mode(folder.resolve("state"), "rwx------");
  }

  private static void mode(Path path, String mode) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
  }

  private void breaks(String why, String fix) {
    assertEquals(1, place.runs("list"));
    assertEquals("", place.out());
    // The name of the folder may be too long for a line, and is cut anywhere then.
    String said = withoutBlanks(place.err());
    assertTrue(said.contains(withoutBlanks("The store cannot be used. E-STORE-01")), place.err());
    assertTrue(said.contains(withoutBlanks(why)), place.err());
    assertTrue(said.contains("Fix:") && said.contains(withoutBlanks(fix)), place.err());
    assertEquals(1, place.runs("doctor", "--only", "store"), place.out());
  }

  private static String withoutBlanks(String text) {
    return text.replaceAll("\\s+", "");
  }

  @Test
  void aFileWithoutItsEnd() throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      var unused = channel.truncate(channel.size() / 8192 * 4096);
    }
    breaks("slipway.db is damaged", "put the newest backup in its place");
  }

  @Test
  void aFileWithAnotherBeginning() throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      int unused = channel.write(ByteBuffer.wrap("x".repeat(100).getBytes(StandardCharsets.UTF_8)));
    }
    breaks("slipway.db is not a SQLite file", "put a backup in its place");
  }

  @Test
  void aFileThatIsReadOnly() throws IOException {
    mode(file, "r--------");
    breaks("slipway.db is read-only", "chmod u+w");
  }

  @Test
  void aFolderThatIsReadOnly() throws IOException {
    mode(folder.resolve("state"), "r-x------");
    breaks("the folder of the store", "chmod u+w");
  }

  @Test
  void aFolderInItsPlace() throws IOException {
    Files.delete(file);
    Files.createDirectory(file);
    breaks("slipway.db cannot be opened", "see that");
  }

  @Test
  void aModeThatLetsOthersReadIsMended() throws IOException {
    mode(file, "rw-r--r--");
    assertEquals(0, place.runs("list"), place.err());
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
  }
}
