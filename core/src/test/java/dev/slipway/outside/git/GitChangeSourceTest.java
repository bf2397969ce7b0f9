package dev.slipway.outside.git;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.control.port.ChangeSource.Range;
import dev.slipway.control.port.ChangeSource.Reading;
import dev.slipway.plan.Service;
import dev.slipway.release.ChangeRecord.SqlFile;
import dev.slipway.release.Commit;
import dev.slipway.release.FileChange;
import dev.slipway.release.FileChange.Kind;
import dev.slipway.release.Version;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * R1: a release is classified from the real change: commits, files, trailers and migrations of a
 * git range.
 */
@Tag("R1")
class GitChangeSourceTest {
  @TempDir Path temporary;
  private ARepository repository;
  private final GitChangeSource source = new GitChangeSource();

  @BeforeEach
  void start() throws Exception {
    repository = new ARepository(Files.createDirectory(temporary.resolve("shop")));
    repository.write("README.md", "one\n").commit("first").tag("v1");
  }

  private static Set<FileChange> files(Range range) {
    return Set.copyOf(range.files());
  }

  @Test
  void readsCommitsFilesAndTrailers() {
    repository
        .write("src/a.java", "a\nb\nc\n")
        .write("README.md", "two\n")
        .commit(
            "Add a\n\nBecause of b.\n\nRisk: money\nReviewed-by: Chi Tan\n <chi@example.org>\nRollback: unsafe\n")
        .tag("v2");
    Range range = repository.range("1", "2");
    assertEquals(repository.git("rev-parse", "v1"), range.fromCommit().orElseThrow().value());
    assertEquals(repository.git("rev-parse", "v2"), range.toCommit().value());
    assertEquals(1, range.commits().size());
    Commit commit = range.commits().getFirst();
    assertEquals("Ada Okafor", commit.authorName());
    assertEquals("ada@example.org", commit.authorEmail());
    assertEquals("Add a", commit.subject());
    assertTrue(commit.body().startsWith("Because of b.\n\nRisk: money"), commit.body());
    assertEquals(
        Instant.ofEpochSecond(Long.parseLong(repository.git("log", "-1", "--format=%ct", "v2"))),
        commit.at());
    assertEquals(
        List.of(
            new Commit.Trailer("Risk", "money"),
            new Commit.Trailer("Reviewed-by", "Chi Tan <chi@example.org>"),
            new Commit.Trailer("Rollback", "unsafe")),
        commit.trailers());
    assertEquals(
        Set.of(
            new FileChange("src/a.java", Kind.ADDED, 3, 0),
            new FileChange("README.md", Kind.MODIFIED, 1, 1)),
        files(range));
  }

  @Test
  void readsAFirstReleaseAsEverything() {
    repository.write("b", "1\n").commit("second").tag("v2");
    Range range = repository.range("", "2");
    assertEquals(Optional.empty(), range.fromCommit());
    assertEquals(2, range.commits().size());
    assertEquals(
        Set.of(
            new FileChange("README.md", Kind.ADDED, 1, 0), new FileChange("b", Kind.ADDED, 1, 0)),
        files(range));
  }

  @Test
  void tellsKindsOfChangesApart() {
    repository
        .write("old name", "x\n".repeat(40))
        .write("gone", "1\n")
        .write("same", "1\n")
        .commit("c")
        .tag("v2");
    repository.git("mv", "old name", "new name");
    repository.git("rm", "--quiet", "gone");
    repository
        .write("new name", "x\n".repeat(40) + "y\n")
        .write("picture", new byte[] {0, 1, 2, 0, 9})
        .commit("d")
        .tag("v3");
    assertEquals(
        Set.of(
            new FileChange("new name", Kind.RENAMED, 1, 0),
            new FileChange("old name", Kind.DELETED, 0, 0),
            new FileChange("gone", Kind.DELETED, 0, 1),
            new FileChange("picture", Kind.ADDED, 0, 0)),
        files(repository.range("2", "3")));
  }

  @Test
  void keepsHostileNamesAndMessagesAsTheyAre() {
    String escape = "\u001b]0;owned\u0007\u001b[31m";
    repository
        .by("Eve \u202E$(touch x) `id` \" ' \\ " + escape + "m", "eve@\u202Eexample.org")
        .commit(
            "Say \u202Eolleh "
                + escape
                + "\n\nbody\twith\u0001 tabs\n\u0085\n\nRisk: \u001b[2Jhigh\n")
        .tag("v2");
    Commit commit = repository.range("1", "2").commits().getFirst();
    assertEquals("Eve \u202E$(touch x) `id` \" ' \\ " + escape + "m", commit.authorName());
    assertEquals("eve@\u202Eexample.org", commit.authorEmail());
    assertEquals("Say \u202Eolleh " + escape, commit.subject());
    assertTrue(commit.body().contains("with\u0001 tabs\n\u0085"));
    assertEquals(List.of(new Commit.Trailer("Risk", "\u001b[2Jhigh")), commit.trailers());
  }

