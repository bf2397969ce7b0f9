package dev.slipway.bot.mail;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A page as HTML: one column, no picture, nothing that is fetched from anywhere. Colours stand in
 * the elements for programs that know nothing else, and again in a style for dark screens.
 */
final class PageHtml {
  private static final String FONT =
      "font-family:-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif;";

  private PageHtml() {}

  static String of(Page page) {
    return """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="UTF-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <meta name="supported-color-schemes" content="light dark">
    <title>%s</title>
    <style>
    :root { color-scheme: light dark; supported-color-schemes: light dark; }
    @media (prefers-color-scheme: dark) {
      .ground { background: #16191d !important; }
      .sheet { background: #1f2429 !important; border-color: #343b43 !important; }
      .bar { background: %s !important; }
      .state { color: %s !important; }
      .words, .about { color: #e6eaee !important; }
      .small { color: #a9b4bf !important; }
      .line { border-color: #343b43 !important; }
      .more { color: #7db4e6 !important; }
    }
    </style>
    </head>
    <body class="ground" style="margin:0;padding:0;background:#f3f5f7;">
    <table role="presentation" class="ground" width="100%%" cellpadding="0" cellspacing="0" border="0" style="background:#f3f5f7;">
    <tr><td align="center" style="padding:28px 12px;">
    <table role="presentation" class="sheet" width="100%%" cellpadding="0" cellspacing="0" border="0" style="max-width:560px;background:#ffffff;border:1px solid #dfe4e8;border-radius:10px;border-collapse:separate;overflow:hidden;">
    <tr><td class="bar" style="height:5px;line-height:5px;font-size:0;background:%s;border-radius:9px 9px 0 0;">&nbsp;</td></tr>
    <tr><td style="padding:26px 30px 8px;text-align:left;">
    <p class="small" style="margin:0 0 14px;%sfont-size:13px;line-height:18px;color:#5f6b76;">%s</p>
    <h1 class="state" style="margin:0 0 4px;%sfont-size:24px;line-height:30px;font-weight:600;color:%s;">%s</h1>
    <p class="about" style="margin:0 0 18px;%sfont-size:15px;line-height:22px;font-weight:600;color:#1d242b;">%s</p>
    <p class="words" style="margin:0 0 18px;%sfont-size:16px;line-height:25px;color:#1d242b;">%s</p>
    %s</td></tr>
    <tr><td style="padding:0 30px 24px;text-align:left;">
    <p class="small line" style="margin:0;padding-top:14px;border-top:1px solid #dfe4e8;%sfont-size:12px;line-height:18px;color:#5f6b76;">%s</p>
    </td></tr>
    </table>
    </td></tr>
    </table>
    </body>
    </html>
    """
        .formatted(
            escaped(page.about()),
            page.tone().onDark(),
            page.tone().onDark(),
            page.tone().onLight(),
            FONT,
            escaped(page.heading()),
            FONT,
            page.tone().onLight(),
            escaped(page.state()),
            FONT,
            escaped(page.about()),
            FONT,
            escaped(String.join(" ", page.sentences())),
            link(page),
            FONT,
            lines(page.footer()))
        .replace("\n", "\r\n");
  }

  private static String link(Page page) {
    return page.link()
        .map(address ->
            "<p style=\"margin:0 0 20px;"
                + FONT
                + "font-size:15px;line-height:22px;\"><a class=\"more\" href=\""
                + escaped(address)
                + "\" style=\"color:#2a6fb0;\">More about it</a></p>\n")
        .orElse("");
  }

  private static String lines(List<String> lines) {
    return lines.stream().map(PageHtml::escaped).collect(Collectors.joining("<br>"));
  }

  /** Whatever it was, it is text now, in an element and in an attribute. */
  static String escaped(String text) {
    StringBuilder escaped = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char letter = text.charAt(i);
      switch (letter) {
        case '&' -> escaped.append("&amp;");
        case '<' -> escaped.append("&lt;");
        case '>' -> escaped.append("&gt;");
        case '"' -> escaped.append("&quot;");
        case '\'' -> escaped.append("&#39;");
        default -> escaped.append(letter);
      }
    }
    return escaped.toString();
  }
}
