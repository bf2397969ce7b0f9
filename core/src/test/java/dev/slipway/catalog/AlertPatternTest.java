package dev.slipway.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.plan.AlertmanagerSpec.Selection;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Patterns for alerts are those of Alertmanager: RE2, which all of a label's value has to match.
 */
class AlertPatternTest {
  private static Selection selection(String text) {
    return AlertmanagerReading.selection(text).orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(strings = {"(?=shop).*", "(shop)\\\\1", "shop++"})
  void whatOnlyJavaUnderstandsIsNoPattern(String pattern) {
    assertEquals(Optional.empty(), AlertmanagerReading.selection("alertname=~\"" + pattern + "\""));
  }

  @Test
  void allOfTheValueHasToMatch() {
    Selection shop = selection("alertname=~\"Shop.*|Pay\", severity!~\"info|none\"");

    assertTrue(shop.selects(Map.of("alertname", "ShopErrors", "severity", "page")));
    assertFalse(shop.selects(Map.of("alertname", "ShopErrors", "severity", "info")));
    assertFalse(shop.selects(Map.of("alertname", "Payments", "severity", "page")));
  }

  @Test
  void whatIsPutInMeansItself() {
    Selection shop = selection("alertname=~\"{service}.*\"").with(Map.of("service", "a.b+(c"));

    assertTrue(shop.selects(Map.of("alertname", "a.b+(cErrors")));
    assertFalse(shop.selects(Map.of("alertname", "aXb+(cErrors")));
  }

  /** Labels are written by strangers, and checks have no time to lose. */
  @Test
  void noValueMakesAPatternSlow() {
    Selection slow = selection("alertname=~\"(a|a|a)*(b|b)*(a*)*c\"");

    assertFalse(slow.selects(Map.of("alertname", "a".repeat(5_000))));
    assertEquals(Optional.empty(), AlertmanagerReading.selection("alertname=~\"(\""));
  }
}
