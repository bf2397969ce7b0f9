package dev.slipway.control;

import dev.slipway.control.port.ChangeSource;
import dev.slipway.plan.Service;
import dev.slipway.release.ChangeRecord;
import dev.slipway.release.Commit;
import dev.slipway.release.CommitId;
import dev.slipway.release.FileChange;
import dev.slipway.release.Version;
import java.util.List;
import java.util.Optional;

/** Every version is one commit by Ada; what it touches a test may say. */
public final class FakeChanges implements ChangeSource {
  List<FileChange> files =
      List.of(
          new FileChange("src/checkout/Cart.java", FileChange.Kind.MODIFIED, 20, 4),
          new FileChange("db/V58__note.sql", FileChange.Kind.ADDED, 1, 0));
  List<ChangeRecord.SqlFile> sql =
      List.of(
          new ChangeRecord.SqlFile("db/V58__note.sql", "alter table orders add column note text;"));

  List<Commit.Trailer> trailers = List.of();

  @Override
  public Reading read(Service service, Optional<Version> from, Version to) {
    if (to.label().equals("v404")) {
      return new Reading.Missing(
          "No tag \"v404\".", "The repository has none like it.", "git fetch --tags");
    }
    CommitId commit = commit(to);
    return new Reading.Found(
        new Range(
            from.map(FakeChanges::commit),
            commit,
            List.of(
                new Commit(
                    commit,
                    "Ada",
                    "ada@example.org",
                    MovedClock.TEN.minusSeconds(3600),
                    "add coupons",
                    "",
                    trailers)),
            files,
            sql));
  }

  @Override
  public List<Candidate> candidates(Service service) {
    return List.of(new Candidate(FakeTargets.V2, commit(FakeTargets.V2), MovedClock.TEN));
  }

  private static CommitId commit(Version version) {
    return new CommitId(version.label().substring(1, 2).repeat(40));
  }
}
