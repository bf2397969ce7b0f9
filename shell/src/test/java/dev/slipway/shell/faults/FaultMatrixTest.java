package dev.slipway.shell.faults;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every fault of the matrix on the real programs, one release each, several side by side. */
@Tag("long")
@Tag("real-targets")
class FaultMatrixTest {
  private static final int LANES = 3;
  private static final ExecutorService POOL = Executors.newFixedThreadPool(LANES);
  @TempDir private static Path folder;

  @AfterAll
  static void ends() {
    POOL.shutdownNow();
  }

  @TestFactory
  Stream<DynamicTest> everyFaultIsSurvived() {
    return Faults.all().stream()
        .map(row -> {
          Future<FaultMatrix.Cell> lived =
              POOL.submit(() -> FaultMatrix.live(row, Files.createTempDirectory(folder, "row")));
          return DynamicTest.dynamicTest(row.name(), () -> print(lived));
        })
        .toList()
        .stream();
  }

  private static void print(Future<FaultMatrix.Cell> lived) throws Throwable {
    try {
      System.out.println(lived.get().line());
    } catch (ExecutionException wrong) {
      throw wrong.getCause();
    }
  }
}
