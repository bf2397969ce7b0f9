package dev.slipway.release;

import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A service's name stands in chats, files and lines: it is never markup, and calls nobody. */
class ServiceNameTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "<!channel>",
        "<@U024BE7LH>",
        "@everyone",
        "*shop*",
        "`shop`",
        "[shop](https://evil.example)",
        "shop\n@here",
        "../shop",
        ""
      })
  void isNeverMarkup(String name) {
    IllegalArgumentException unused =
        assertThrows(IllegalArgumentException.class, () -> new ServiceName(name));
  }
}
