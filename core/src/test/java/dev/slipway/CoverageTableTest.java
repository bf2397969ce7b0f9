package dev.slipway;

import static java.util.stream.Collectors.toMap;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Holds docs/coverage.md to its word: every requirement is carried by tests that exist, or said to
 * be missing.
 */
class CoverageTableTest {

  private static final List<String> IDS =
      List.of(
          "R1", "R2", "R3", "R4", "R5", "R6", "R7", "G1", "G2", "G3", "G4", "G5", "G6", "G7", "X1",
          "X2", "X3", "X4", "X5", "X6", "X7", "X8", "X9", "X10", "D1", "D2", "D3", "D4", "D5", "V1",
          "V2", "V3", "V4", "V5", "L1", "L2", "L3", "S1", "S2", "T1", "T2", "T3", "T4");

  /**
   * How many ids are still listed as "Not yet". Lower it together with the list; raising it would
   * take a promise back.
   */
  private static final int NOT_YET = 15;

  private record Row(String id, String command, List<String> tests) {}

  private static final String PAGE = read(projectFolder().resolve("docs/coverage.md"));

  @Test
  void everyRequirementIsCarriedOrListedAsNotYet() {
    List<String> listed =
        Stream.concat(rows().stream().map(Row::id), notYet().stream()).sorted().toList();
    assertEquals(IDS.stream().sorted().toList(), listed, "every id once, and no other");
  }

  @Test
  void theListOfWhatIsMissingOnlyShrinks() {
    assertTrue(IDS.containsAll(notYet()), "ids that no requirement has: " + notYet());
    assertEquals(NOT_YET, notYet().size(), "lower NOT_YET when an id moves to the table");
  }

  @Test
  void everyRowNamesACommandAndTestsThatExist() {
    Map<String, String> sources = testSources();
    List<String> problems = new ArrayList<>();
    for (Row row : rows()) {
      if (row.command().isEmpty()) {
        problems.add(row.id() + " names no command");
      }
      if (row.tests().isEmpty()) {
        problems.add(row.id() + " names no test");
      }
      row.tests().forEach(test -> problem(row.id(), test, sources).ifPresent(problems::add));
    }
    if (!problems.isEmpty()) {
      fail("docs/coverage.md:\n  " + String.join("\n  ", problems));
    }
  }

  @Test
  void seesWhatIsWrongWithATest() {
    Map<String, String> sources =
        Map.of("ATest", "class ATest { @Tag(\"R1\") @Test void holds() {} }");
    assertEquals(Optional.empty(), problem("R1", "ATest#holds", sources));
    assertEquals(
        Optional.of("R1: there is no test class BTest"), problem("R1", "BTest#holds", sources));
    assertEquals(
        Optional.of("R1: ATest has no method breaks"), problem("R1", "ATest#breaks", sources));
    assertEquals(
        Optional.of("R10: ATest does not name R10"), problem("R10", "ATest#holds", sources));
    assertEquals(Optional.of("R1: not Class#method: ATest"), problem("R1", "ATest", sources));
  }

  private static Optional<String> problem(String id, String test, Map<String, String> sources) {
    int mark = test.indexOf('#');
    if (mark < 0) {
      return Optional.of(id + ": not Class#method: " + test);
    }
    String type = test.substring(test.lastIndexOf('.', mark) + 1, mark);
    String method = test.substring(mark + 1);
    String source = sources.get(type);
    if (source == null) {
      return Optional.of(id + ": there is no test class " + type);
    }
    if (!has(source, "\\bvoid\\s+" + Pattern.quote(method) + "\\s*\\(")) {
      return Optional.of(id + ": " + type + " has no method " + method);
    }
    return has(source, "\\b" + id + "\\b")
        ? Optional.empty()
        : Optional.of(id + ": " + type + " does not name " + id);
  }

  private static boolean has(String source, String pattern) {
    return Pattern.compile(pattern).matcher(source).find();
  }

  private static List<Row> rows() {
    return section("Carried")
        .filter(
            line -> line.startsWith("|") && !line.startsWith("| id |") && !line.startsWith("|--"))
        .map(line -> line.replace("`", "").split("\\|", -1))
        .map(cells -> new Row(cells[1].strip(), cells[3].strip(), listed(cells[4])))
        .toList();
  }

  private static List<String> listed(String cell) {
    return Stream.of(cell.split(",", -1))
        .map(String::strip)
        .filter(name -> !name.isEmpty())
        .toList();
  }

  private static List<String> notYet() {
    return section("Not yet")
        .filter(line -> line.startsWith("- "))
        .map(line -> line.substring(2).split(" ", 2)[0])
        .toList();
  }

  private static Stream<String> section(String title) {
    return PAGE.lines()
        .dropWhile(line -> !line.equals("## " + title))
        .skip(1)
        .takeWhile(line -> !line.startsWith("## "));
  }

  /** Simple class name to source, for the test classes of all modules. */
  private static Map<String, String> testSources() {
    try (Stream<Path> modules = Files.list(projectFolder())) {
      return modules
          .map(module -> module.resolve("src/test/java"))
          .filter(Files::isDirectory)
          .flatMap(CoverageTableTest::javaFiles)
          .collect(
              toMap(
                  file -> file.getFileName().toString().replace(".java", ""),
                  CoverageTableTest::read,
                  (one, other) -> one + other));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<Path> javaFiles(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Tests run in the module's folder under Maven, and in the project's folder elsewhere. */
  private static Path projectFolder() {
    Path here = Path.of("").toAbsolutePath();
    return Files.exists(here.resolve("core/pom.xml")) ? here : here.resolve("..").normalize();
  }
}
