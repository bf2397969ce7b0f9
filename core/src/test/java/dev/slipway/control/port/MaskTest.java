package dev.slipway.control.port;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** G7: secrets are never printed, however they are written. */
@Tag("G7")
class MaskTest {
  private static final String SECRET = "p+ss w/rd?&\"ö~!";

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String masked(String text) {
    return Mask.of(List.of(SECRET)).of(text);
  }

  @Test
  void asItIs() {
    assertEquals("key ••• and •••.", masked("key " + SECRET + " and " + SECRET + "."));
  }

  /** What escapes others is a letter of a secret like any other. */
  @Test
  void aBackslashInItself() {
    Mask mask = Mask.of(List.of("a\\b\\"));

    assertEquals("key •••.", mask.of("key a\\b\\."));
    assertEquals("{\"key\":\"•••\"}", mask.of("{\"key\":\"a\\\\b\\\\\"}"));
  }

  @Test
  void inPercentEncodingOfAnyKind() {
    String form = URLEncoder.encode(SECRET, StandardCharsets.UTF_8);
    for (String written :
        List.of(form, form.replace("+", "%20"), form.toLowerCase(java.util.Locale.ROOT))) {
      assertEquals("/?key=•••&x=1", masked("/?key=" + written + "&x=1"));
    }
    StringBuilder all = new StringBuilder();
    for (byte one : bytes(SECRET)) {
      all.append(String.format("%%%02x", one));
    }
    assertEquals("•••", masked(all.toString()));
  }

  @Test
  void inAStringOfJsonOrOfAShell() {
    assertEquals(
        "{\"key\":\"•••\"}",
        masked("{\"key\":\"" + SECRET.replace("\"", "\\\"").replace("/", "\\/") + "\"}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "ab", "abc", "user:", "user1:"})
  void inBase64WhereverItStandsThere(String before) {
    for (String behind : List.of("", "x", "xy", "\n")) {
      byte[] all = bytes(before + SECRET + behind);
      for (String encoded :
          List.of(
              Base64.getEncoder().encodeToString(all),
              Base64.getUrlEncoder().encodeToString(all),
              Base64.getEncoder().withoutPadding().encodeToString(all))) {
        String masked = masked("Basic " + encoded + " sent");

        assertTrue(masked.startsWith("Basic ") && masked.endsWith(" sent"), masked);
        assertTrue(masked.contains(Mask.INSTEAD), masked);
        assertEquals(
            -1,
            masked.indexOf(encoded.substring(encoded.length() / 2 - 3, encoded.length() / 2 + 3)),
            masked);
        assertTrue(masked.length() <= 11 + 3 + 2 * 8 + 4, "little is left beside it: " + masked);
      }
    }
  }

  @Test
  void inBase64OfSeveralLines() {
    String secret = "0123456789abcdef".repeat(12);
    String lines = Base64.getMimeEncoder().encodeToString(bytes("x:" + secret));

    String masked = Mask.of(List.of(secret)).of("begin\n" + lines + "\nend");

    assertTrue(masked.length() < 30, masked);
    assertTrue(masked.startsWith("begin") && masked.endsWith("end"), masked);
  }

  @Test
  void theWholeOfTheLongerOfTwo() {
    assertEquals("•••!", Mask.of(List.of("abcd", "abcdefgh")).of("abcdefgh!"));
  }

  @Test
  void eachLineOfSeveral() {
    String key = "-----BEGIN KEY-----\nAbCdEf123456\n-----END KEY-----\n";

    String masked = Mask.of(List.of(key)).of("line AbCdEf123456 of it");

    assertEquals("line ••• of it", masked);
  }

  @Test
  void nothingElse() {
    String text = "1,812 requests, errors 0.31 % (limit 1 %), p95 224 ms; see /a%20b?c=d+e \\n";

    assertEquals(text, masked(text));
    assertEquals(text, Mask.of(List.of("", " ", "ab")).of(text));
    assertEquals(text, Mask.of(List.of()).of(text));
  }

  /** Bodies of answers are long, and are masked whole. */
  @Test
  void aLongTextOfLettersIsNoTrouble() {
    String text = "aGVsbG8gd29ybGQ".repeat(60_000);

    assertFalse(masked(text).contains(Mask.INSTEAD));
  }
}
