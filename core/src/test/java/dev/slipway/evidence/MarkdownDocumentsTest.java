package dev.slipway.evidence;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.control.port.Documents.Kind;
import dev.slipway.control.port.OutsideFailure;
import dev.slipway.control.port.Target.BreakGlass;
import dev.slipway.journal.Fact;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.rollout.Kept;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("R7")
@Tag("V4")
class MarkdownDocumentsTest {
  private static final BreakGlass BREAK_GLASS =
      new BreakGlass(List.of("sh"), "echo v2", "true", "true");
  private static final Map<String, String> NAMES = Map.of("ada", "Ada Okafor", "chi", "Chi Tan");

  @TempDir private Path parent;
  private Path folder;
  private Instant now = Instant.parse("2026-11-17T12:00:00.123456Z");
  private MarkdownDocuments documents;

  @BeforeEach
  void opensAFolder() {
    folder = parent.resolve("docs/releases");
    documents = new MarkdownDocuments(folder, key -> NAMES.getOrDefault(key, key), () -> now);
  }

  private List<String> write(ReleaseRecord release, Kind... kinds) {
    return documents.write(release, Optional.of(BREAK_GLASS), List.of(kinds)).stream()
        .map(path -> folder.relativize(path).toString())
        .toList();
  }

  private String text(ReleaseRecord release, Kind kind) throws IOException {
    return Files.readString(
        documents.write(release, Optional.of(BREAK_GLASS), List.of(kind)).getFirst());
  }

  private static void assertSays(String document, String... parts) {
    for (String part : parts) {
      assertTrue(document.contains(part), () -> "\"" + part + "\" is missing in\n" + document);
    }
  }

  @Test
  void writesWhatTheStateHasToSay() {
    assertEquals(List.of("2026-11-17-shop-v2-change-record.md"), write(AStory.opened().record()));
    List<String> planned =
        List.of(
            "2026-11-17-shop-v2-release-plan.md",
            "2026-11-17-shop-v2-rollback-plan.md",
            "2026-11-17-shop-v2-change-record.md",
            "2026-11-17-shop-v2-rollback.sh");
    assertEquals(planned, write(AStory.opened().atAQuarter().record()));
    List<String> finished = new ArrayList<>(planned);
    finished.add(3, "2026-11-17-shop-v2-changelog-entry.md");
    assertEquals(finished, write(AStory.opened().finished().record()));
    assertEquals(
        List.of("2026-11-17-shop-v2-incident-draft.md"),
        write(AStory.opened().broken().record(), Kind.INCIDENT_DRAFT, Kind.INCIDENT_DRAFT));
    assertEquals(5, write(AStory.opened().rolledBack().record()).size());
    assertEquals(List.of(), write(AStory.opened().planned().record(), Kind.INCIDENT_DRAFT));
  }

  /** V3: what a release brought, ready for a changelog. */
  @Test
  @Tag("V3")
  void aFinishedReleaseHasAnEntryForTheChangelog() throws IOException {
    assertSays(
        text(AStory.opened().finished().record(), Kind.CHANGELOG_ENTRY),
        "# shop v2, 2026-11-17, prod\n",
        "- Speed up the cart SHOP-812 (2222222)\n",
        "Tickets: SHOP-812");
  }

  /** V3: one file with everything, which is made anew each time. */
  @Test
  @Tag("V3")
  void archivesEverythingInOneFile() throws IOException {
    ReleaseRecord release = AStory.opened().finished().record();
    Path file = documents.archive(release, Optional.of(BREAK_GLASS), List.of());
    assertEquals("2026-11-17-shop-v2-evidence.zip", file.getFileName().toString());
    byte[] first = Files.readAllBytes(file);
    List<String> names = new ArrayList<>();
    try (ZipFile zip = new ZipFile(file.toFile())) {
      zip.stream().map(entry -> entry.getName()).forEach(names::add);
    }
    assertEquals(
        List.of(
            "2026-11-17-shop-v2-release-plan.md",
            "2026-11-17-shop-v2-rollback-plan.md",
            "2026-11-17-shop-v2-change-record.md",
            "2026-11-17-shop-v2-changelog-entry.md",
            "2026-11-17-shop-v2-rollback.sh",
            "journal.jsonl",
            "measurements.jsonl",
            "READ-ME.txt",
            "SHA256SUMS"),
        names);
    assertEquals(file, documents.archive(release, Optional.of(BREAK_GLASS), List.of()));
    assertArrayEquals(first, Files.readAllBytes(file));
  }

