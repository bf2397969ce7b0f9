package dev.slipway.shell.render;

import dev.slipway.view.ApprovalPart;
import dev.slipway.view.Block;
import dev.slipway.view.Event;
import dev.slipway.view.Figures;
import dev.slipway.view.Headline;
import dev.slipway.view.ItemCounts;
import dev.slipway.view.MigrationPart;
import dev.slipway.view.RiskPart;
import dev.slipway.view.Role;
import dev.slipway.view.ShowView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Everything about one release. */
final class ShowPage {
  private static final int MANY = 3;

  /** "slipway check run shop/42" still says what to do; "slipway check" does not. */
  private static final int LEAST_OF_A_COMMAND = 4;

  private final Wording say;

  ShowPage(Wording say) {
    this.say = say;
  }

  Page of(ShowView view) {
    Page page = new Page();
    headline(say, page, view.headline());
    view.waiting()
        .ifPresent(
            waiting -> page.point(say.marked(Role.WAITING, "waiting").and(": " + waiting), 0, 2));
    page.gap();
    page.facts(facts(view)).gap();
    page.facts(standing(view));
    blocks(say, page, view.blocks());
    if (!view.events().isEmpty()) {
      boolean all = view.events().size() >= view.eventsTotal();
      page.gap()
          .heading(
              "Last events"
                  + (all ? "" : " (" + view.events().size() + " of " + view.eventsTotal() + ")"));
      events(say, page, view.events(), view.now());
    }
    List<Part.Command> commands = new ArrayList<>();
    commands.add(new Part.Command("Next", view.next()));
    view.hold().ifPresent(line -> commands.add(new Part.Command("Hold", line)));
    view.undo().ifPresent(line -> commands.add(new Part.Command("Undo", line)));
    return page.gap()
        .commands(commands.stream().filter(command -> !command.line().isBlank()).toList());
  }

  /** The two lines above everything about a release. */
  static void headline(Wording say, Page page, Headline headline) {
    page.title(subject(headline), say.headline(headline.state()));
    boolean harm = headline.health().role() == Role.BAD || headline.health().role() == Role.UNKNOWN;
    page.point(
        Text.of("Users: ")
            .and(headline.users(), harm ? Wording.tone(headline.health().role()) : Tone.PLAIN),
        0,
        7);
  }

  static Text subject(Headline headline) {
    String versions =
        headline.from().map(from -> from + " → " + headline.to()).orElse(headline.to());
    return Text.of(headline.release(), Tone.SUBJECT)
        .and("  " + versions + "   " + headline.environment());
  }

  private List<Part.Fact> facts(ShowView view) {
    List<Part.Fact> facts = new ArrayList<>();
    if (!view.title().isBlank()) {
      facts.add(Page.fact("Title", Text.of(view.title())));
    }
    view.plan().ifPresent(plan -> facts.add(Page.fact("Risk", risk(plan.risk()))));
    ShowView.ChangePart change = view.change();
    facts.add(
        Page.fact("Artifact", Text.of(say.isPipe() ? change.artifact() : change.artifactBrief())));
    facts.add(Page.fact("Change", Text.of(change(change, view.now()))));
    view.plan().ifPresent(plan -> facts.add(Page.fact("Strategy", Text.of(plan.strategy()))));
    view.plan()
        .ifPresent(plan ->
            facts.add(
                Page.fact(
                    "Rollback",
                    Text.of(plan.wayBack(), plan.losesData() ? Tone.BAD : Tone.PLAIN))));
    facts.add(Page.aside("Owner", Text.of(view.owner())));
    view.plan()
        .ifPresent(plan ->
            facts.add(Page.aside("Plan", Text.of(say.isPipe() ? plan.hash() : plan.hashBrief()))));
    view.follows().ifPresent(other -> facts.add(Page.aside("Follows", Text.of(other))));
    if (!view.reason().isBlank()) {
      facts.add(Page.aside("Reason", Text.of(view.reason())));
    }
    if (!view.documents().isEmpty()) {
      facts.add(
          Page.aside(
              "Documents",
              Text.of(
                  String.join(
                      ", ",
                      view.documents().stream()
                          .map(path -> name(path, view.headline().to()))
                          .toList()))));
    }
    return facts;
  }

  /** "release-plan.md" of "docs/releases/2026-11-17-shop-v2.4.1-release-plan.md". */
  private static String name(String path, String version) {
    String file = path.substring(path.lastIndexOf('/') + 1);
    int after = file.indexOf("-" + version + "-");
    return after < 0 ? file : file.substring(after + version.length() + 2);
  }

  static Text risk(RiskPart risk) {
    Text level = Text.of(risk.level().toUpperCase(Locale.ROOT), Tone.SUBJECT);
    String kinds =
        String.join(", ", risk.findings().stream().map(RiskPart.Finding::kind).distinct().toList());
    Text why = kinds.isEmpty() ? Text.EMPTY : Text.of(":  " + kinds);
    Text other =
        risk.override()
            .map(words -> Text.of("   (" + words + ")", Tone.WAITING))
            .orElse(Text.EMPTY);
    return level.and(why).and(other);
  }

  private static String change(ShowView.ChangePart change, Instant now) {
    return Figures.count(change.commits(), "commit")
        + ", "
        + Figures.count(change.authors(), "author")
        + ", "
        + Figures.count(change.files(), "file")
        + ", "
        + Figures.count(change.lines(), "line")
        + change.oldest().map(oldest -> ", oldest " + Figures.ago(oldest, now)).orElse("");
  }

