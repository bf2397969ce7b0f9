package dev.slipway.shell.render;

import dev.slipway.view.Event;
import dev.slipway.view.Figures;
import dev.slipway.view.Headline;
import dev.slipway.view.MigrationPart;
import dev.slipway.view.WatchView;
import java.util.ArrayList;
import java.util.List;

/**
 * One frame of a release on its way for whoever does not look at a screen: {@link WatchFrame} draws
 * the same for eyes.
 */
final class WatchPage {
  private static final int EVENTS = 5;
  private final Wording say;

  WatchPage(Wording say) {
    this.say = say;
  }

  Page of(WatchView view) {
    Page page = new Page();
    page.title(ShowPage.subject(view.headline()), say.headline(view.headline().state()));
    view.cause().ifPresent(cause -> page.drawing(Text.EMPTY, "because", Text.of(cause)));
    stages(page, view);
    page.gap();
    shares(page, view.headline());
    if (!view.signals().isEmpty()) {
      page.gap();
      signals(page, view);
    }
    view.evidence().ifPresent(evidence -> evidence(page, view, evidence));
    view.difference()
        .ifPresent(
            difference -> page.drawing(Text.EMPTY, "difference", Text.of(difference.words())));
    for (MigrationPart migration : view.migrations()) {
      page.drawing(
          Text.EMPTY,
          "migration " + migration.id(),
          Text.of(migration.phase() + ", " + migration.state()));
    }
    for (WatchView.Instances side : view.fleet()) {
      page.drawing(
          Text.EMPTY,
          "instances " + side.version(),
          Text.of(side.ready() + " of " + side.total() + " ready"));
    }
    if (!view.events().isEmpty()) {
      page.gap();
      List<Event> events = view.events().subList(0, Math.min(EVENTS, view.events().size()));
      ShowPage.events(say, page, events, view.now());
    }
    return page.gap().say(Text.of(view.happensNext()));
  }

  private static void stages(Page page, WatchView view) {
    if (view.stages().isEmpty()) {
      return;
    }
    List<String> words = new ArrayList<>();
    view.stages().forEach(stage -> words.add(stage.percent() + " % " + stage.words()));
    view.left().ifPresent(left -> words.add(Figures.duration(left) + " left"));
    page.drawing(Text.EMPTY, "stages", Text.of(String.join(", ", words)));
  }

  private void shares(Page page, Headline headline) {
    for (Headline.Share share : headline.shares()) {
      page.drawing(
          Text.EMPTY,
          "traffic " + share.version(),
          Text.of(share.percent() + " %" + (share.lastSeen() ? " when last seen" : "")));
    }
    page.point(
        Text.of("health: ").and(say.marked(headline.health().role(), headline.health().words())),
        0,
        9);
  }

  private void signals(Page page, WatchView view) {
    List<Part.Row> rows = new ArrayList<>();
    for (WatchView.Signal signal : view.signals()) {
      rows.add(
          Part.Row.of(
              Text.of(signal.name()),
              Text.of(signal.baselineText()),
              Text.of(signal.canaryText()),
              Text.of(signal.limitText()),
              say.marked(signal.role(), signal.verdict())));
    }
    page.grid(
        List.of(
            Part.Column.of("SIGNAL"),
            Part.Column.number(view.headline().from().orElse("OLD")),
            Part.Column.number(view.headline().to()),
            Part.Column.of("LIMIT"),
            Part.Column.of("VERDICT")),
        rows,
        false,
        0);
  }

  private void evidence(Page page, WatchView view, WatchView.Evidence evidence) {
    String enough = evidence.requests() >= evidence.needed() ? "enough" : "not enough yet";
    page.point(
        Text.of("evidence: ")
            .and(
                Figures.count(evidence.requests(), "request")
                    + " on "
                    + evidence.judged()
                    + ", "
                    + enough
                    + " (needs "
                    + evidence.needed()
                    + ")")
            .and(
                evidence.breaks() > 0
                    ? ", limit broken " + evidence.breaks() + " of " + evidence.breaksToAct()
                    : "")
            .and(", checked ")
            .and(say.at(evidence.checkedAt(), view.now())),
        0,
        9);
  }
}
