package dev.slipway.outside.spool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.slipway.control.port.OutsideFailure;
import dev.slipway.control.port.Spool.Intent;
import dev.slipway.release.ReleaseId;
import dev.slipway.release.ServiceName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that outlive the process and the crash in which they were written. */
class FolderSpoolTest {
  private static final Instant TEN = Instant.parse("2026-11-20T10:00:00.000001Z");
  private static final Intent FIRST = intent(42, TEN, "error rate 30 %, limit 2 %");
  private static final Intent SECOND = intent(43, TEN.plusMillis(1), "it's \n=%+ \"odd\" é🚢 \\");

  @TempDir Path folder;

  private static Intent intent(long number, Instant at, String words) {
    return new Intent(new ReleaseId(new ServiceName("shop"), number), at, words);
  }

  private FolderSpool spool() {
    return new FolderSpool(folder.resolve("spool"));
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.list(folder.resolve("spool"))) {
      return all.sorted().toList();
    }
  }

  @Test
  void keepsNothingAtFirst() {
    assertEquals(List.of(), spool().kept());
  }

  @Test
  void anotherProcessFindsWhatIsKeptOldestFirst() {
    spool().keep(SECOND);
    spool().keep(FIRST);
    spool().keep(FIRST);
    assertEquals(List.of(FIRST, SECOND), spool().kept());
  }

  @Test
  void forgetsOneAndOnlyThat() {
    spool().keep(FIRST);
    spool().keep(SECOND);
    spool().forget(FIRST);
    spool().forget(FIRST);
    assertEquals(List.of(SECOND), spool().kept());
  }

  @Test
  void isForItsOwnerOnly() throws IOException {
    spool().keep(FIRST);
    assertEquals(
        "rwx------",
        PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("spool"))));
    assertEquals(1, files().size(), "nothing half written is left");
    assertEquals(
        "rw-------",
        PosixFilePermissions.toString(Files.getPosixFilePermissions(files().getFirst())));
  }

  /** A disk may lie about what it wrote: cut anywhere, or changed, it is no intent. */
  @Test
  void aTornFileIsPassedOver() throws IOException {
    spool().keep(FIRST);
    spool().keep(SECOND);
    Path torn = files().getFirst();
    byte[] whole = Files.readAllBytes(torn);
    for (int length = 0; length < whole.length; length++) {
      Files.write(torn, Arrays.copyOf(whole, length));
      assertEquals(List.of(SECOND), spool().kept(), "cut at " + length);
    }
    byte[] changed = whole.clone();
    int middle = whole.length / 2;
    changed[middle] = (byte) (changed[middle] ^ 1);
    Files.write(torn, changed);
    assertEquals(List.of(SECOND), spool().kept());
  }

  @Test
  void saysWhenNothingCanBeKept() throws IOException {
    Files.writeString(folder.resolve("spool"), "a file where the folder should be");
    OutsideFailure failure = assertThrows(OutsideFailure.class, () -> spool().keep(FIRST));
    assertEquals("spool", failure.system());
  }
}
