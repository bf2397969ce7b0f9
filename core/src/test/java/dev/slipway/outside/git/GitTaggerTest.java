package dev.slipway.outside.git;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.control.port.OutsideFailure;
import dev.slipway.control.port.Tags;
import dev.slipway.release.CommitId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** V3: what was released is tagged in a real repository, and sent to a real remote. */
@Tag("V3")
class GitTaggerTest {
  @TempDir private Path folder;
  private final Tags tagger = new GitTagger();
  private Path repository = Path.of("repository");
  private CommitId first = new CommitId("0".repeat(40));
  private CommitId second = first;

  @BeforeEach
  void commits() throws Exception {
    repository = Files.createDirectory(folder.resolve("repository"));
    String unused = git("init", "--quiet", "--initial-branch=main");
    unused = git("commit", "--quiet", "--allow-empty", "-m", "One");
    first = new CommitId(git("rev-parse", "HEAD"));
    unused = git("commit", "--quiet", "--allow-empty", "-m", "Two");
    second = new CommitId(git("rev-parse", "HEAD"));
  }

  private String git(String... words) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(List.of("git", "-c", "user.name=Ada", "-c", "user.email=ada@example.org"));
    command.addAll(List.of(words));
    Process process =
        new ProcessBuilder(command)
            .directory(repository.toFile())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), said);
    return said.strip();
  }

  private Tags.Wanted wanted(CommitId at, String... remote) {
    return new Tags.Wanted(
        "shop-v2",
        at,
        "shop v2 in prod\n\nRelease: shop/42",
        Optional.of(remote).filter(one -> one.length > 0).map(one -> one[0]));
  }

  @Test
  void theTagIsAnnotatedAndMadeOnce() throws Exception {
    String words = "tagged shop-v2 at " + first.brief();
    assertEquals(words, tagger.put(repository, wanted(first)));
    assertEquals(words, tagger.put(repository, wanted(first)));

    assertEquals("tag", git("cat-file", "-t", "shop-v2"));
    assertEquals(first.value(), git("rev-parse", "shop-v2^{commit}"));
    String shown = git("cat-file", "-p", "shop-v2");
    assertTrue(shown.contains("tagger Slipway <slipway@localhost>"), shown);
    assertTrue(shown.endsWith("Release: shop/42"), shown);
  }

  @Test
  void theSameNameAtAnotherCommitIsToldAndLeftAlone() throws Exception {
    String unused = git("tag", "shop-v2", first.value());
    OutsideFailure failure =
        assertThrows(OutsideFailure.class, () -> tagger.put(repository, wanted(second)));
    assertTrue(
        String.valueOf(failure.getMessage())
            .contains(
                "that tag is at "
                    + first.brief()
                    + " already, and "
                    + second.brief()
                    + " was released"),
        failure::getMessage);
    assertEquals(first.value(), git("rev-parse", "shop-v2"));
  }

  @Test
  void itIsSentToARemoteAndAgainWhenThatWasAway() throws Exception {
    Path remote = folder.resolve("remote.git");
    String unused = git("remote", "add", "origin", remote.toString());
    OutsideFailure away =
        assertThrows(OutsideFailure.class, () -> tagger.put(repository, wanted(first, "origin")));
    assertTrue(
        String.valueOf(away.getMessage()).contains("send shop-v2 to origin"), away::getMessage);

    unused = git("init", "--quiet", "--bare", remote.toString());
    assertEquals(
        "tagged shop-v2 at " + first.brief() + ", sent to origin",
        tagger.put(repository, wanted(first, "origin")));
    assertEquals(first.value(), git("--git-dir=" + remote, "rev-parse", "shop-v2^{commit}"));
    String again = tagger.put(repository, wanted(first, "origin"));
    assertTrue(again.endsWith("sent to origin"));
  }

  @Test
  void aHookOfTheRepositoryDoesNotRun() throws Exception {
    for (String name : List.of("reference-transaction", "pre-push")) {
      Path hook = repository.resolve(".git/hooks/" + name);
      Path unused = Files.createDirectories(repository.resolve(".git/hooks"));
      unused = Files.writeString(hook, "#!/bin/sh\ntouch " + folder.resolve("ran") + "\n");
      assertTrue(hook.toFile().setExecutable(true));
    }
    String unused = tagger.put(repository, wanted(first));
    assertTrue(Files.notExists(folder.resolve("ran")));
  }

  @Test
  void aRepositoryThatIsNotThereIsSaid() {
    OutsideFailure failure =
        assertThrows(OutsideFailure.class, () -> tagger.put(folder.resolve("none"), wanted(first)));
    assertTrue(String.valueOf(failure.getMessage()).contains("there is no repository"));
  }
}
