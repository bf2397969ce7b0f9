package dev.slipway.shell.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/** Prints the whole matrix as a table. Arguments: rows side by side (2), words of their names. */
public final class FaultsMeasured {
  private static final int LANES = 2;

  private FaultsMeasured() {}

  public static void main(String... arguments) throws Exception {
    int lanes = arguments.length > 0 ? Integer.parseInt(arguments[0]) : LANES;
    String words = arguments.length > 1 ? arguments[1] : "";
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
        } catch (java.util.concurrent.ExecutionException failed) {
          wrong.add(rows.get(i).name() + ": " + failed.getCause());
        }
      }
    }
    FaultMatrix.HEAD.forEach(System.out::println);
    lines.forEach(System.out::println);
    System.out.println(lines.size() + " survived, " + wrong.size() + " not");
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
      delete(folder);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        boolean unused = Files.deleteIfExists(file);
      }
    } catch (java.io.UncheckedIOException stillWritten) {
      System.err.println("not all of " + folder + " could be deleted");
    }
  }
}
