package dev.slipway.bot.api;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Bodies of requests, read no further than they may go. */
final class Requests {
  /** As much as a catalogue of a large team takes. */
  static final int LONGEST = 1_000_000;

  private Requests() {}

  /** More was sent than any request holds. */
  static final class TooLong extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooLong() {
      super("more than " + LONGEST + " bytes", null, false, false);
    }
  }

  /**
   * @throws TooLong when it is too long
   */
  static String body(HttpServletRequest request) throws IOException {
    byte[] bytes = request.getInputStream().readNBytes(LONGEST + 1);
    if (bytes.length > LONGEST) {
      throw new TooLong();
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
