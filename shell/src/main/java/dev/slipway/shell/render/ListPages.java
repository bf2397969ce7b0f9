package dev.slipway.shell.render;

import static dev.slipway.shell.render.Part.Column.cut;
import static dev.slipway.shell.render.Part.Column.number;
import static dev.slipway.shell.render.Part.Column.rest;

import dev.slipway.view.AuditView;
import dev.slipway.view.Delivery;
import dev.slipway.view.Figures;
import dev.slipway.view.HistoryView;
import dev.slipway.view.ListView;
import dev.slipway.view.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Many things, one a row. */
final class ListPages {
  private static final String BARS = "▁▂▃▄▅▆▇█";

  private final Wording say;

  ListPages(Wording say) {
    this.say = say;
  }

  Page list(ListView view) {
    Page page = new Page();
    if (view.releases().isEmpty()) {
      return say.isPipe() ? page : nothing(page, view.filter());
    }
    List<Part.Column> columns =
        List.of(
            Part.Column.of("RELEASE"),
            cut("VERSION", 8),
            cut("ENV", 4),
            Part.Column.words("STATE", 14),
            number("SHARE"),
            Part.Column.words("USERS", 9),
            cut("AGE", 5),
            cut("RISK", 6).wide(),
            cut("OWNER", 6).wide(),
            Part.Column.spare("WHY", 10).wide());
    List<Part.Row> rows = new ArrayList<>();
    for (ListView.Row row : view.releases()) {
      rows.add(
          Part.Row.of(
              Text.of(row.release(), Tone.SUBJECT),
              Text.of(row.version()),
              Text.of(row.environment()),
              say.state(row.state()),
              Text.of(row.percent() + " %"),
              say.health(row.health()),
              say.age(row.changed(), view.now()),
              Text.of(row.risk().orElse("").toUpperCase(Locale.ROOT)),
              Text.of(row.owner()),
              Text.of(row.why().orElse(""))));
    }
    page.grid(columns, rows, true, 0);
    if (view.more() > 0 && !say.isPipe()) {
      page.say(
          Text.of(
              view.more() + " more: slipway list --limit " + (view.releases().size() + view.more()),
              Tone.LABEL));
    }
    return page;
  }

  private static Page nothing(Page page, String filter) {
    return filter.isBlank()
        ? page.say(Text.of("There is no release yet."))
            .commands(List.of(new Part.Command("Next", "slipway new <service> <version>")))
        : page.say(Text.of("No release fits: " + filter + "."))
            .commands(List.of(new Part.Command("All", "slipway list")));
  }

  Page history(HistoryView view) {
    Page page = new Page();
    String place = view.service() + ", " + view.environment();
    if (!say.isPipe()) {
      Text live = view.live().map(version -> ", now " + version).map(Text::of).orElse(Text.EMPTY);
      page.say(
          Text.of(place, Tone.SUBJECT)
              .and(": " + Figures.count(view.total(), "release"))
              .and(live));
      page.gap();
    }
    if (view.releases().isEmpty()) {
      return page;
    }
    List<Part.Column> columns =
        List.of(
            number("NO"),
            cut("VERSION", 8),
            cut("WHEN", 8),
            Part.Column.words("RESULT", 16),
            number("REACHED"),
            cut("BY", 5),
            cut("FOLLOWS", 6),
            cut("RISK", 6).wide(),
            cut("TOOK", 6).wide(),
            Part.Column.spare("WHY", 12).wide());
    List<Part.Row> rows = new ArrayList<>();
    for (HistoryView.Row row : view.releases()) {
      rows.add(
          Part.Row.of(
              Text.of(say.isPipe() ? row.release() : Long.toString(row.number()), Tone.SUBJECT),
              Text.of(row.version()),
              say.ago(row.when(), view.now()),
              say.state(row.result()),
              Text.of(row.reached() + " %"),
              Text.of(row.by()),
              Text.of(row.follows().orElse("")),
              Text.of(row.risk().orElse("").toUpperCase(Locale.ROOT)),
              Text.of(row.took().map(Figures::duration).orElse("")),
              Text.of(row.why().orElse(""))));
    }
    page.grid(columns, rows, true, 2);
    if (view.total() > view.releases().size() && !say.isPipe()) {
      page.say(
          Text.of(
              (view.total() - view.releases().size())
                  + " older ones: slipway history "
                  + view.service()
                  + " --limit "
                  + view.total(),
              Tone.LABEL),
          2);
    }
    if (!say.isPipe()) {
      delivery(page, view);
    }
    return page;
  }