  @Test
  void writesNoScriptWithoutAWayBackOfTheTargetAndSaysWhy() throws IOException {
    List<Path> written =
        documents.write(AStory.opened().planned().record(), Optional.empty(), List.of());

    assertEquals(3, written.size());
    assertSays(
        Files.readString(written.get(1)),
        "There is no standalone script: the target offers no way back");
  }

  @Test
  void tellsThePlan() throws IOException {
    String plan = text(AStory.opened().atAQuarter().record(), Kind.RELEASE_PLAN);

    assertSays(
        plan,
        "---\nid: \"shop/42\"\nservice: \"shop\"\nversion: \"v2\"\ndigest: \"sha256:2222",
        "env: \"prod\"\nplan-id: \"aaaa",
        "schema: \"release-plan/1\"\ngenerated-at: \"2026-11-17T12:00:00.123Z\"\ngenerator: \"slipway\"\n---\n\n# Release plan: shop v2 to prod\n",
        "## 1. In two sentences\n\nThe cart is faster\n\n<!-- keep:summary -->\n✎ ",
        "| 2222222 | Ada Okafor | 2026-11-16 | Speed up the cart SHOP-812 | Reviewed-by: Chi Tan |",
        "- **Tickets:** SHOP-812\n",
        "The level is medium: the rules say high with 6 points (medium from 3, high from 6).",
        "| R1 | schema change | 2 | db/V58\\_\\_notes.sql | schema change, additive only |",
        "Set to medium by Ada Okafor, Chi Tan: only a column",
        "The strategy is canary: medium risk",
        "| 2 | 25 % | requests | 2 | 15 min |",
        "| error rate | above 2 % and 1 point above v1 |",
        "- **Breaks needed:** 2 checks in a row\n",
        "| V58 | db/V58\\_\\_notes.sql | expand | before any new instance |",
        "| 1 | checkpoint | record what runs now and how to get back to it |",
        "- **Approvals asked for:** 1 × on-call\n",
        "- **Started:** 2026-11-17 10:00:01.250 UTC\n",
        "## 13. Watch list\n\n- error rate above 2 % and 1 point above v1: the release goes back\n",
        "- [ ] check health passes\n",
        "## 15. Open questions");
  }

  @Test
  void tellsWhereTheDataAreAndThatGoingBackDoesNotRestoreThem() throws IOException {
    Kept.Backup backup =
        new Kept.Backup(
            "/backups/shop.dump",
            OptionalLong.of(5),
            "verified by ./verify.sh",
            Duration.ofSeconds(3),
            List.of("pg_restore --clean /backups/shop.dump"),
            true);

    String saved =
        text(
            AStory.opened().planned().started().puts("backup", backup).record(),
            Kind.ROLLBACK_PLAN);

    assertSays(
        saved,
        "### Backup\n\n- **Taken:** 2026-11-17",
        "- **Location:** /backups/shop.dump\n- **Size:** 5 bytes\n- **Proof:** verified by ./verify.sh\n",
        "Going back does not restore it.",
        "    pg_restore --clean /backups/shop.dump\n",
        "    slipway restore shop/42\n");
  }

  @Test
  void tellsTheWayBack() throws IOException {
    String before = text(AStory.opened().planned().record(), Kind.ROLLBACK_PLAN);
    assertSays(
        before,
        "Taken as the first step after the start, so after this page was written.",
        "## 9. Last rehearsal\n\nEvery plan of this service says when its way back was rehearsed last");

    String plan = text(AStory.opened().atAQuarter().record(), Kind.ROLLBACK_PLAN);
    assertSays(
        plan,
        "schema: \"rollback-plan/1\"",
        "Nobody is asked.\n\n- error rate above 2 %\n",
        "above all Ada Okafor (owner) and people of the roles on-call. The follow-up after a rollback is for Chi Tan.",
        "UTC: running v1 on old-1, old-2; 57 migrations applied",
        "v1 cannot read what v2 wrote to orders.\n\nGoing back loses no data.\n",
        "No step of this plan is a point of no return.",
        "The method is: traffic switch to v1. It takes about 10 s",
        "    slipway rollback shop/42\n",
        "    sh 2026-11-17-shop-v2-rollback.sh\n",
        "None: the change names no flag.",
        "<!-- keep:not-undone -->",
        "- v1 stays within limits for 30 s;",
        "## 10. If the rollback fails");
  }

