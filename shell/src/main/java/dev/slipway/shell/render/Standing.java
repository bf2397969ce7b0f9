package dev.slipway.shell.render;

import dev.slipway.view.ApprovalPart;
import dev.slipway.view.ItemCounts;
import dev.slipway.view.MigrationPart;
import dev.slipway.view.Role;
import dev.slipway.view.ShowView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** How far a release's checklist, approvals and migrations are. */
final class Standing {
  private final Wording say;

  Standing(Wording say) {
    this.say = say;
  }

  /** Of a release that has a plan or may get one. */
  void of(Page page, ShowView view) {
    if (view.plan().isEmpty() && view.ended().isPresent()) {
      return;
    }
    List<Part.Panel> panels = new ArrayList<>();
    Text checks = counts(view.before(), "before start");
    Text after = view.after().total() == 0 ? Text.EMPTY : counts(view.after(), "after deploy");
    panels.add(
        new Part.Panel(
            "Checklist",
            after.isEmpty() ? checks : checks.and(say.between()).and(after),
            counts(view.before(), "before"),
            groups(view, after)));
    if (view.plan().isPresent()) {
      ApprovalPart approvals = view.approvals();
      List<Text> lines = approvalLines(approvals, view.now());
      panels.add(
          new Part.Panel(
              "Approvals", approvals(approvals, view.now()), approved(approvals), lines));
    }
    if (!view.migrations().isEmpty()) {
      long applied = view.migrations().stream().filter(one -> one.role() == Role.GOOD).count();
      panels.add(
          new Part.Panel(
              "Migrations",
              migrations(view.migrations()),
              Text.of(applied + " of " + view.migrations().size() + " applied"),
              view.migrations().stream().map(this::migrationLine).toList()));
    }
    page.panels(panels);
  }

  /** Two groups a line. */
  private List<Text> groups(ShowView view, Text after) {
    List<Text> all = view.groups().stream().map(this::group).toList();
    int left = 0;
    for (int i = 0; i < all.size(); i += 2) {
      left = Math.max(left, all.get(i).width());
    }
    List<Text> lines = new ArrayList<>();
    for (int i = 0; i < all.size(); i += 2) {
      Text line = all.get(i);
      lines.add(i + 1 < all.size() ? line.padded(left).and("  ").and(all.get(i + 1)) : line);
    }
    if (!after.isEmpty()) {
      lines.add(after);
    }
    return lines;
  }

  /** "✔ code 3", "○ people 0 of 1". */
  private Text group(ShowView.Group group) {
    ItemCounts counts = group.counts();
    boolean all = counts.closed() == counts.total();
    String waived = counts.waived() == 0 ? "" : ", " + counts.waived() + " waived";
    return marked(
        role(counts),
        group.name() + " " + counts.closed() + (all ? "" : " of " + counts.total()) + waived);
  }

  private static Role role(ItemCounts counts) {
    return counts.failed() > 0
        ? Role.BAD
        : counts.closed() == counts.total() ? Role.GOOD : Role.LATER;
  }

  private Text marked(Role role, String words) {
    Text mark = say.mark(role);
    return mark.isEmpty() ? Text.of(words) : mark.and(" ").and(words);
  }

  Text counts(ItemCounts counts, String when) {
    String words = counts.closed() + " of " + counts.total() + " " + when;
    List<String> more = new ArrayList<>();
    if (counts.failed() > 0) {
      more.add(counts.failed() + " failed");
    }
    if (counts.waived() > 0) {
      more.add(counts.waived() + " waived");
    }
    String remark = more.isEmpty() ? "" : " (" + String.join(", ", more) + ")";
    Text mark = say.mark(role(counts));
    return Text.of(words).and(mark.isEmpty() ? mark : Text.of(" ").and(mark)).and(remark).glued();
  }

  Text approvals(ApprovalPart approvals, Instant now) {
    if (approvals.needed() == 0) {
      return Text.of("none needed");
    }
    Text line = approved(approvals);
    List<String> words = new ArrayList<>();
    for (ApprovalPart.Given given : approvals.given()) {
      words.add(given.name() + " (" + given.role() + ") " + say.minute(given.at(), now));
    }
    for (ApprovalPart.Missing missing : approvals.missing()) {
      words.add(missing(missing));
    }
    Text all = line;
    for (int i = 0; i < words.size(); i++) {
      String end = i + 1 < words.size() ? "," : "";
      all = all.and(i == 0 ? say.between() : " ").and(Text.of(words.get(i) + end).glued());
    }
    for (String ignored : approvals.ignored()) {
      all = all.and("; does not count: " + ignored, Tone.WAITING);
    }
    return all;
  }

  private static String missing(ApprovalPart.Missing missing) {
    return "missing: "
        + missing.role()
        + (missing.can().isEmpty()
            ? ", nobody can"
            : " (" + String.join(", ", missing.can()) + ")");
  }

  private Text approved(ApprovalPart approvals) {
    if (approvals.needed() == 0) {
      return Text.of("none needed");
    }
    int open = approvals.missing().stream().mapToInt(ApprovalPart.Missing::open).sum();
    Text mark = say.mark(open == 0 ? Role.GOOD : Role.WAITING);
    Text line = Text.of((approvals.needed() - open) + " of " + approvals.needed());
    return mark.isEmpty() ? line : line.and(" ").and(mark);
  }

  private List<Text> approvalLines(ApprovalPart approvals, Instant now) {
    List<Text> lines = new ArrayList<>();
    for (ApprovalPart.Given given : approvals.given()) {
      lines.add(
          marked(Role.GOOD, given.name() + "  " + given.role() + "  ")
              .and(say.minute(given.at(), now), Tone.LABEL));
    }
    approvals.missing().forEach(open -> lines.add(marked(Role.WAITING, missing(open))));
    approvals
        .ignored()
        .forEach(words -> lines.add(marked(Role.UNKNOWN, "does not count: " + words)));
    return lines;
  }

  private Text migration(MigrationPart migration) {
    return marked(
        migration.role(), migration.id() + " " + migration.phase() + ", " + migration.state());
  }

  /** The same in a column of its own. */
  private Text migrationLine(MigrationPart migration) {
    String state = migration.role() == Role.NONE ? "a later release" : migration.state();
    return marked(migration.role(), migration.id() + " " + migration.phase() + "  " + state);
  }

  private Text migrations(List<MigrationPart> migrations) {
    Text line = Text.EMPTY;
    for (MigrationPart migration : migrations) {
      Text one = migration(migration).glued();
      line = line.isEmpty() ? one : line.and(say.isScreen() ? "   " : "; ").and(one);
    }
    return line;
  }
}
