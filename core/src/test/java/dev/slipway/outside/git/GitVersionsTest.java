package dev.slipway.outside.git;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** R1: the versions that tags name. */
@Tag("R1")
class GitVersionsTest {
  @TempDir Path temporary;
  private ARepository repository;
  private final GitChangeSource source = new GitChangeSource();

  @BeforeEach
  void start() throws Exception {
    repository = new ARepository(Files.createDirectory(temporary.resolve("shop")));
    repository.write("README.md", "one\n").commit("first").tag("v1");
  }

  @Test
  void listsVersionsNewestCommitFirst() {
    repository
        .at(1_770_000_000L)
        .write("a", "1")
        .commit("c")
        .tag("v2.0")
        .tag("v10.0")
        .tag("other")
        .tag("v%not-a-label");
    repository.at(1_750_000_000L).write("a", "2").commit("late but dated early");
    repository.git("tag", "-a", "-m", "x", "v3");
    repository.at(1_780_000_000L).git("tag", "-a", "-m", "tagged later", "v0.9", "v1");
    List<String> labels =
        source.candidates(repository.service()).stream().map(c -> c.version().label()).toList();
    assertEquals(List.of("v10.0", "v2.0", "v1", "v0.9", "v3"), labels);
    assertEquals(
        repository.git("rev-parse", "v3^{commit}"),
        source.candidates(repository.service()).getLast().commit().value());
    source
        .candidates(repository.service())
        .forEach(c ->
            assertEquals(
                c.commit(),
                repository.range("", c.version().label()).toCommit(),
                "a listed version can be read"));
  }

  @Test
  void listsAtMostFiftyVersions() {
    for (int i = 100; i < 160; i++) {
      repository.tag("v" + i);
    }
    assertEquals(50, source.candidates(repository.service()).size());
    assertEquals("v159", source.candidates(repository.service()).getFirst().version().label());
  }

  @Test
  void refusesATagPatternThatCannotNameATag() {
    for (String pattern :
        List.of(
            "v",
            "",
            "--{version}",
            "v{version}{version}",
            "a b{version}",
            "$(id){version}",
            "{version}*")) {
      assertEquals(
          "the tag pattern cannot name a tag",
          ARepository.missing(ARepository.service(repository.folder, pattern), "1", "2").what(),
          pattern);
    }
  }
}
