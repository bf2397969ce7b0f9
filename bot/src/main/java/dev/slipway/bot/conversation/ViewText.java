package dev.slipway.bot.conversation;

import dev.slipway.view.AuditView;
import dev.slipway.view.CheckListView;
import dev.slipway.view.DiffView;
import dev.slipway.view.DoctorView;
import dev.slipway.view.DocumentsView;
import dev.slipway.view.Event;
import dev.slipway.view.Figures;
import dev.slipway.view.Headline;
import dev.slipway.view.HelpView;
import dev.slipway.view.HistoryView;
import dev.slipway.view.ItemCounts;
import dev.slipway.view.ListView;
import dev.slipway.view.MessageView;
import dev.slipway.view.NewsView;
import dev.slipway.view.NoticeView;
import dev.slipway.view.ParityView;
import dev.slipway.view.PlanView;
import dev.slipway.view.RefusalView;
import dev.slipway.view.ScriptView;
import dev.slipway.view.ShowView;
import dev.slipway.view.TextView;
import dev.slipway.view.TokensView;
import dev.slipway.view.View;
import dev.slipway.view.WatchView;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What answers say, line by line; each line can be read aloud. */
final class ViewText {
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

  private ViewText() {}

  /**
   * @param file the name it has when it is too long for a chat
   * @param next lines that can be typed
   */
  record Sheet(String title, List<String> lines, List<String> next, String file) {
    Sheet {
      lines = List.copyOf(lines);
      next = List.copyOf(next);
    }

    String firstLine() {
      return lines.isEmpty() ? "Nothing to show." : lines.getFirst();
    }
  }

  static String clock(Instant at) {
    return CLOCK.format(at);
  }

  static Sheet of(View view) {
    return switch (view) {
      case ListView list -> list(list);
      case ShowView show -> show(show);
      case PlanView plan -> plan(plan);
      case DiffView diff -> diff(diff);
      case CheckListView check -> checks(check);
      case HistoryView history -> history(history);
      case WatchView watch -> watch(watch);
      case AuditView audit -> audit(audit);
      case DoctorView doctor -> doctor(doctor);
      case ParityView parity -> parity(parity);
      case DocumentsView documents ->
          new Sheet(
              documents.release() + (documents.would() ? ": would write" : ": written"),
              documents.files(),
              List.of(),
              "documents.txt");
      case HelpView help -> help(help);
      case TextView text -> new Sheet(text.title(), text.lines(), List.of(), "answer.txt");
      case MessageView message ->
          new Sheet(message.words(), List.of(), message.next(), "answer.txt");
      case TokensView tokens ->
          new Sheet(
              "Tokens are not for chat: a secret shown here is everybody's.",
              List.of(),
              List.of(),
              "answer.txt");
      case NewsView news -> news(news);
      case ScriptView script ->
          new Sheet(script.language(), script.lines(), List.of(), "completion.txt");
      case NoticeView notice -> new Sheet(notice.what(), notice.details(), List.of(), "answer.txt");
      case RefusalView refusal ->
          new Sheet(refusal.what(), refusal.why(), refusal.fix(), "answer.txt");
    };
  }

  private static String title(Headline headline) {
    return headline.release()
        + "  "
        + headline.from().map(from -> from + " → ").orElse("")
        + headline.to()
        + " to "
        + headline.environment()
        + ": "
        + headline.state().words();
  }

  private static Sheet news(NewsView view) {
    return new Sheet(
        view.readers().isEmpty()
            ? "Nobody outside the team is told of releases."
            : "Told of releases: " + Figures.count(view.readers().size(), "reader"),
        view.readers().stream()
            .map(row ->
                row.service()
                    + " "
                    + row.environment()
                    + "  "
                    + row.name().map(name -> name + ", ").orElse("")
                    + row.reader()
                    + " by "
                    + row.by()
                    + ": "
                    + String.join(", ", row.kinds())
                    + row.quietUntil()
                        .map(end -> " (quiet until " + Figures.moment(end) + ")")
                        .orElse(""))
            .toList(),
        List.of(),
        "news.txt");
  }

