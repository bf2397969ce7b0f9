package dev.slipway.shell.render;

import dev.slipway.view.Figures;
import dev.slipway.view.PlanView;
import dev.slipway.view.RiskPart;
import dev.slipway.view.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The way out and the way back before anything moves. */
final class PlanPage {
  private final Wording say;
  private final Canvas canvas;

  PlanPage(Wording say, Canvas canvas) {
    this.say = say;
    this.canvas = canvas;
  }

  Page of(PlanView view) {
    Page page = new Page();
    page.title(
        Text.of("PLAN ", Tone.SUBJECT).and(ShowPage.subject(view.headline())),
        Text.of(
            "nothing has been changed   plan " + (say.isPipe() ? view.hash() : view.hashBrief()),
            Tone.LABEL));
    page.gap();
    risk(page, view);
    page.gap();
    page.point(
        Text.of("Therefore: ", Tone.SUBJECT)
            .and(view.strategy() + ". " + sentence(view.strategyBecause())),
        0,
        11);
    if (!view.approvals().isEmpty()) {
      page.point(
          Text.of("Approvals: ", Tone.SUBJECT).and(String.join(", ", view.approvals())), 0, 11);
    }
    steps(page, view);
    limits(page, view);
    wayBack(page, view);
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

  private void risk(Page page, PlanView view) {
    RiskPart risk = view.risk();
    String points =
        Figures.count(risk.points(), "point")
            + "; medium from "
            + risk.mediumFrom()
            + ", high from "
            + risk.highFrom();
    page.title(
        Text.of("Risk: ").and(risk.level().toUpperCase(Locale.ROOT), Tone.SUBJECT),
        Text.of(points, Tone.LABEL));
    List<Part.Row> rows = new ArrayList<>();
    for (RiskPart.Finding finding : risk.findings()) {
      rows.add(
          Part.Row.of(
              Text.of((finding.points() > 0 ? "+" : "") + finding.points()),
              Text.of(finding.where(), Tone.SUBJECT),
              Text.of(finding.reason()),
              Text.of("(" + finding.rule() + ")", Tone.LABEL),
              Text.of(finding.kind(), Tone.LABEL)));
    }
    page.grid(
        List.of(
            Part.Column.number("POINTS"),
            Part.Column.words("WHERE", 16),
            Part.Column.rest("REASON", 20),
            Part.Column.of("RULE"),
            Part.Column.of("KIND").wide()),
        rows,
        false,
        2);
    if (risk.findings().isEmpty()) {
      page.say(Text.of("no rule found anything", Tone.LABEL), 2);
    }
    risk.override().ifPresent(words -> page.point(say.marked(Role.WAITING, words), 2, 2));
  }

  private void steps(Page page, PlanView view) {
    page.gap().heading("Steps");
    List<Part.Row> rows = new ArrayList<>();
    for (PlanView.Step step : view.steps()) {
      rows.add(
          Part.Row.of(
              Text.of(Integer.toString(step.number())),
              Text.of(step.name(), Tone.SUBJECT),
              Text.of(step.what()),
              Text.of(step.takes(), Tone.LABEL),
              Text.of(step.undo()),
              Text.of(step.ifItFails())));
    }
    page.grid(
        List.of(
            Part.Column.number("NO"),
            Part.Column.of("STEP"),
            Part.Column.words("WHAT", 20),
            Part.Column.words("TAKES", 8),
            Part.Column.words("UNDO", 16).wide(),
            Part.Column.words("IF IT FAILS", 12).wide()),
        rows,
        canvas.isWide(),
        2);
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
    for (PlanView.LimitLine limit : view.limits()) {
      page.point(Text.of(limit.words()), 2, 2);
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
    page.point(
        Text.of("Way back: ", Tone.SUBJECT)
            .and(view.wayBack() + ", about " + Figures.duration(view.wayBackTakes())),
        0,
        10);
    page.point(
        Text.of("Data: ", Tone.SUBJECT).and(view.data(), view.losesData() ? Tone.BAD : Tone.PLAIN),
        0,
        6);
    view.pointOfNoReturn()
        .ifPresent(step -> page.point(say.marked(Role.BAD, "no way back after " + step), 0, 2));
    view.flagOff().ifPresent(flag -> page.point(Text.of("Flag: ", Tone.SUBJECT).and(flag), 0, 6));
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
