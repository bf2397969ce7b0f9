package dev.slipway.shell.render;

import dev.slipway.view.Block;
import dev.slipway.view.Event;
import dev.slipway.view.Figures;
import dev.slipway.view.Headline;
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

  /** The name under which the tool itself acts. */
  private static final String TOOL = "slipway";

  private final Wording say;

  ShowPage(Wording say) {
    this.say = say;
  }

  Page of(ShowView view) {
    Page page = new Page();
    page.title(subject(view.headline()), state(view));
    users(page, view);
    page.gap();
    page.facts(facts(view)).gap();
    new Standing(say).of(page, view);
    blocks(say, page, view.blocks());
    if (!view.events().isEmpty()) {
      boolean all = view.events().size() >= view.eventsTotal();
      page.gap()
          .heading(
              "Last events"
                  + (all ? "" : " (" + view.events().size() + " of " + view.eventsTotal() + ")"),
              Text.of("times in " + say.zone(view.now()), Tone.LABEL));
      events(say, page, view.events(), view.now());
    }
    List<Part.Command> commands = new ArrayList<>();
    commands.add(new Part.Command("Next", view.next()));
    view.hold().ifPresent(line -> commands.add(new Part.Command("Hold", line)));
    view.undo().ifPresent(line -> commands.add(new Part.Command("Undo", line)));
    return page.gap()
        .commands(commands.stream().filter(command -> !command.line().isBlank()).toList());
  }

  /** What it does, and when that ended. */
  private Text state(ShowView view) {
    Text state = say.headline(view.headline().state());
    return view.ended()
        .map(at ->
            state.and(
                " at " + say.at(at, view.now()).words(),
                Wording.tone(view.headline().state().role())))
        .orElse(state);
  }

  /** Who is served by what, and beside it what comes next by itself. */
  private void users(Page page, ShowView view) {
    Text users = users(view.headline());
    String then = view.waiting().orElse("");
    if (say.isWide() && users.width() + then.length() < Canvas.WIDE) {
      page.title(users, Text.of(then, Tone.LABEL));
    } else {
      page.point(users, 0, 7);
      if (!then.isEmpty()) {
        page.point(Text.of("Then:  ").and(then), 0, 7);
      }
    }
  }

  /** The two lines above everything about a release. */
  static void headline(Wording say, Page page, Headline headline) {
    page.title(subject(headline), say.headline(headline.state()));
    page.point(users(headline), 0, 7);
  }

  private static Text users(Headline headline) {
    boolean harm = headline.health().role() == Role.BAD || headline.health().role() == Role.UNKNOWN;
    return Text.of("Users: ")
        .and(headline.users(), harm ? Wording.tone(headline.health().role()) : Tone.PLAIN);
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
        Page.fact(
            "Artifact",
            Text.of(
                change.image().orElse(say.isPipe() ? change.artifact() : change.artifactBrief()))));
    facts.add(Page.fact("Change", Text.of(change(change, view.now()))));
    view.plan().ifPresent(plan -> facts.add(Page.fact("Strategy", Text.of(plan.strategy()))));
    view.plan()
        .ifPresent(plan ->
            facts.add(
                Page.fact(
                    "Rollback",
                    Text.of(plan.wayBack(), plan.losesData() ? Tone.BAD : Tone.PLAIN))));
    view.backup()
        .ifPresent(backup ->
            facts.add(
                Page.fact(
                    "Backup",
                    Text.of(
                        backup.location()
                            + ", "
                            + backup.proof()
                            + backup.command().map(line -> "; back with: " + line).orElse("")))));
    facts.add(Page.aside("Owner", Text.of(view.owner())));
    view.until()
        .ifPresent(until ->
            facts.add(
                Page.aside(
                    "Watched",
                    Text.of(
                        "until "
                            + say.minute(until, view.now())
                            + " or later"
                            + (say.isScreen()
                                ? " (" + Figures.ago(until, view.now()) + ")"
                                : "")))));
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
    Text why = kinds.isEmpty() ? Text.EMPTY : Text.of(": " + kinds);
    Text other =
        risk.override()
            .map(words -> Text.of("   (" + words + ")", Tone.WAITING))
            .orElse(Text.EMPTY);
    return level.and(why).and(other);
  }

  private static String change(ShowView.ChangePart change, Instant now) {
    if (change.commits() + change.files() == 0) {
      return "none that Slipway saw";
    }
    return Figures.count(change.commits(), "commit")
        + ", "
        + Figures.count(change.authors(), "author")
        + ", "
        + Figures.count(change.files(), "file")
        + ", "
        + Figures.count(change.lines(), "line")
        + change.oldest().map(oldest -> ", oldest " + Figures.ago(oldest, now)).orElse("");
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
    List<Part.Remedy> remedies = new ArrayList<>();
    for (List<Block> kind : kinds.values()) {
      if (kind.size() < MANY) {
        kind.forEach(
            block -> remedies.add(remedy(say, block.what() + ": " + block.why(), block.fix())));
      } else {
        String all =
            String.join(
                "; ", kind.stream().map(block -> block.why().replaceFirst("^open: ", "")).toList());
        remedies.add(
            remedy(
                say, kind.getFirst().what() + ", " + kind.size() + " open: " + all, common(kind)));
      }
    }
    page.remedies(remedies);
  }

  private static Part.Remedy remedy(Wording say, String words, String fix) {
    Text mark = say.mark(Role.BAD);
    return new Part.Remedy(
        (mark.isEmpty() ? mark : mark.and(" ")).and(words),
        fix.isBlank() ? Text.EMPTY : Text.of(fix, Tone.COMMAND));
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

  /** Where there is little room only people are named, and after what they did. */
  private static Text told(Wording say, Event event) {
    Text words = Text.of(event.words(), event.role() == Role.BAD ? Tone.BAD : Tone.PLAIN);
    boolean named = isRoomy(say) || event.by().equals(TOOL) || by(event).isEmpty();
    return named ? words : words.and(" (" + event.by() + ")", Tone.LABEL);
  }

  private static boolean isRoomy(Wording say) {
    return say.isWide() || !say.isScreen();
  }

  /** Events, newest first. */
  static void events(Wording say, Page page, List<Event> events, Instant now) {
    List<Part.Row> rows = new ArrayList<>();
    for (Event event : events) {
      rows.add(
          new Part.Row(
              List.of(
                  say.at(event.at(), now),
                  say.mark(event.role()),
                  isRoomy(say) ? by(event) : Text.EMPTY,
                  told(say, event)),
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
