package dev.slipway.shell.faults;

import dev.slipway.Folders;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Prints the whole matrix as a table. Arguments: rows side by side (3), words of their names. */
public final class FaultsMeasured {
  private static final int LANES = 3;

  private FaultsMeasured() {}

  public static void main(String... arguments) throws Exception {
    int lanes = arguments.length > 0 ? Integer.parseInt(arguments[0]) : LANES;
    String words = arguments.length > 1 ? arguments[1] : "";
    long begun = System.nanoTime();
    List<String> lines = new ArrayList<>();
    List<String> wrong = new ArrayList<>();
    try (ExecutorService pool = Executors.newFixedThreadPool(lanes)) {
      List<Row> rows =
          Faults.all().stream().filter(row -> row.name().matches(".*" + words + ".*")).toList();
      List<Future<FaultMatrix.Cell>> running = new ArrayList<>();
      rows.forEach(row -> running.add(pool.submit(() -> lived(row))));
      for (int i = 0; i < rows.size(); i++) {
        try {
          lines.add(running.get(i).get().line());
        } catch (ExecutionException failed) {
          wrong.add(rows.get(i).name() + ": " + failed.getCause());
        }
      }
    }
    FaultMatrix.HEAD.forEach(System.out::println);
    lines.forEach(System.out::println);
    System.out.printf(
        Locale.ROOT,
        "%n%d survived, %d not; %d side by side, %.0f minutes%n",
        lines.size(),
        wrong.size(),
        lanes,
        (System.nanoTime() - begun) / 60e9);
    wrong.forEach(System.out::println);
    System.exit(wrong.isEmpty() ? 0 : 1);
  }

  private static FaultMatrix.Cell lived(Row row) throws Exception {
    Path folder = Files.createTempDirectory("slipway-faults-");
    try {
      FaultMatrix.Cell cell = FaultMatrix.live(row, folder);
      System.err.println(cell.line());
      return cell;
    } catch (Throwable wrong) {
      System.err.println("WRONG " + row.name() + ": " + wrong);
      throw wrong;
    } finally {
      Folders.delete(folder);
    }
  }
}
