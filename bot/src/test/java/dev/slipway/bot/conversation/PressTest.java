package dev.slipway.bot.conversation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PressTest {
  @Test
  void comesBackAsItWasSent() {
    for (Press press :
        new Press[] {
          new Press("rollback", "shop/42", 17, "", Optional.empty()),
          new Press("approve", "shop/42", 0, "", Optional.of(Press.FormKind.TYPED_NAME)),
          new Press("confirm", "shop/42", 3, "dashboards", Optional.of(Press.FormKind.EVIDENCE)),
          new Press("open", "", 3, "two words", Optional.empty()),
        }) {
      assertEquals(Optional.of(press), Press.of(press.code()), press::code);
      assertTrue(press.code().length() <= Press.LONGEST);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "rollback",
        "rollback shop/42",
        "rollback shop/42 -1 x",
        "rollback shop/42 1 no_such_form",
        "ROLLBACK shop/42 1",
        "rollback shop/42 9999999999999999999"
      })
  void whatNobodySentIsNothing(String code) {
    assertEquals(Optional.empty(), Press.of(code));
  }

  @Test
  void aLongCodeIsNothing() {
    assertEquals(Optional.empty(), Press.of("rollback shop/42 1  " + "x".repeat(100)));
  }

  @Test
  void cannotBeMadeOfWordsThatWouldNotComeBack() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new Press("roll back", "shop/42", 1, "", Optional.empty()));
  }
}
