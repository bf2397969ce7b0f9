package dev.slipway.bot.mail;

import java.util.List;
import java.util.Optional;

/**
 * What a mail shows, before it is text or a page.
 *
 * @param about its subject
 * @param tone how it is meant, for the colour beside it
 * @param state what is to be known if nothing else is read
 * @param heading whose news, of which day
 * @param sentences the news
 * @param link where more stands
 * @param footer why it was sent, and what it is about exactly
 */
record Page(
    String about,
    Tone tone,
    String state,
    String heading,
    List<String> sentences,
    Optional<String> link,
    List<String> footer) {
  Page {
    sentences = List.copyOf(sentences);
    footer = List.copyOf(footer);
  }

  /** Never the only thing that tells one state from another. */
  enum Tone {
    BEGINS("#2a6fb0", "#7db4e6"),
    GOOD("#2e7d4f", "#7cc79b"),
    BACK("#a15c07", "#e3ad5b"),
    BAD("#b3261e", "#f2938c"),
    CALM("#5f6b76", "#a9b4bf");

    private final String onLight;
    private final String onDark;

    Tone(String onLight, String onDark) {
      this.onLight = onLight;
      this.onDark = onDark;
    }

    String onLight() {
      return onLight;
    }

    String onDark() {
      return onDark;
    }
  }
}