  /** Rates where there are enough deployments to speak of any, and their number where not. */
  private void delivery(Page page, HistoryView view) {
    Delivery delivery = view.delivery();
    String period = "Last " + delivery.days() + " days";
    if (delivery.measures().isEmpty()) {
      page.gap()
          .point(
              Text.of(
                  period
                      + ": "
                      + Figures.count(delivery.deployments(), "deployment")
                      + "; rates are shown from 5 on, fewer would say more about chance",
                  Tone.LABEL),
              0,
              2);
      return;
    }
    page.gap()
        .heading(
            period
                + " ("
                + Figures.count(delivery.deployments(), "deployment")
                + " that users met)");
    List<Part.Row> rows = new ArrayList<>();
    for (Delivery.Measure measure : delivery.measures()) {
      rows.add(
          Part.Row.of(
              Text.of(measure.name()),
              Text.of(measure.value(), Tone.SUBJECT),
              say.isScreen() ? Text.of(bars(measure.steps())) : Text.EMPTY,
              measure
                  .before()
                  .map(before -> Text.of("before: " + before, Tone.LABEL))
                  .orElse(Text.EMPTY)));
    }
    page.grid(
        List.of(
            Part.Column.of("MEASURE"),
            Part.Column.of("VALUE"),
            Part.Column.of(""),
            Part.Column.of("")),
        rows,
        false,
        2);
    if (!delivery.remark().isEmpty()) {
      page.say(Text.of(delivery.remark(), Tone.LABEL), 2);
    }
  }

  private static String bars(List<Double> steps) {
    double most = steps.stream().mapToDouble(Double::doubleValue).max().orElse(0);
    StringBuilder bars = new StringBuilder();
    for (double step : steps) {
      bars.append(BARS.charAt(most == 0 ? 0 : (int) Math.round(step / most * (BARS.length() - 1))));
    }
    return bars.toString();
  }

  Page audit(AuditView view) {
    Page page = new Page();
    if (!view.entries().isEmpty()) {
      List<Part.Column> columns =
          List.of(
              Part.Column.of("TIME"),
              cut("RELEASE", 7),
              cut("BY", 6),
              Part.Column.of(""),
              rest("WHAT", 20),
              cut("KIND", 8).wide(),
              cut("WHERE", 6).wide(),
              Part.Column.of("HASH").wide());
      List<Part.Row> rows = new ArrayList<>();
      for (AuditView.Entry entry : view.entries()) {
        rows.add(
            Part.Row.of(
                say.at(entry.at(), view.now()),
                Text.of(entry.release(), Tone.SUBJECT),
                Text.of(entry.name()),
                say.isScreen() ? say.mark(entry.role()) : Text.EMPTY,
                Text.of(entry.words()),
                Text.of(entry.kind(), Tone.LABEL),
                Text.of(entry.surface(), Tone.LABEL),
                Text.of(say.isPipe() ? entry.hash() : brief(entry.hash()), Tone.LABEL)));
      }
      page.grid(columns, rows, say.isScreen(), 0);
      if (view.more() > 0 && !say.isPipe()) {
        page.say(
            Text.of(
                view.more() + " older entries: --limit " + (view.entries().size() + view.more()),
                Tone.LABEL));
      }
    } else if (!say.isPipe() && view.verified().isEmpty()) {
      page.say(Text.of("The journal has no such entry."));
    }
    view.verified().ifPresent(verified -> verified(page, verified));
    return page;
  }

  private void verified(Page page, AuditView.Verified verified) {
    page.gap();
    if (verified.sound()) {
      page.say(
          say.marked(Role.GOOD, "the journal is intact")
              .and(
                  ": "
                      + Figures.count(verified.entries(), "entry").replace("entrys", "entries")
                      + " in "
                      + Figures.count(verified.streams(), "stream")
                      + ", "
                      + Figures.count(verified.seals(), "seal")));
    } else {
      page.say(
          say.marked(
              Role.BAD,
              "the journal was changed: " + Figures.count(verified.findings().size(), "finding")));
      verified.findings().forEach(finding -> page.point(Text.of(finding), 2, 2));
    }
    Optional<String> seal = verified.newestSeal();
    if (seal.isPresent()) {
      page.facts(List.of(Page.fact("Newest seal", Text.of(seal.get()))));
    }
  }

  static String brief(String hash) {
    return hash.length() <= 10 ? hash : hash.substring(0, 10);
  }
}
