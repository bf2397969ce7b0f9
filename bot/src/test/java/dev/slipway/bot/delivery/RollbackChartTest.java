package dev.slipway.bot.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.slipway.bot.conversation.Message;
import dev.slipway.bot.conversation.Png;
import dev.slipway.bot.conversation.Words;
import dev.slipway.command.AShop;
import dev.slipway.health.Measure;
import dev.slipway.health.Side;
import dev.slipway.health.Signal;
import dev.slipway.health.Verdict;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.journal.Store;
import dev.slipway.journal.StreamName;
import dev.slipway.notice.Telling;
import dev.slipway.notice.Tellings;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** V4: what everybody sees of the figures after a rollback. */
class RollbackChartTest {
  private AShop shop;
  private ReleaseRecord release;

  @BeforeEach
  void open(@TempDir Path folder) {
    shop = AShop.in(folder);
    ReleaseRecord moving = shop.atAQuarter("v2");
    for (int second = 0; second < 24; second++) {
      checked(moving, second);
    }
    release = shop.rollsBackByItself(moving);
  }

  @AfterEach
  void close() {
    shop.close();
  }

  private void checked(ReleaseRecord moving, int second) {
    double fresh = second < 18 ? 0.003 + 0.0005 * (second % 3) : 0.03 * (second - 17);
    Instant at = shop.tick();
    Store.Check check =
        new Store.Check(
            "stage-1",
            at,
            Duration.ofSeconds(1),
            40,
            AShop.judged(second < 18 ? Verdict.PASS : Verdict.FAIL),
            List.of(
                new Measure(Signal.ERROR_RATE, Side.BASELINE, OptionalDouble.of(0.0025), 3, 1000),
                new Measure(Signal.ERROR_RATE, Side.CANARY, OptionalDouble.of(fresh), 9, 120)));
    Boolean unused =
        shop.store()
            .write(writer -> {
              writer.recordCheck(StreamName.of(moving.id()), check);
              return true;
            });
  }

  private Telling news() {
    return new Tellings(shop.desk().catalogue())
        .after(release, 0).stream().filter(Telling::chart).findFirst().orElseThrow();
  }

  @Test
  void theNumbersStandBesideThePictureAsWords() {
    List<Message.Part> parts = new RollbackCharts().of(shop.desk(), release, news());

    assertEquals(
        new Message.Paragraph(
            Words.of(
                "Error rate of v2 went from 0.30 % to 18.0 %; the limit was 2.00 %. v1 was at 0.25 %.")),
        parts.getFirst());
    assertEquals(2, parts.size(), parts.toString());
  }

  @Test
  void thePictureReadsOnLightAndDark() throws IOException {
    Message.Part part = new RollbackCharts().of(shop.desk(), release, news()).get(1);
    assumeTrue(part instanceof Message.Picture, "this machine has no fonts, and says so");
    byte[] bytes = ((Message.Picture) part).png().bytes();
    String keep = System.getProperty("slipway.keep-chart", "");
    if (!keep.isEmpty()) {
      Path unused = Files.write(Path.of(keep), bytes);
    }

    BufferedImage image = ImageIO.read(new ByteArrayInputStream(bytes));

    assertEquals(1200, image.getWidth());
    // Its own card is opaque and light: what is behind it does not matter.
    assertEquals(Color.WHITE.getRGB(), image.getRGB(2, 2));
    assertTrue(drawn(image, 0xFFC2410C), "the new version's line");
    assertTrue(drawn(image, 0xFF1D4ED8), "the old version's line");
    assertTrue(bytes.length < 200_000, bytes.length + " bytes");
  }

  private static boolean drawn(BufferedImage image, int colour) {
    for (int x = 0; x < image.getWidth(); x++) {
      for (int y = 0; y < image.getHeight(); y++) {
        if (image.getRGB(x, y) == colour) {
          return true;
        }
      }
    }
    return false;
  }

  @Test
  void aMachineWithoutFontsSaysSoInWords() {
    RollbackCharts without = new RollbackCharts(course -> Optional.<Png>empty());

    List<Message.Part> parts = without.of(shop.desk(), release, news());

    assertTrue(parts.toString().contains("No chart: this server has no fonts"), parts.toString());
    assertTrue(parts.toString().contains("Error rate of v2 went from"), parts.toString());
  }

  @Test
  void whatAPersonTookBackHasNoChart() {
    ReleaseRecord byHand =
        AShop.yes(
            shop.desk()
                .course()
                .rollback(AShop.BEN, shop.atAQuarter("v3"), "empty baskets", false));
    Telling telling = new Tellings(shop.desk().catalogue()).after(byHand, 0).getLast();

    assertEquals(List.of(), new RollbackCharts().of(shop.desk(), byHand, telling));
  }
}