  @Test
  void pointsToANewReleaseOnceTheOldVersionIsGone() throws IOException {
    String plan = text(AStory.opened().finished().record(), Kind.ROLLBACK_PLAN);

    assertSays(plan, "Its undo is a new release:\n\n    slipway new shop v1\n");
    assertFalse(plan.contains("slipway rollback shop/42\n"), plan);
  }

  @Test
  void recordsWhatWasDone() throws IOException {
    ReleaseRecord release = AStory.opened().rolledBack().record();
    String record = text(release, Kind.CHANGE_RECORD);

    assertSays(
        record,
        "schema: \"change-record/1\"",
        "- **Outcome:** rolled-back\n",
        "- **Why it went back:** error rate 30.0 %, limit 2.00 %\n",
        "- **Highest share:** 25 %\n",
        "- **Requests to the new version:** 1,234 requests\n- **Of these failed:** 27 requests\n",
        "| Chi Tan | on-call | 2026-11-17 10:00:00.500 | slack | aaaa",
        "| for the plan that holds | go |",
        "| tests-green | the tests passed on exactly this commit | confirmed | Ada Okafor | 2026-11-17 10:00:00.750 | build 812 |",
        "| stakeholders | Chi Tan | 2026-11-17 10:00:01.000 | 2026-11-18 10:00:00.000 | night release |",
        "| step checkpoint | 1 | 2026-11-17 10:00:01.500 | 2.250 s | done | running v1 on old-1, old-2; 57 migrations applied |",
        "| share to 25 % | – | ",
        "| stage 1 (5 %) | error rate | 0.30 % | 0.30 % | 2.00 % | within limits |",
        "| stage 2 (25 %) | error rate | 0.30 % | 30.0 % | 2.00 % | limit broken |",
        "| after the rollback | ",
        "| Slipway | driver | step checkpoint done, attempt 1: running v1 on old-1, old-2; 57 migrations applied | 2.250 s |",
        "| Ada Okafor | shell | Ada Okafor asked to start plan aaaa, gates open | – |",
        "- **Newest entry:** "
            + release.version()
            + "\n- **Hash:** "
            + release.story().getLast().entry().hash()
            + "\n");
    assertEquals(
        release.version(),
        record.lines().filter(line -> line.matches("\\| \\d+ \\| 2026-.*")).count());
  }

  @Test
  void draftsTheReviewWithMeasuredTimes() throws IOException {
    String draft = text(AStory.opened().rolledBack().record(), Kind.INCIDENT_DRAFT);

    assertSays(
        draft,
        "<!-- keep:status -->\ndraft\n<!-- /keep -->",
        "- **Requests to the new version:** 1,234 requests\n- **Of these failed:** 27 requests\n",
        "- **Found by:** a limit of the plan, checked by Slipway\n- **What was found:** error rate 30.0 %, limit 2.00 %\n",
        "- **First broken check to decision:** 5.000 s\n",
        "- **Decision to traffic back:** 0.500 s\n",
        "- **Traffic back to verified:** 30.250 s\n",
        "| error rate | 0.30 % | 30.0 % | 2.00 % |",
        "| Slipway, driver | journal release/shop/42, entry ",
        "- It went back without asking anybody.\n- Traffic was back 0.500 s after the decision.\n- How it ended: verified healthy.\n",
        "| Type (prevent, detect, mitigate, process) | Action | Owner | Due | How it is checked |\n| --- |",
        "## 12. Remediation plan",
        "No: 27 requests failed.");
    assertSays(
        text(AStory.opened().broken().record(), Kind.INCIDENT_DRAFT),
        "Not known: failed requests were not counted.",
        "It has not ended yet: rolling-back.");
  }

  @Test
  void saysTheSameForTheSameMoment() throws IOException {
    for (Kind kind : Kind.values()) {
      ReleaseRecord release =
          kind == Kind.CHANGELOG_ENTRY
              ? AStory.opened().finished().record()
              : AStory.opened().rolledBack().record();
      String first = text(release, kind);
      assertEquals(first, text(release, kind));
      now = now.plusSeconds(60);
      assertEquals(
          first.replaceAll("(?m)^generated-at: .*$", ""),
          text(release, kind).replaceAll("(?m)^generated-at: .*$", ""));
    }
  }

