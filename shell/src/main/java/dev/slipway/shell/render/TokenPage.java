package dev.slipway.shell.render;

import static dev.slipway.shell.render.Part.Column.cut;

import dev.slipway.view.TokensView;
import java.util.ArrayList;
import java.util.List;

/** Tokens, one a row; the one that was just made with its secret. */
final class TokenPage {
  private final Wording say;

  TokenPage(Wording say) {
    this.say = say;
  }

  Page of(TokensView view) {
    Page page = new Page();
    List<String> secrets = view.tokens().stream().flatMap(row -> row.secret().stream()).toList();
    if (!secrets.isEmpty()) {
      page.verbatim(secrets);
      if (!say.isPipe()) {
        page.say(
            Text.of(
                "Shown this once: only its hash is kept. Whoever has it acts as its holder.",
                Tone.WAITING));
        page.gap();
      } else {
        return page;
      }
    }
    if (view.tokens().isEmpty()) {
      return say.isPipe()
          ? page
          : page.say(Text.of("There is no token that lets anybody in."))
              .commands(List.of(new Part.Command("Next", "slipway token create")));
    }
    List<Part.Column> columns =
        List.of(
            Part.Column.of("TOKEN"),
            cut("HOLDER", 8),
            Part.Column.words("STATE", 8),
            cut("EXPIRES", 8),
            cut("BY", 6).wide(),
            Part.Column.spare("PURPOSE", 10));
    List<Part.Row> rows = new ArrayList<>();
    for (TokensView.Row row : view.tokens()) {
      rows.add(
          Part.Row.of(
              Text.of(row.token(), Tone.SUBJECT),
              Text.of(row.holder() + (row.machine() ? " (machine)" : "")),
              say.state(row.state()),
              Text.of(
                  say.isPipe()
                      ? row.expires().toString()
                      : row.expires().toString().substring(0, 16).replace('T', ' ') + " UTC"),
              Text.of(row.by()),
              Text.of(row.purpose())));
    }
    return page.grid(columns, rows, true, 0);
  }
}
