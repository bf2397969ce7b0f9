package dev.slipway.evidence;

import dev.slipway.release.Commit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What a release brought, to be put into a changelog as it is or in better words. */
final class ChangelogPage {
  private static final int LONGEST = 200;

  private ChangelogPage() {}

  static String of(Subject subject, KeptText kept) {
    Instant ended = subject.story().endedAt().orElse(subject.now());
    List<String> lines = new ArrayList<>();
    List<Commit> commits = subject.change().commits();
    commits.stream()
        .limit(Subject.MOST_COMMITS)
        .map(commit -> Plain.line(commit.subject(), LONGEST) + " (" + commit.id().brief() + ")")
        .forEach(lines::add);
    if (commits.size() > Subject.MOST_COMMITS) {
      lines.add(
          "and "
              + Figures.count(commits.size() - Subject.MOST_COMMITS, "more commit")
              + ", in git");
    }
    if (lines.isEmpty()) {
      lines.add("the same code as before");
    }
    List<String> tickets = Tickets.of(subject.change());
    Page page =
        new Page(kept)
            .frontMatter(subject.frontMatter("changelog-entry/1"))
            .title(
                subject.record().id().service()
                    + " "
                    + subject.to()
                    + ", "
                    + Figures.date(ended)
                    + ", "
                    + subject.record().opened().environment())
            .keep("summary", "✎ What people will notice, in their words.")
            .list(lines);
    if (!tickets.isEmpty()) {
      page.says("Tickets: " + String.join(", ", tickets));
    }
    return page.finish();
  }
}