  @Test
  void renewsItsOwnTextAndLeavesWhatPeopleWrote() throws IOException {
    AStory story = AStory.opened().planned();
    Path file =
        documents
            .write(story.record(), Optional.of(BREAK_GLASS), List.of(Kind.RELEASE_PLAN))
            .getFirst();
    String before = Files.readString(file);
    String edited =
        before
            .replaceFirst(
                "✎ What changes for users.*",
                "The cart answers in half the time.\n\n| a | b |\n| - | - |\n")
            .replace("The cart is faster", "somebody wrote outside");
    assertFalse(edited.equals(before));
    Files.writeString(file, edited);

    String after = text(story.gates().started().record(), Kind.RELEASE_PLAN);

    assertSays(
        after,
        "<!-- keep:summary -->\nThe cart answers in half the time.\n\n| a | b |\n| - | - |\n<!-- /keep -->",
        "The cart is faster");
    assertFalse(after.contains("somebody wrote outside"), after);
  }

  @Test
  void neverTouchesAnotherReleasesDocuments() throws IOException {
    List<String> first = write(AStory.opened(3).planned().record());
    String plan = Files.readString(folder.resolve(first.getFirst()));

    List<String> second = write(AStory.opened(4).rolledBack().record());

    assertEquals("2026-11-17-shop-v2-release-plan.md", first.getFirst());
    assertEquals(
        List.of(
            "2026-11-17-shop-v2-release-plan-4.md",
            "2026-11-17-shop-v2-rollback-plan-4.md",
            "2026-11-17-shop-v2-change-record-4.md",
            "2026-11-17-shop-v2-incident-draft-4.md",
            "2026-11-17-shop-v2-rollback-4.sh"),
        second);
    assertEquals(plan, Files.readString(folder.resolve(first.getFirst())));
    assertSays(
        Files.readString(folder.resolve(second.get(1))), "sh 2026-11-17-shop-v2-rollback-4.sh");
    assertEquals(first, write(AStory.opened(3).planned().record()));
    for (String name : first) {
      Files.delete(folder.resolve(name));
    }
    assertEquals(second, write(AStory.opened(4).rolledBack().record()));
  }

  @Test
  void neverOverwritesAFileThatIsNotItsOwn() throws IOException {
    Files.createDirectories(folder);
    Path foreign = folder.resolve("2026-11-17-shop-v2-change-record.md");
    Files.writeString(foreign, "written by hand\n");

    assertEquals(
        List.of("2026-11-17-shop-v2-change-record-42.md"), write(AStory.opened().record()));
    assertEquals("written by hand\n", Files.readString(foreign));
  }

  @Test
  void writesTheOthersWhenOneCannotBe() throws IOException {
    ReleaseRecord release = AStory.opened().planned().record();
    write(release);
    Path plan = folder.resolve("2026-11-17-shop-v2-release-plan.md");
    Files.writeString(plan, "somebody removed its head\n");
    Path record = folder.resolve("2026-11-17-shop-v2-change-record.md");
    Files.delete(record);

    OutsideFailure failure = assertThrows(OutsideFailure.class, () -> write(release));

    assertSays(
        String.valueOf(failure.getMessage()),
        "shop/42",
        "2026-11-17-shop-v2-release-plan.md is there");
    assertTrue(Files.exists(record));
    assertEquals("somebody removed its head\n", Files.readString(plan));
  }

  @Test
  void leavesOnlyItsOwnerTheScriptAndNoLooseEnds() throws IOException {
    write(AStory.opened().planned().record());

    assertEquals(
        "rwx------",
        PosixFilePermissions.toString(
            Files.getPosixFilePermissions(folder.resolve("2026-11-17-shop-v2-rollback.sh"))));
    assertEquals(
        "rw-r--r--",
        PosixFilePermissions.toString(
            Files.getPosixFilePermissions(folder.resolve("2026-11-17-shop-v2-release-plan.md"))));
    try (var files = Files.list(folder)) {
      assertEquals(4, files.count());
    }
  }

  @Test
  void recordsAReleaseThatWasOnlyAdopted() throws IOException {
    AStory story = AStory.opened().says(new Fact.Adopted("v2 was running"), AStory.DRIVER);

    assertEquals(List.of("2026-11-17-shop-v2-change-record.md"), write(story.record()));
    assertSays(
        text(story.record(), Kind.CHANGE_RECORD),
        "- **Outcome:** finished\n",
        "adopted: v2 was running");
  }
}