  private List<Part.Fact> standing(ShowView view) {
    List<Part.Fact> standing = new ArrayList<>();
    Text checks = counts(view.before(), "before start");
    standing.add(
        Page.fact(
            "Checklist",
            view.after().total() == 0
                ? checks
                : checks.and(say.between()).and(counts(view.after(), "after deploy"))));
    if (view.plan().isPresent()) {
      standing.add(Page.fact("Approvals", approvals(say, view.approvals(), view.now())));
    }
    if (!view.migrations().isEmpty()) {
      standing.add(Page.fact("Migrations", migrations(view.migrations())));
    }
    return standing;
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
    Role role =
        counts.failed() > 0 ? Role.BAD : counts.closed() == counts.total() ? Role.GOOD : Role.LATER;
    Text mark = say.mark(role);
    return Text.of(words).and(mark.isEmpty() ? mark : Text.of(" ").and(mark)).and(remark).glued();
  }

  static Text approvals(Wording say, ApprovalPart approvals, Instant now) {
    if (approvals.needed() == 0) {
      return Text.of("none needed");
    }
    int open = approvals.missing().stream().mapToInt(ApprovalPart.Missing::open).sum();
    Text mark = say.mark(open == 0 ? Role.GOOD : Role.WAITING);
    Text line = Text.of((approvals.needed() - open) + " of " + approvals.needed());
    line = mark.isEmpty() ? line : line.and(" ").and(mark);
    List<String> words = new ArrayList<>();
    for (ApprovalPart.Given given : approvals.given()) {
      words.add(given.name() + " (" + given.role() + ") " + say.minute(given.at(), now));
    }
    for (ApprovalPart.Missing missing : approvals.missing()) {
      words.add(
          "missing: "
              + missing.role()
              + (missing.can().isEmpty()
                  ? ", nobody can"
                  : " (" + String.join(", ", missing.can()) + ")"));
    }
    Text all = words.isEmpty() ? line : line.and(say.between() + String.join(", ", words));
    for (String ignored : approvals.ignored()) {
      all = all.and("; does not count: " + ignored, Tone.WAITING);
    }
    return all;
  }

  private Text migrations(List<MigrationPart> migrations) {
    Text line = Text.EMPTY;
    for (MigrationPart migration : migrations) {
      Text mark = say.mark(migration.role());
      Text one =
          (mark.isEmpty() ? Text.EMPTY : mark.and(" "))
              .and(migration.id() + " " + migration.phase() + ", " + migration.state())
              .glued();
      line = line.isEmpty() ? one : line.and(say.isScreen() ? "   " : "; ").and(one);
    }
    return line;
  }

  /**
   * What stands in the way of a start, each with the line that helps; many of one kind are one
   * point.
   */
  static void blocks(Wording say, Page page, List<Block> blocks) {
    if (blocks.isEmpty()) {
      return;
    }
    page.gap().heading("Cannot start yet (" + blocks.size() + ")");
    Map<String, List<Block>> kinds = new LinkedHashMap<>();
    blocks.forEach(
        block -> kinds.computeIfAbsent(block.code(), code -> new ArrayList<>()).add(block));
    for (List<Block> kind : kinds.values()) {
      if (kind.size() < MANY) {
        kind.forEach(block -> block(say, page, block.what() + ": " + block.why(), block.fix()));
      } else {
        String all =
            String.join(
                "; ", kind.stream().map(block -> block.why().replaceFirst("^open: ", "")).toList());
        block(
            say, page, kind.getFirst().what() + ", " + kind.size() + " open: " + all, common(kind));
      }
    }
  }

  private static void block(Wording say, Page page, String words, String fix) {
    Text mark = say.mark(Role.BAD);
    page.point((mark.isEmpty() ? mark : mark.and(" ")).and(words), 2, 2);
    if (!fix.isBlank()) {
      page.point(Text.of(fix, Tone.COMMAND), 4, 2);
    }
  }

  /** The words that all fixes begin with: the command for all of them. */
  private static String common(List<Block> blocks) {
    List<String> words = List.of(blocks.getFirst().fix().split(" "));
    int same = words.size();
    for (Block block : blocks) {
      List<String> others = List.of(block.fix().split(" "));
      int i = 0;
      while (i < Math.min(same, others.size()) && others.get(i).equals(words.get(i))) {
        i++;
      }
      same = i;
    }
    return same < LEAST_OF_A_COMMAND
        ? blocks.getFirst().fix()
        : String.join(" ", words.subList(0, same));
  }

  /** Nobody is named twice in a line. */
  private static Text by(Event event) {
    return event.words().startsWith(event.by()) ? Text.EMPTY : Text.of(event.by(), Tone.LABEL);
  }

  /** Events, newest first. */
  static void events(Wording say, Page page, List<Event> events, Instant now) {
    List<Part.Row> rows = new ArrayList<>();
    for (Event event : events) {
      Tone tone = event.role() == Role.BAD ? Tone.BAD : Tone.PLAIN;
      rows.add(
          new Part.Row(
              List.of(
                  say.at(event.at(), now),
                  say.mark(event.role()),
                  by(event),
                  Text.of(event.words(), tone)),
              Optional.empty()));
    }
    page.grid(
        List.of(
            Part.Column.of(""),
            Part.Column.of(""),
            Part.Column.cut("", 6),
            Part.Column.rest("", 24)),
        rows,
        false,
        2);
  }
}