  private static Sheet list(ListView view) {
    List<String> lines = new ArrayList<>();
    for (ListView.Row row : view.releases()) {
      lines.add(
          row.release()
              + "  "
              + row.version()
              + "  "
              + row.environment()
              + "  "
              + row.state().words()
              + ", "
              + row.health().words()
              + "  ("
              + row.owner()
              + ", "
              + Figures.ago(row.changed(), view.now())
              + ")");
    }
    if (view.more() > 0) {
      lines.add("and " + Figures.count(view.more(), "release") + " more: --limit shows them");
    }
    return new Sheet(
        view.releases().isEmpty()
            ? "There is no release" + (view.filter().isEmpty() ? " yet" : " " + view.filter()) + "."
            : Figures.count(view.releases().size(), "release"),
        lines,
        List.of(),
        "releases.txt");
  }

  private static Sheet show(ShowView view) {
    List<String> lines = new ArrayList<>();
    lines.add("Users      " + view.headline().users());
    view.plan()
        .ifPresent(plan -> {
          lines.add("Risk       " + plan.risk().level());
          lines.add("Strategy   " + plan.strategy());
          lines.add("Way back   " + plan.wayBack());
          lines.add("Plan       " + plan.hashBrief());
        });
    lines.add("Owner      " + view.owner());
    lines.add("Checklist  " + closed(view.before(), view.after()));
    lines.add("Approvals  " + view.approvals().given().size() + " of " + view.approvals().needed());
    view.waiting().ifPresent(words -> lines.add("Waits      " + words));
    view.blocks().forEach(block -> lines.add("Open       " + block.why()));
    view.events().forEach(event -> lines.add(event(event)));
    return new Sheet(title(view.headline()), lines, List.of(view.next()), "release.txt");
  }

  private static String event(Event event) {
    return clock(event.at()) + "  " + event.words();
  }

  private static Sheet plan(PlanView view) {
    List<String> lines = new ArrayList<>();
    lines.add("Risk      " + view.risk().level());
    view.risk().findings().forEach(finding -> lines.add("          " + finding.reason()));
    lines.add("Strategy  " + view.strategy());
    if (!view.strategyBecause().isBlank()) {
      lines.add("          because " + view.strategyBecause());
    }
    view.steps()
        .forEach(step -> lines.add(step.number() + ". " + step.what() + "  " + step.takes()));
    view.limits().forEach(limit -> lines.add("Back when " + limit.words()));
    lines.add("Way back  " + view.wayBack() + ", " + Figures.duration(view.wayBackTakes()));
    view.rehearsed().ifPresent(last -> lines.add("          " + last.words()));
    lines.add("Data      " + view.data());
    view.told().ifPresent(told -> lines.add("News      " + told));
    view.notUndone().forEach(words -> lines.add("Not undone: " + words));
    view.blocks().forEach(block -> lines.add("Open      " + block.why()));
    view.remarks().forEach(remark -> lines.add("Note      " + remark));
    return new Sheet(
        title(view.headline()) + ", plan " + view.hashBrief(),
        lines,
        List.of(view.next()),
        "plan.txt");
  }

  private static Sheet diff(DiffView view) {
    List<String> lines = new ArrayList<>();
    view.commits()
        .forEach(
            commit -> lines.add(commit.id() + "  " + commit.author() + "  " + commit.subject()));
    if (view.shown().files()) {
      view.files()
          .forEach(file -> lines.add(file.path() + "  +" + file.added() + " -" + file.removed()));
    }
    view.migrations().forEach(m -> lines.add(m.id() + "  " + m.phase() + "  " + m.description()));
    return new Sheet(
        view.headline().release()
            + ": "
            + Figures.count(view.commits().size(), "commit")
            + ", "
            + Figures.count(view.files().size(), "file"),
        lines,
        List.of(),
        "changes.txt");
  }

  private static Sheet checks(CheckListView view) {
    List<String> lines = new ArrayList<>();
    for (CheckListView.Item item : view.items()) {
      lines.add(
          item.state()
              + "  "
              + item.id()
              + ": "
              + item.title()
              + item.by().map(by -> "  (" + by + ")").orElse("")
              + (item.detail().isBlank() ? "" : "  " + item.detail()));
    }
    return new Sheet(
        "Checklist of " + view.headline().release() + ": " + closed(view.before(), view.after()),
        lines,
        view.items().stream().flatMap(item -> item.command().stream()).limit(1).toList(),
        "checklist.txt");
  }

