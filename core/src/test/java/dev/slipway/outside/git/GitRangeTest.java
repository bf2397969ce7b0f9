package dev.slipway.outside.git;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.control.port.ChangeSource.Range;
import dev.slipway.control.port.ChangeSource.Reading;
import dev.slipway.plan.Service;
import dev.slipway.release.Version;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** R1: what is between two versions is known whole, or it is refused. */
@Tag("R1")
class GitRangeTest {
  @TempDir Path temporary;
  private ARepository repository;
  private final GitChangeSource source = new GitChangeSource();

  @BeforeEach
  void start() throws Exception {
    repository = new ARepository(Files.createDirectory(temporary.resolve("shop")));
    repository.write("README.md", "one\n").commit("first").tag("v1");
  }

  @Test
  void refusesARangeOfNothing() {
    repository.tag("v2");
    Reading.Missing missing = ARepository.missing(repository.service(), "1", "2");
    assertEquals("there is nothing between 1 and 2", missing.what());
    assertTrue(missing.fix().startsWith("git -C "), missing.fix());
  }

  @Test
  void refusesAVersionThatIsOlderOrNotBuiltOnTheOther() {
    repository.write("a", "1").commit("c").tag("v2");
    assertEquals("1 is older than 2", ARepository.missing(repository.service(), "2", "1").what());
    repository.git("checkout", "--quiet", "-b", "side", "v1");
    repository.write("b", "1").commit("other").tag("v3");
    Reading.Missing missing = ARepository.missing(repository.service(), "2", "3");
    assertEquals("3 is not built on 2", missing.what());
    assertTrue(missing.why().endsWith("the newest version it is built on is v1"), missing.why());
  }

  @Test
  void refusesAShallowClone() throws Exception {
    repository.write("a", "1").commit("two").write("a", "2").commit("three").tag("v2");
    Path clone = temporary.resolve("clone");
    repository.git(
        "clone",
        "--quiet",
        "--depth=1",
        "--no-tags",
        "file://" + repository.folder,
        clone.toString());
    Service shallow = ARepository.service(clone, "v{version}");
    Reading.Missing lacking = ARepository.missing(shallow, "1", "2");
    assertEquals("version 2 is not known", lacking.what());
    assertTrue(lacking.why().contains("shallow clone"), lacking.why());
    assertEquals("git -C " + clone + " fetch --unshallow --tags", lacking.fix());
    repository.git(
        "-C",
        clone.toString(),
        "fetch",
        "--quiet",
        "--depth=1",
        "origin",
        "tag",
        "v1",
        "tag",
        "v2");
    assertEquals("the repository is a shallow clone", ARepository.missing(shallow, "", "2").what());
    assertEquals(
        "the repository is a shallow clone", ARepository.missing(shallow, "1", "2").what());
    repository.git("-C", clone.toString(), "fetch", "--quiet", "--unshallow", "--tags");
    assertInstanceOf(
        Reading.Found.class, source.read(shallow, Optional.of(new Version("1")), new Version("2")));
  }

  @Test
  void leavesOutWhatIsNotCommitted() {
    repository.write("a", "1").commit("two").tag("v2");
    Range clean = repository.range("1", "2");
    repository.write("a", "changed").write("new", "untracked").write("staged", "x");
    repository.git("add", "staged");
    assertEquals(clean, repository.range("1", "2"));
  }

  @Test
  void refusesARangeOfWhichACommitIsMissing() throws Exception {
    repository.write("a", "1").commit("two").write("a", "2").commit("three").tag("v2");
    String middle = repository.git("rev-parse", "v2~1").strip();
    Path object =
        repository.folder.resolve(
            ".git/objects/" + middle.substring(0, 2) + "/" + middle.substring(2));
    Files.delete(object);
    Reading.Missing missing = ARepository.missing(repository.service(), "1", "2");
    assertTrue(missing.why().contains(middle.substring(0, 7)), missing.toString());
    assertTrue(missing.fix().contains("git -C "), missing.toString());
  }
}
