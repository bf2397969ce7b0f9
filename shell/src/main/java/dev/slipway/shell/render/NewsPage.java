package dev.slipway.shell.render;

import static dev.slipway.shell.render.Part.Column.cut;

import dev.slipway.view.NewsView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Readers of news, one a row. */
final class NewsPage {
  private final Wording say;

  NewsPage(Wording say) {
    this.say = say;
  }

  Page of(NewsView view) {
    Page page = new Page();
    if (view.readers().isEmpty()) {
      return say.isPipe()
          ? page
          : page.say(Text.of("Nobody outside the team is told of releases."))
              .say(Text.of("news.subscriptions in slipway.yaml says who is.", Tone.LABEL));
    }
    List<Part.Column> columns =
        List.of(
            cut("SERVICE", 6),
            Part.Column.words("ENV", 4),
            Part.Column.words("READER", 16),
            Part.Column.words("HEARS OF", 14),
            Part.Column.words("WHEN", 10),
            Part.Column.spare("BECAUSE", 10));
    List<Part.Row> rows = new ArrayList<>();
    for (NewsView.Row row : view.readers()) {
      rows.add(
          Part.Row.of(
              Text.of(row.service(), Tone.SUBJECT),
              Text.of(row.environment() + (row.test() ? " (test)" : "")),
              reader(row),
              Text.of(String.join(", ", row.kinds())),
              when(row, view.now()),
              Text.of(String.join(", ", row.because()), Tone.LABEL)));
    }
    return page.grid(columns, rows, true, 0);
  }

  private Text reader(NewsView.Row row) {
    if (say.isPipe()) {
      return Text.of(row.by() + ":" + row.reader());
    }
    String address = row.by().equals("webhook") ? "webhook " + row.reader() : row.reader();
    return row.name()
        .map(name -> Text.of(name + " ").and(Text.of(address, Tone.LABEL)))
        .orElse(Text.of(address));
  }

  private Text when(NewsView.Row row, Instant now) {
    return row.quietUntil()
        .map(end ->
            Text.of(
                say.isPipe() ? end.toString() : "quiet until " + say.minute(end, now),
                Tone.WAITING))
        .orElse(Text.of(say.isPipe() ? "" : "at once"));
  }
}
