package dev.slipway.bot.mail;

import dev.slipway.audience.NewsKind;
import dev.slipway.bot.news.Letter;
import dev.slipway.bot.news.Trial;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.notice.PlainNews;
import dev.slipway.notice.Redaction;
import dev.slipway.plan.Catalogue;
import dev.slipway.view.People;
import dev.slipway.view.Plain;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What mails show. */
final class Pages {
  private static final int LONGEST_LABEL = 60;

  private final Optional<String> link;
  private final Redaction redaction;

  /**
   * @param link a page about a release, with places for its names
   */
  Pages(Optional<String> link, Redaction redaction) {
    this.link = link;
    this.redaction = redaction;
  }

  Page of(Letter letter, Catalogue catalogue) {
    PlainNews news = PlainNews.of(letter.release(), letter.news(), catalogue, redaction);
    return new Page(
        news.about(),
        tone(news.kind()),
        news.state(),
        news.heading(),
        news.sentences(),
        link.map(page -> link(page, letter.release())),
        footer(letter));
  }

  private static Page.Tone tone(NewsKind kind) {
    return switch (kind) {
      case START -> Page.Tone.BEGINS;
      case SUCCESS -> Page.Tone.GOOD;
      case ROLLBACK -> Page.Tone.BACK;
      case INCIDENT -> Page.Tone.BAD;
      case CANCELLED, PAUSED -> Page.Tone.CALM;
    };
  }

  private String link(String page, ReleaseRecord release) {
    return page.replace("{service}", encoded(release.id().service().value()))
        .replace("{number}", Long.toString(release.id().number()))
        .replace("{version}", encoded(redaction.of(release.change().to().label())));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private List<String> footer(Letter letter) {
    ReleaseRecord release = letter.release();
    List<String> lines = new ArrayList<>();
    lines.add(
        "Release "
            + release.id()
            + ", version "
            + redaction.of(Plain.line(release.change().to().label(), LONGEST_LABEL))
            + ", "
            + release.opened().environment()
            + ".");
    lines.add(
        letter.because().isEmpty()
            ? "Sent by Slipway."
            : "You get this because you are subscribed to “"
                + String.join("”, “", letter.because())
                + "”. Whoever looks after Slipway here can change that.");
    return lines;
  }

  /** A mail that only shows that mail arrives. */
  Page of(Trial trial, Catalogue catalogue) {
    return new Page(
        "A test of news about releases",
        Page.Tone.CALM,
        "It works.",
        "Slipway",
        List.of(
            People.of(catalogue).name(trial.by())
                + " asked for this mail to see whether news arrives here.",
            "Nothing has happened, and you need not do anything."),
        Optional.empty(),
        List.of("Sent by Slipway."));
  }
}
