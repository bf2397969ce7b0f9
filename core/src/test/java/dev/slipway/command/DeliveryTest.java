package dev.slipway.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.journal.ReleaseRecord;
import dev.slipway.view.Delivery;
import dev.slipway.view.HistoryView;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The figures below a history, from releases that were really recorded. */
@Tag("T1")
@Tag("L3")
class DeliveryTest {
  private static Delivery delivery(AShop shop) {
    Outcome outcome =
        new CommandLineGrammar().run(Typed.at(shop.desk()), List.of("history", "shop"));
    return ((HistoryView) outcome.view().orElseThrow()).delivery();
  }

  private static String value(Delivery delivery, String name) {
    return delivery.measures().stream()
        .filter(measure -> measure.name().equals(name))
        .map(Delivery.Measure::value)
        .findFirst()
        .orElse("none");
  }

  @Test
  void measuresFromFiveDeploymentsOn(@TempDir Path folder) {
    try (AShop shop = AShop.in(folder)) {
      for (String version : List.of("v2", "v3", "v4", "v5")) {
        shop.rolledBack(version);
        shop.later(Duration.ofDays(1));
      }
      assertEquals(4, delivery(shop).deployments(), "the adopted one is none");
      assertEquals(List.of(), delivery(shop).measures());
      shop.atAQuarter("v6");
      Delivery five = delivery(shop);
      assertEquals(5, five.deployments());
      assertEquals("0.4 per week", value(five, "Deployment frequency"));
      assertEquals("80 % (4)", value(five, "Change fail rate"));
      assertEquals("3 s median", value(five, "Failed deployment recovery"));
      assertEquals("0 % (0)", value(five, "Deployment rework rate"));
      assertEquals("none", value(five, "Change lead time"), "nothing arrived");
      assertEquals("", five.remark(), "one that still moves lacks nothing");
      assertEquals(List.of(0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 5.0), five.measures().getFirst().steps());
    }
  }

  /** What was finished and taken back afterwards failed its users all the same. */
  @Test
  void aReleaseThatWasUndoneHasFailed(@TempDir Path folder) {
    try (AShop shop = AShop.in(folder)) {
      for (String version : List.of("v2", "v3", "v4")) {
        shop.rolledBack(version);
      }
      ReleaseRecord finished = shop.finishes(shop.started("v5"));
      shop.later(Duration.ofHours(1));
      shop.withAWorker();
      ReleaseRecord undo =
          shop.finishes(
              AShop.yes(
                  shop.desk().course().undo(AShop.ADA, finished, "slow", false, Optional::empty)));
      assertEquals(Optional.of(finished.id()), undo.opened().undoes());

      Delivery five = delivery(shop);
      assertEquals("80 % (4)", value(five, "Change fail rate"), "three and the one undone");
      assertEquals("20 % (1)", value(five, "Deployment rework rate"), "the undo");
    }
  }

  @Test
  void comparesWithThePeriodBeforeWhereThatHadEnough(@TempDir Path folder) {
    try (AShop shop = AShop.in(folder)) {
      for (String version : List.of("v2", "v3", "v4", "v5", "v6")) {
        shop.rolledBack(version);
      }
      shop.later(Duration.ofDays(91));
      assertEquals(0, delivery(shop).deployments());
      assertTrue(delivery(shop).measures().isEmpty(), "what was long ago says nothing about now");
      for (String version : List.of("v7", "v8", "v9", "va", "vb")) {
        shop.rolledBack(version);
      }
      Delivery now = delivery(shop);
      assertEquals(5, now.deployments());
      assertEquals(
          Optional.of("100 % (5)"),
          now.measures().stream()
              .filter(measure -> measure.name().equals("Change fail rate"))
              .findFirst()
              .orElseThrow()
              .before());
    }
  }
}