  @Test
  void keepsHostileFileNamesAsTheyAre() {
    List<String> names =
        List.of(
            "a\nb",
            " leading space ",
            "quote\"s'",
            "--output=x",
            "-rf",
            "tab\there",
            ":(glob)**",
            "ünï/コード.txt",
            "\u202Etxt.exe",
            "\u001b[31m",
            "back\\slash",
            "*",
            "1\t2\tfake",
            ":100644 100644 a b M");
    names.forEach(name -> repository.write(name, "x\n"));
    repository.commit("names").tag("v2");
    assertEquals(
        new TreeSet<>(names),
        repository.range("1", "2").files().stream()
            .map(FileChange::path)
            .collect(Collectors.toCollection(TreeSet::new)));
    assertTrue(
        repository.range("1", "2").files().stream()
            .allMatch(file -> file.added() == 1 && file.kind() == Kind.ADDED));
    names.forEach(name -> repository.write(name, "x\ny\n"));
    repository.commit("more").tag("v3");
    assertTrue(
        repository.range("2", "3").files().stream()
            .allMatch(file -> file.added() == 1 && file.kind() == Kind.MODIFIED));
    assertEquals(names.size(), repository.range("2", "3").files().size());
  }

  @Test
  void readsMergesWithBothSides() {
    repository.git("checkout", "--quiet", "-b", "side");
    repository.by("Chi", "chi@example.org").write("side", "1\n").commit("on the side");
    repository.git("checkout", "--quiet", "main");
    repository.by("Ada", "ada@example.org").write("main", "1\n").commit("on main");
    repository.git("merge", "--quiet", "--no-ff", "-m", "Merge side", "side");
    repository.tag("v2");
    Range range = repository.range("1", "2");
    assertEquals(
        Set.of("on the side", "on main", "Merge side"),
        range.commits().stream().map(Commit::subject).collect(Collectors.toSet()));
    assertEquals(
        Set.of(new FileChange("side", Kind.ADDED, 1, 0), new FileChange("main", Kind.ADDED, 1, 0)),
        files(range));
  }

  @Test
  void readsTheTextsOfAddedAndChangedSqlFiles() {
    repository
        .write("db/migration/V1__a.sql", "one;\n")
        .write("db/migration/V0__gone.sql", "zero;\n")
        .write("same.sql", "same;")
        .commit("c")
        .tag("v2");
    repository.git("rm", "--quiet", "db/migration/V0__gone.sql");
    repository
        .write("db/migration/V1__a.sql", "one, changed;\n")
        .write("db/migration/V2__b\n.sql", "zwei; -- ü\n")
        .write("copy.SQL", "zwei; -- ü\n")
        .write("bad.sql", new byte[] {'a', (byte) 0xff, 'b'})
        .write("empty.sql", "")
        .write("huge.sql", "x".repeat(5_000_001))
        .write("not.sqlx", "no")
        .commit("d")
        .tag("v3");
    assertEquals(
        Set.of(
            new SqlFile("db/migration/V1__a.sql", "one, changed;\n"),
            new SqlFile("db/migration/V2__b\n.sql", "zwei; -- ü\n"),
            new SqlFile("copy.SQL", "zwei; -- ü\n"),
            new SqlFile("bad.sql", "a\uFFFDb"),
            new SqlFile("empty.sql", "")),
        Set.copyOf(repository.range("2", "3").sqlFiles()));
  }

  @Test
  void refusesAMigrationTooLargeToJudge() {
    repository.write("db/migration/V1__a.sql", "x".repeat(5_000_001)).commit("c").tag("v2");
    Reading.Missing missing = ARepository.missing(repository.service(), "1", "2");
    assertEquals("the change cannot be judged", missing.what());
    assertTrue(missing.why().contains("db/migration/V1__a.sql"), missing.why());
  }

  @Test
  void readsNoLinkAsSql() throws Exception {
    Files.createSymbolicLink(repository.folder.resolve("link.sql"), Path.of("README.md"));
    repository.commit("c").tag("v2");
    assertEquals(List.of(), repository.range("1", "2").sqlFiles());
  }

  @Test
  void findsATagHoweverTheVersionIsWritten() {
    repository.write("a", "1").commit("c");
    repository.git("tag", "-a", "-m", "annotated", "v2.0");
    assertEquals(repository.range("1", "2.0"), repository.range("v1", "v2.0"));
    Service plain = ARepository.service(repository.folder, "{version}");
    assertInstanceOf(
        Reading.Found.class,
        source.read(plain, Optional.of(new Version("v1")), new Version("v2.0")));
    Service own = ARepository.service(repository.folder, "shop-v{version}");
    repository.tag("shop-v3");
    assertInstanceOf(Reading.Found.class, source.read(own, Optional.empty(), new Version("3")));
    assertInstanceOf(
        Reading.Found.class, source.read(own, Optional.empty(), new Version("shop-v3")));
  }

