package dev.slipway.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.slipway.control.Opening;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.view.View;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Text from outside reaches no face with anything in it that moves a cursor, hides, or reorders.
 */
class HostileTextTest {
  private static final String EVIL =
      "x\u001b[2J\u202Eevil\u2066\n\r\t\u0007\u009b31m\u200b\u2028next line";

  @Test
  void comesOutOfEveryViewAsOnePlainLine(@TempDir Path folder) {
    try (AShop shop = AShop.in(folder).whoseCommitSays(EVIL)) {
      ReleaseRecord release =
          AShop.yes(
              shop.desk()
                  .opening()
                  .open(
                      AShop.ADA,
                      new Opening.Wish(
                          "shop",
                          "v2",
                          Optional.empty(),
                          Optional.empty(),
                          Optional.empty(),
                          EVIL,
                          EVIL)));
      release = AShop.yes(shop.desk().gates().approve(AShop.CHI, release, Optional.empty(), EVIL));
      release = AShop.yes(shop.desk().gates().confirm(AShop.CHI, release, "reviewed", EVIL));
      AShop.yes(shop.desk().gates().withdrawItem(AShop.CHI, release, "reviewed", EVIL));
      Typed session = Typed.at(shop.desk());
      CommandLineGrammar grammar = new CommandLineGrammar();
      List<List<String>> lines =
          List.of(
              List.of("list"),
              List.of("show", "shop/2", "--events"),
              List.of("plan", "shop/2", "--explain"),
              List.of("diff", "shop/2"),
              List.of("check", "list", "shop/2"),
              List.of("history", "shop"),
              List.of("audit", "list"),
              List.of("show", EVIL),
              List.of(EVIL),
              List.of("rollout", EVIL),
              List.of("help", EVIL),
              List.of("help", "E-" + EVIL),
              List.of("show", "--" + EVIL),
              List.of("plan", "shop/2", "--risk", EVIL),
              List.of("check", "run", "shop/2", EVIL),
              List.of("new", EVIL, EVIL),
              List.of("cancel", "shop/2", "--reason", EVIL, "-n"),
              List.of("check", "confirm", "shop/2", "on-call", "--evidence", EVIL),
              List.of("cancel", "shop/2", "--reason", EVIL),
              List.of("show", "shop/2", "--events"));
      for (List<String> line : lines) {
        View view = grammar.run(session, line).view().orElseThrow();
        String json = Json.lines(view, Format.DEFAULT).getFirst();
        assertPlain(json, view.toString());
      }
    }
  }

  private static void assertPlain(String json, String view) {
    for (String text :
        List.of(
            "\\n", "\\r", "\\t", "\\u00", "\u001b", "\u202e", "\u2066", "\u009b", "\u200b",
            "\u2028")) {
      assertFalse(
          json.contains(text),
          () -> "U+" + Integer.toHexString(text.charAt(0)) + " or " + text + " in " + view);
    }
    assertEquals(json.codePoints().filter(Character::isISOControl).count(), 0);
  }
}
