package dev.slipway.shell.render;

import dev.slipway.control.Catalogues;
import dev.slipway.view.Figures;
import dev.slipway.view.PlanView;
import dev.slipway.view.RiskPart;
import dev.slipway.view.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The way out and the way back before anything moves. */
final class PlanPage {
  private final Wording say;

  PlanPage(Wording say) {
    this.say = say;
  }

  Page of(PlanView view) {
    Page page = new Page();
    page.title(
        Text.of("PLAN ", Tone.SUBJECT).and(ShowPage.subject(view.headline())),
        Text.of(
            "nothing has been changed   plan "
                + (say.isPipe() ? view.hash() : view.hashBrief())
                + "   catalogue "
                + (say.isPipe() ? view.catalogue() : Catalogues.brief(view.catalogue())),
            Tone.LABEL));
    if (say.isWide()) {
      page.gap().halves(risk(view), therefore(view));
      steps(page, view);
      limits(page, view);
      page.gap();
      noWayBack(page, view);
    } else {
      page.gap().halves(risk(view), new Page());
      page.gap();
      inWords(page, view);
      steps(page, view);
      limits(page, view);
      wayBack(page, view);
    }
    if (view.explain()) {
      explained(page, view);
    }
    for (String remark : view.remarks()) {
      page.point(say.marked(Role.WAITING, remark), 0, 2);
    }
    if (view.blocks().isEmpty()) {
      page.gap().say(say.marked(Role.GOOD, "Ready to start"));
    } else {
      ShowPage.blocks(say, page, view.blocks());
    }
    return page.gap()
        .commands(
            view.next().isBlank() ? List.of() : List.of(new Part.Command("Next", view.next())));
  }

  private static String sentence(String words) {
    return words.isEmpty()
        ? words
        : words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
  }

  private Page risk(PlanView view) {
    RiskPart risk = view.risk();
    int looked = risk.findings().size() + risk.quiet().size();
    String points =
        Figures.count(risk.points(), "point")
            + " by "
            + risk.findings().size()
            + " of "
            + Figures.count(looked, "rule")
            + (say.isWide() ? "" : "; medium from " + risk.mediumFrom())
            + (say.isWide() ? "; " : ", ")
            + "high from "
            + risk.highFrom();
    Text level = Text.of(risk.level().toUpperCase(Locale.ROOT), Tone.SUBJECT);
    Page page = new Page();
    if (say.isWide()) {
      page.say(
          Text.of("RISK", Tone.SUBJECT).and("  ").and(level).and("   ").and(points, Tone.LABEL));
    } else {
      page.title(Text.of("Risk: ").and(level), Text.of(points, Tone.LABEL));
    }
    findings(page, risk.findings());
    if (risk.findings().isEmpty()) {
      page.say(Text.of("no rule found anything", Tone.LABEL), 2);
    }
    risk.override().ifPresent(words -> page.point(say.marked(Role.WAITING, words), 2, 2));
    return page;
  }

  private void findings(Page page, List<RiskPart.Finding> findings) {
    List<Part.Row> rows = new ArrayList<>();
    for (RiskPart.Finding finding : findings) {
      Text points = Text.of((finding.points() > 0 ? "+" : "") + finding.points());
      Text where = Text.of(finding.where(), Tone.SUBJECT);
      Text reason = Text.of(finding.reason());
      rows.add(
          say.isWide()
              ? Part.Row.of(points, Text.of(finding.rule(), Tone.LABEL), where, reason)
              : Part.Row.of(
                  points,
                  where,
                  reason,
                  Text.of("(" + finding.rule() + ")", Tone.LABEL),
                  Text.of(finding.kind(), Tone.LABEL)));
    }
    Part.Column points = Part.Column.number("POINTS");
    Part.Column where = Part.Column.words("WHERE", 16);
    Part.Column reason = Part.Column.rest("REASON", 20);
    page.grid(
        say.isWide()
            ? List.of(points, Part.Column.of("RULE"), where, reason)
            : List.of(points, where, reason, Part.Column.of("RULE"), Part.Column.of("KIND").wide()),
        rows,
        false,
        2);
  }

  /** What follows from the risk, as facts in a column of their own. */
  private static Page therefore(PlanView view) {
    List<Part.Fact> facts = new ArrayList<>();
    facts.add(Page.fact("strategy", Text.of(view.strategy())));
    facts.add(Page.fact("because", Text.of(view.strategyBecause())));
    facts.add(
        Page.fact(
            "approvals",
            view.approvals().isEmpty()
                ? Text.of("none needed")
                : Text.of(String.join(", ", view.approvals()))));
    facts.add(Page.fact("observed", Text.of(Figures.duration(view.observe()) + " once at 100 %")));
    facts.add(Page.fact("way back", backAndTime(view)));
    facts.add(Page.fact("data", data(view)));
    view.flagOff().ifPresent(flag -> facts.add(Page.fact("flag", Text.of(flag))));
    view.told().ifPresent(told -> facts.add(Page.fact("news", Text.of(told))));
    return new Page().heading("THEREFORE").facts(facts.stream().filter(PlanPage::isSaid).toList());
  }

  private static boolean isSaid(Part.Fact fact) {
    return !fact.value().isEmpty();
  }

  /** The same in lines one below the other. */
  private static void inWords(Page page, PlanView view) {
    page.point(
        Text.of("Therefore: ", Tone.SUBJECT)
            .and(view.strategy() + ". " + sentence(view.strategyBecause())),
        0,
        11);
    if (!view.approvals().isEmpty()) {
      page.point(
          Text.of("Approvals: ", Tone.SUBJECT).and(String.join(", ", view.approvals())), 0, 11);
    }
  }

