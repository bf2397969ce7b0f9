package dev.slipway.catalog;

import static dev.slipway.catalog.AConfiguration.RIGHT;
import static dev.slipway.catalog.AConfiguration.with;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every way to get the configuration wrong: exactly one problem, in the right line, with the right
 * fix.
 */
class BadConfigurationTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @MethodSource("dev.slipway.catalog.Mistake#all")
  void findsTheMistake(Mistake mistake) {
    List<Problem> problems =
        new AConfiguration(folder).problemsOf(with(mistake.piece(), mistake.instead()));
    List<String> words = problems.stream().map(Problem::words).toList();
    Problem problem =
        problems.stream()
            .filter(one -> one.what().contains(mistake.what()))
            .findFirst()
            .orElseGet(() -> problems.getFirst());
    assertTrue(problem.what().contains(mistake.what()), words::toString);
    assertTrue(problem.fix().contains(mistake.fix()), words::toString);
    assertEquals(mistake.line(), problem.line(), words::toString);
    assertEquals(folder.resolve("slipway.yaml").toAbsolutePath(), problem.file());
    if (!mistake.others()) {
      assertEquals(1, problems.size(), words::toString);
    }
  }

  @Test
  void findsEverythingInOneGo() {
    AConfiguration files = new AConfiguration(folder);
    files.write(
        "more.yaml", "people:\n  eve: { emails: [eve] }\n  chi: { emails: [c@example.org] }\n");
    List<Problem> problems =
        files.problemsOf(
            "include: [more.yaml]\n"
                + with("bake: 5m", "bake: 5")
                    .replace("role: on-call", "role: boss")
                    .replace("at-most: 2%", "at-most: 2")
                    .replace("policy: default", "policy: strict")
                    .replace("version: 1", "version: 1\nwindows: { }"));
    assertEquals(
        List.of(
            "slipway.yaml:3",
            "slipway.yaml:11",
            "slipway.yaml:15",
            "slipway.yaml:24",
            "slipway.yaml:28",
            "more.yaml:2",
            "more.yaml:3"),
        problems.stream()
            .map(problem -> problem.file().getFileName() + ":" + problem.line())
            .toList(),
        () -> problems.stream().map(Problem::words).toList().toString());
  }

  @Test
  void refusesSecretsWrittenOutAndNeverRepeatsThem() {
    for (String key :
        List.of(
            "password",
            "api-token",
            "client_secret",
            "password-from",
            "url-from",
            "PASSWORD",
            "db-passwd")) {
      for (String value :
          List.of(
              "hunter2",
              "\"hunter2\"",
              "[hunter2]",
              "{ literal: hunter2 }",
              "{ env: \"hunter2 \" }")) {
        List<Problem> problems =
            new AConfiguration(folder)
                .problemsOf("store: { " + key + ": " + value + " }\n" + RIGHT);
        assertTrue(
            problems.stream()
                .anyMatch(one -> one.what().contains("holds a secret") && one.line() == 1),
            key + value);
        assertFalse(
            problems.stream().map(Problem::words).toList().toString().contains("hunter2"),
            key + value);
      }
    }
    assertFalse(
        new AConfiguration(folder)
            .problemsOf("store: { password-from: { file: db.secret } }\n" + RIGHT).stream()
                .anyMatch(one -> one.what().contains("holds a secret")));
  }

  @Test
  void keepsControlCharactersOutOfMessages() {
    List<Problem> problems =
        new AConfiguration(folder)
            .problemsOf(with("bake: 5m", "bake: \"\\e[2J\\u202e" + "x".repeat(500) + "\""));
    assertTrue(problems.getFirst().what().length() < 200);
    assertTrue(
        problems.getFirst().what().chars().noneMatch(point -> point < 32 || point == 0x202e));
  }

  @Test
  void saysWhichIncludesFormACircle() {
    AConfiguration files = new AConfiguration(folder);
    files.write("a.yaml", "include: [b.yaml]\n");
    files.write("b.yaml", "\ninclude: [a.yaml]\n");
    List<Problem> problems = files.problemsOf("include: [a.yaml]\n" + RIGHT);
    assertEquals(1, problems.size());
    assertEquals(
        "b.yaml:2", problems.getFirst().file().getFileName() + ":" + problems.getFirst().line());
  }

  @Test
  void pointsAtTheLineWhereYamlBreaks() {
    List<Problem> problems =
        new AConfiguration(folder).problemsOf("version: 1\npeople: {\n  ada: [\n");
    assertTrue(problems.getFirst().what().startsWith("not valid YAML here"));
    assertEquals(4, problems.getFirst().line());
    assertEquals(
        2,
        new AConfiguration(folder).problemsOf("version: 1\n\u0007people: {}\n").getFirst().line());
    assertEquals(
        "the file is empty",
        new AConfiguration(folder).problemsOf("# nothing\n").getFirst().what());
    assertEquals(
        "the file is not a section of keys",
        new AConfiguration(folder).problemsOf("- a\n").getFirst().what());
    assertTrue(
        new AConfiguration(folder)
            .problemsOf("version: 1\n---\nversion: 1\n")
            .getFirst()
            .what()
            .startsWith("not valid YAML"));
  }
}