  private static Sheet history(HistoryView view) {
    return new Sheet(
        view.service()
            + " in "
            + view.environment()
            + ": "
            + view.live().map(version -> version + " is live").orElse("nothing is live yet"),
        view.releases().stream()
            .map(row ->
                row.number()
                    + "  "
                    + row.version()
                    + "  "
                    + DAY.format(row.when())
                    + "  "
                    + row.result().words()
                    + "  ("
                    + row.by()
                    + ")"
                    + row.why().map(why -> "  " + why).orElse(""))
            .toList(),
        List.of(),
        "history.txt");
  }

  private static Sheet watch(WatchView view) {
    List<String> lines = new ArrayList<>();
    lines.add("Users   " + view.headline().users());
    if (!view.stages().isEmpty()) {
      lines.add("Stages  " + LiveLines.stages(view));
    }
    lines.addAll(LiveLines.signals(view));
    lines.add("Next    " + view.happensNext());
    return new Sheet(title(view.headline()), lines, List.of(), "watch.txt");
  }

  private static Sheet audit(AuditView view) {
    List<String> lines = new ArrayList<>();
    view.verified()
        .ifPresent(verified -> {
          lines.add(
              (verified.sound() ? "Sound: " : "NOT SOUND: ")
                  + Figures.count(verified.entries(), "entry").replace("entrys", "entries")
                  + " in "
                  + Figures.count(verified.streams(), "stream"));
          lines.addAll(verified.findings());
        });
    view.entries()
        .forEach(entry ->
            lines.add(
                DAY.format(entry.at())
                    + "  "
                    + entry.release()
                    + "  "
                    + entry.name()
                    + "  "
                    + entry.surface()
                    + "  "
                    + entry.words()));
    return new Sheet("Journal, newest first", lines, List.of(), "journal.txt");
  }

  private static Sheet doctor(DoctorView view) {
    return new Sheet(
        Figures.count(view.problems(), "problem") + ", " + Figures.count(view.remarks(), "remark"),
        view.checks().stream()
            .map(check -> check.state().word() + "  " + check.check() + ": " + check.result())
            .toList(),
        List.of(),
        "doctor.txt");
  }

  private static Sheet parity(ParityView view) {
    List<String> lines = new ArrayList<>();
    view.places()
        .forEach(place ->
            lines.add(
                place.standing().word()
                    + "  "
                    + place.environment()
                    + place.version().map(version -> " " + version).orElse("")
                    + ": "
                    + place.runs()));
    view.differences()
        .forEach(row ->
            lines.add(
                row.standing().word()
                    + "  "
                    + row.what()
                    + ": "
                    + row.from()
                    + " "
                    + row.before()
                    + ", "
                    + row.to()
                    + " "
                    + row.after()
                    + "; "
                    + row.because()));
    return new Sheet(
        view.service()
            + ": "
            + view.unexpected()
            + " not expected, "
            + view.unknown()
            + " unknown, "
            + Figures.count(view.differences().size(), "difference"),
        lines,
        view.differences().stream().flatMap(row -> row.fix().stream()).toList(),
        "parity.txt");
  }

  private static Sheet help(HelpView view) {
    List<String> lines = new ArrayList<>();
    if (!view.usage().isBlank()) {
      lines.add(view.usage());
    }
    lines.addAll(view.text());
    for (HelpView.Section section : view.sections()) {
      lines.add("");
      lines.add(section.title());
      section.rows().forEach(row -> lines.add("  " + row.term() + "  " + row.words()));
    }
    if (!view.examples().isEmpty()) {
      lines.add("");
      view.examples()
          .forEach(example -> lines.add("  slipway " + example.line() + "   " + example.words()));
    }
    return new Sheet(view.title(), lines, List.of(), "help.txt");
  }

  private static String closed(ItemCounts before, ItemCounts after) {
    return before.closed()
        + " of "
        + before.total()
        + " before the start, "
        + after.closed()
        + " of "
        + after.total()
        + " after the deploy";
  }
}