  @Test
  void takesNoBranchAndNoCommitForAVersion() {
    repository.git("branch", "v7");
    assertEquals(
        "version v7 is not known", ARepository.missing(repository.service(), "1", "v7").what());
    assertEquals(
        "version main is not known", ARepository.missing(repository.service(), "1", "main").what());
    assertEquals(
        "version 1..v1 is not known",
        ARepository.missing(repository.service(), "1", "1..v1").what());
  }

  @Test
  void asksWhetherANearTagWasMeant() {
    repository.write("a", "1").commit("c").tag("v2.4.1").tag("v2.4.0");
    Reading.Missing missing = ARepository.missing(repository.service(), "1", "2.4.2");
    assertEquals("version 2.4.2 is not known", missing.what());
    assertTrue(missing.why().endsWith("did you mean v2.4.1, v2.4.0?"), missing.why());
    assertEquals("git -C " + repository.folder + " fetch --tags", missing.fix());
  }

  @Test
  void saysWhenThereIsNoRepositoryOrNoGit() throws Exception {
    Path nowhere = temporary.resolve("it's nowhere");
    Reading.Missing absent =
        ARepository.missing(ARepository.service(nowhere, "{version}"), "1", "2");
    assertEquals("there is no repository at " + nowhere, absent.what());
    assertTrue(absent.fix().endsWith("it'\\''s nowhere'"), absent.fix());
    Path empty = Files.createDirectory(temporary.resolve("empty"));
    assertEquals(
        "there is no repository at " + empty,
        ARepository.missing(ARepository.service(empty, "{version}"), "1", "2").what());
    GitChangeSource without = new GitChangeSource("no-such-git-program", Duration.ofSeconds(5));
    Reading reading = without.read(repository.service(), Optional.empty(), new Version("1"));
    assertEquals("git is not there", assertInstanceOf(Reading.Missing.class, reading).what());
    assertEquals(List.of(), without.candidates(repository.service()));
    assertEquals(List.of(), source.candidates(ARepository.service(nowhere, "{version}")));
  }

  @Test
  void givesUpOnAGitThatHangsOrTalksTooMuch() throws Exception {
    Path hangs = script("exec sleep 600");
    Reading slow =
        new GitChangeSource(hangs.toString(), Duration.ofMillis(300))
            .read(repository.service(), Optional.empty(), new Version("1"));
    assertEquals(
        "git did not answer in time", assertInstanceOf(Reading.Missing.class, slow).what());
    Path talks = script("exec yes");
    Reading loud =
        new GitChangeSource(talks.toString(), Duration.ofSeconds(20))
            .read(repository.service(), Optional.empty(), new Version("1"));
    assertEquals(
        "the change is too large to be read", assertInstanceOf(Reading.Missing.class, loud).what());
  }

  private Path script(String line) throws Exception {
    Path file = Files.createTempFile(temporary, "git", ".sh");
    Files.writeString(file, "#!/bin/sh\n" + line + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    return file;
  }

  @Test
  void runsNothingTheRepositoryNames() throws Exception {
    repository
        .write(".gitattributes", "* diff=trap\n")
        .write("a.sql", "1;\n")
        .commit("c\n\nRisk: money\n")
        .tag("v2");
    Path trap = script("touch '" + temporary.resolve("sprung") + "'; cat");
    for (String key :
        List.of(
            "core.pager",
            "diff.external",
            "gpg.program",
            "core.fsmonitor",
            "diff.trap.textconv",
            "diff.trap.command")) {
      repository.git("config", key, trap.toString());
    }
    repository.git("config", "log.showSignature", "true");
    repository.git("config", "color.ui", "always");
    repository.git("config", "diff.noprefix", "true");
    repository.git("config", "log.date", "relative");
    Files.deleteIfExists(temporary.resolve("sprung"));
    Range range = repository.range("1", "2");
    assertEquals(2, range.files().size());
    assertEquals("money", range.commits().getFirst().trailers().getFirst().value());
    assertFalse(Files.exists(temporary.resolve("sprung")));
  }

  @Test
  void isNotMisledByReplacementObjects() {
    repository.by("Eve", "eve@example.org").write("a", "1").commit("real").tag("v2");
    String real = repository.git("rev-parse", "v2");
    repository.by("Ada", "ada@example.org").write("a", "2").commit("false");
    repository.git("replace", "-f", real, repository.git("rev-parse", "HEAD"));
    assertEquals("eve@example.org", repository.range("1", "2").commits().getFirst().authorEmail());
  }

  @Test
  void readsACommitWithAnotherEncoding() throws Exception {
    repository.git("config", "i18n.commitEncoding", "ISO-8859-1");
    Path message = temporary.resolve("message");
    Files.write(message, "Grüße".getBytes(StandardCharsets.ISO_8859_1));
    repository.git("commit", "--quiet", "--allow-empty", "--file", message.toString());
    repository.tag("v2");
    assertEquals("Grüße", repository.range("1", "2").commits().getFirst().subject());
  }
}
