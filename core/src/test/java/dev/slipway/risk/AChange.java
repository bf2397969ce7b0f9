package dev.slipway.risk;

import dev.slipway.release.ArtifactDigest;
import dev.slipway.release.ChangeRecord;
import dev.slipway.release.Commit;
import dev.slipway.release.CommitId;
import dev.slipway.release.FileChange;
import dev.slipway.release.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Says in a few words what a change looks like, and classifies it at a fixed time. */
final class AChange {
  static final Instant NOW = Instant.parse("2025-11-20T14:00:00Z");

  private final List<FileChange> files = new ArrayList<>();
  private final List<Commit> commits = new ArrayList<>();
  private final List<MigrationFact> migrations = new ArrayList<>();
  private final Map<Kind, List<String>> paths = new EnumMap<>(Kind.class);
  private final List<Kind> highAtOnce = new ArrayList<>();
  private Optional<Version> from = Optional.of(new Version("v1"));
  private Optional<Classification.Override> override = Optional.empty();

  static AChange aChange() {
    return new AChange();
  }

  AChange touching(String... touched) {
    for (String path : touched) {
      files.add(new FileChange(path, FileChange.Kind.MODIFIED, 5, 5));
    }
    return this;
  }

  AChange touching(String path, int lines) {
    files.add(new FileChange(path, FileChange.Kind.MODIFIED, lines, 0));
    return this;
  }

  AChange commit(Duration age, Commit.Trailer... trailers) {
    CommitId id = new CommitId("%040x".formatted(commits.size() + 1));
    commits.add(
        new Commit(
            id, "Ada", "ada@example.org", NOW.minus(age), "subject", "body", List.of(trailers)));
    return this;
  }

  AChange saying(String key, String value) {
    return commit(Duration.ofHours(1), new Commit.Trailer(key, value));
  }

  AChange migrating(String id, MigrationFact.Effect effect) {
    String path = "db/migration/" + id + "__x.sql";
    files.add(new FileChange(path, FileChange.Kind.ADDED, 3, 0));
    migrations.add(new MigrationFact(id, path, effect, ""));
    return this;
  }

  AChange team(Kind kind, String... globs) {
    paths.put(kind, List.of(globs));
    return this;
  }

  AChange highAtOnce(Kind... kinds) {
    highAtOnce.addAll(List.of(kinds));
    return this;
  }

  AChange firstRelease() {
    from = Optional.empty();
    return this;
  }

  AChange overriddenTo(Level level, String reason, String... people) {
    override = Optional.of(new Classification.Override(level, reason, List.of(people)));
    return this;
  }

  Classification classified() {
    CommitId one = new CommitId("a".repeat(40));
    ChangeRecord change =
        new ChangeRecord(
            from,
            new Version("v2"),
            from.map(version -> one),
            new CommitId("b".repeat(40)),
            new ArtifactDigest("sha256:" + "0".repeat(64)),
            commits,
            files,
            List.of());
    RiskSettings settings = new RiskSettings(paths, 3, 6, Set.copyOf(highAtOnce));
    return Classifier.classify(change, migrations, settings, NOW, override);
  }

  /** The one finding of a rule; fails when there is none or more than one. */
  Finding finding(String rule) {
    List<Finding> found =
        classified().findings().stream().filter(finding -> finding.rule().equals(rule)).toList();
    if (found.size() != 1) {
      throw new AssertionError(
          rule + " fired " + found.size() + " times: " + classified().findings());
    }
    return found.getFirst();
  }
}
