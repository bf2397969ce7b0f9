package dev.slipway.shell.render;

import dev.slipway.view.Event;
import dev.slipway.view.Figures;
import dev.slipway.view.Headline;
import dev.slipway.view.Role;
import dev.slipway.view.WatchView;
import java.util.ArrayList;
import java.util.List;

/** One frame of a release on its way. */
final class WatchPage {
  private static final String BARS = "▁▂▃▄▅▆▇█";
  private static final int RECENT = 10;
  private static final int EVENTS = 5;
  private final Wording say;
  private final Canvas canvas;

  WatchPage(Wording say, Canvas canvas) {
    this.say = say;
    this.canvas = canvas;
  }

  Page of(WatchView view) {
    Page page = new Page();
    page.title(ShowPage.subject(view.headline()), say.headline(view.headline().state()));
    stages(page, view);
    page.gap();
    shares(page, view.headline());
    if (!view.signals().isEmpty()) {
      page.gap();
      signals(page, view);
    }
    view.evidence().ifPresent(evidence -> evidence(page, view, evidence));
    if (!view.events().isEmpty()) {
      page.gap();
      List<Event> events = view.events().subList(0, Math.min(EVENTS, view.events().size()));
      ShowPage.events(say, page, events, view.now());
    }
    return page.gap().say(Text.of(view.happensNext()));
  }

  private void stages(Page page, WatchView view) {
    if (view.stages().isEmpty()) {
      return;
    }
    String left = view.left().map(time -> Figures.duration(time) + " left").orElse("");
    int room = Math.min(canvas.columns(), 120) - left.length() - 3;
    int each = Math.max(4, room / view.stages().size() - 8);
    Text drawn = Text.EMPTY;
    List<String> words = new ArrayList<>();
    for (WatchView.Stage stage : view.stages()) {
      int done = (int) Math.round(Math.clamp(stage.done(), 0, 1) * each);
      Text bar =
          Text.of(stage.percent() + " % ")
              .and("━".repeat(done), Wording.tone(stage.role()))
              .and("╌".repeat(each - done), Tone.LABEL);
      boolean over = stage.done() >= 1 || stage.role() == Role.BAD;
      Text mark = over ? say.mark(stage.role()) : Text.EMPTY;
      drawn = drawn.isEmpty() ? bar.and(mark) : drawn.and(" ").and(bar).and(mark);
      words.add(stage.percent() + " % " + stage.words());
    }
    page.drawing(
        left.isEmpty() ? drawn : drawn.and("  ").and(left, Tone.LABEL),
        "stages",
        Text.of(String.join(", ", words) + (left.isEmpty() ? "" : ", " + left)));
  }

  private void shares(Page page, Headline headline) {
    int longest =
        headline.shares().stream().mapToInt(share -> Text.width(share.version())).max().orElse(0);
    int room = Math.max(10, Math.min(canvas.columns(), 100) - longest - 18);
    for (Headline.Share share : headline.shares()) {
      int filled = Math.toIntExact(Math.round(share.percent() * room / 100.0));
      Text drawn =
          Text.of("traffic  ", Tone.LABEL)
              .and(Text.of(share.version()).padded(longest))
              .and(" ")
              .and(
                  "█".repeat(filled),
                  share.version().equals(headline.to()) ? Tone.RUNNING : Tone.PLAIN)
              .and("░".repeat(room - filled), Tone.LABEL)
              .and(" ")
              .and(Text.of(share.percent() + " %").paddedLeft(6));
      page.drawing(drawn, "traffic " + share.version(), Text.of(share.percent() + " %"));
    }
    page.point(
        label("health").and(say.marked(headline.health().role(), headline.health().words())), 0, 9);
  }

  private Text label(String name) {
    return say.isScreen() ? Text.of(name, Tone.LABEL).padded(9) : Text.of(name + ": ");
  }

  private void signals(Page page, WatchView view) {
    List<Part.Row> rows = new ArrayList<>();
    for (WatchView.Signal signal : view.signals()) {
      rows.add(
          Part.Row.of(
              Text.of(signal.name()),
              Text.of(signal.baselineText()),
              Text.of(signal.canaryText(), signal.role() == Role.BAD ? Tone.BAD : Tone.PLAIN),
              say.isScreen() ? Text.of(recent(signal), Wording.tone(signal.role())) : Text.EMPTY,
              Text.of(signal.limitText(), Tone.LABEL),
              say.marked(signal.role(), signal.verdict())));
    }
    page.grid(
        List.of(
            Part.Column.cut("SIGNAL", 10),
            Part.Column.number(view.headline().from().orElse("OLD")),
            Part.Column.number(view.headline().to()),
            Part.Column.of("RECENT"),
            Part.Column.cut("LIMIT", 10),
            Part.Column.cut("VERDICT", 8)),
        rows,
        say.isScreen(),
        0);
  }

  /**
   * The last checks as a row of bars, scaled so that the limit, where there is one, is near the
   * top.
   */
  private static String recent(WatchView.Signal signal) {
    List<Double> values = signal.recent();
    List<Double> last = values.subList(Math.max(0, values.size() - RECENT), values.size());
    double top = signal.limit().orElse(0);
    for (double value : last) {
      top = Double.isNaN(value) ? top : Math.max(top, value);
    }
    StringBuilder bars = new StringBuilder();
    for (double value : last) {
      if (Double.isNaN(value)) {
        bars.append(' ');
      } else {
        int height = top <= 0 ? 0 : (int) Math.round(value / top * (BARS.length() - 1));
        bars.append(BARS.charAt(Math.clamp(height, 0, BARS.length() - 1)));
      }
    }
    return bars.toString();
  }

  private void evidence(Page page, WatchView view, WatchView.Evidence evidence) {
    String enough = evidence.requests() >= evidence.needed() ? "enough" : "not enough yet";
    page.point(
        label("evidence")
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
                    ? say.between()
                        + "limit broken "
                        + evidence.breaks()
                        + " of "
                        + evidence.breaksToAct()
                    : "",
                Tone.BAD)
            .and(
                Text.of(say.between() + "checked ", Tone.LABEL)
                    .and(say.at(evidence.checkedAt(), view.now()))
                    .glued()),
        0,
        9);
  }
}