  private void steps(Page page, PlanView view) {
    view.image()
        .ifPresent(image -> {
          page.gap();
          page.point(Text.of("Image: ", Tone.SUBJECT).and(image), 0, 7);
        });
    page.gap();
    if (!say.isWide()) {
      page.heading("Steps");
    }
    List<Part.Row> rows = new ArrayList<>();
    for (PlanView.Step step : view.steps()) {
      Text number = Text.of(Integer.toString(step.number()));
      List<Text> cells = new ArrayList<>();
      if (say.isWide()) {
        cells.add(number.and(" ").and(step.name(), Tone.SUBJECT));
      } else {
        cells.add(number);
        cells.add(Text.of(step.name(), Tone.SUBJECT));
      }
      cells.add(Text.of(step.what()));
      cells.add(Text.of(step.takes(), Tone.LABEL));
      cells.add(Text.of(step.undo()));
      cells.add(Text.of(step.ifItFails()));
      rows.add(Page.row(cells, Optional.empty()));
    }
    List<Part.Column> columns = new ArrayList<>();
    if (!say.isWide()) {
      columns.add(Part.Column.number("NO"));
    }
    columns.add(Part.Column.of("STEP"));
    columns.add(Part.Column.words("WHAT", 20));
    columns.add(Part.Column.words("TAKES", 8));
    columns.add(Part.Column.words("UNDO", 16).wide());
    columns.add(Part.Column.words("IF IT FAILS", 12).wide());
    page.grid(columns, rows, say.isWide(), say.isWide() ? 0 : 2);
  }

  private void limits(Page page, PlanView view) {
    page.gap()
        .heading(
            "Back"
                + view.headline().from().map(from -> " to " + from).orElse("")
                + " at once if "
                + (view.breaksInARow() == 1
                    ? "one check finds"
                    : view.breaksInARow() + " checks in a row find"));
    if (say.isScreen()) {
      Text all = Text.EMPTY;
      for (PlanView.LimitLine limit : view.limits()) {
        Text one = Text.of(limit.words()).glued();
        all = all.isEmpty() ? one : all.and("   ").and(one);
      }
      page.point(all, 2, 0);
    } else {
      view.limits().forEach(limit -> page.point(Text.of(limit.words()), 2, 2));
    }
    page.point(
        Text.of(
            "checked every "
                + Figures.duration(view.checkedEvery())
                + " over "
                + Figures.duration(view.window())
                + ", judged from "
                + Figures.count(view.minimumRequests(), "request")
                + " and "
                + Figures.count(view.minimumFailures(), "failure")
                + " on",
            Tone.LABEL),
        2,
        2);
  }

  private void wayBack(Page page, PlanView view) {
    page.gap();
    page.point(Text.of("Way back: ", Tone.SUBJECT).and(backAndTime(view)), 0, 10);
    page.point(Text.of("Data: ", Tone.SUBJECT).and(data(view)), 0, 6);
    noWayBack(page, view);
    view.flagOff().ifPresent(flag -> page.point(Text.of("Flag: ", Tone.SUBJECT).and(flag), 0, 6));
    view.told().ifPresent(told -> page.point(Text.of("News: ", Tone.SUBJECT).and(told), 0, 6));
  }

  private static Text backAndTime(PlanView view) {
    Text takes = Text.of(view.wayBack() + ", about " + Figures.duration(view.wayBackTakes()));
    return view.rehearsed()
        .map(
            last -> takes.and(", ").and(Text.of(last.words(), last.good() ? Tone.PLAIN : Tone.BAD)))
        .orElse(takes);
  }

  private static Text data(PlanView view) {
    return Text.of(view.data(), view.losesData() ? Tone.BAD : Tone.PLAIN);
  }

  private void noWayBack(Page page, PlanView view) {
    view.pointOfNoReturn()
        .ifPresent(step -> page.point(say.marked(Role.BAD, "no way back after " + step), 0, 2));
  }

  private void explained(Page page, PlanView view) {
    page.gap().heading("Stages");
    List<Part.Row> stages = new ArrayList<>();
    for (PlanView.Stage stage : view.stages()) {
      stages.add(
          Part.Row.of(
              Text.of(Integer.toString(stage.number())),
              Text.of(stage.percent() + " %"),
              Text.of(Figures.count(stage.instances(), "instance")),
              Text.of("watched " + Figures.duration(stage.bake()))));
    }
    page.grid(
        List.of(
            Part.Column.number("NO"),
            Part.Column.number("SHARE"),
            Part.Column.of(""),
            Part.Column.of("")),
        stages,
        false,
        2);
    bullets(page, "Rules that found nothing", view.risk().quiet());
    if (!view.migrations().isEmpty()) {
      DiffPage.migrations(say, page, view.migrations());
    }
    bullets(page, "Going back does not undo", view.notUndone());
    bullets(page, "Checks after deploy", view.checksAfter());
    bullets(page, "Watch meanwhile", view.watchList());
    page.gap()
        .facts(
            List.of(
                Page.fact("Observed", Text.of(Figures.duration(view.observe()) + " at 100 %")),
                Page.fact(
                    "Approvals", new Standing(say).approvals(view.approvalState(), view.now())),
                Page.fact("Checklist", new Standing(say).counts(view.before(), "before start"))));
    page.gap();
  }

  private static void bullets(Page page, String heading, List<String> lines) {
    if (lines.isEmpty()) {
      return;
    }
    page.gap().heading(heading);
    lines.forEach(line -> page.point(Text.of(line), 2, 2));
  }
}
