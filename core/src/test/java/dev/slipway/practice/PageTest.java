package dev.slipway.practice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.release.Weight;
import dev.slipway.rig.Needed;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The practice page as a browser shows it. Without Chromium these are skipped, which {@code
 * ./check} says; the pictures are kept in {@code target/page}.
 */
class PageTest {
  private static final String DRAWN =
      "JSON.parse(document.getElementById('requests').dataset.drawn || '{}')";

  @TempDir Path folder;
  private PracticeFleet fleet;
  private Browser browser;

  @BeforeEach
  void open() throws Exception {
    Path program =
        Needed.there(
            Browser.installed(), "Chromium is not installed: sudo apt-get install chromium");
    fleet = PracticeFleet.in(folder.resolve("fleet"), 120);
    browser = new Browser(program, Files.createDirectory(folder.resolve("browser")));
  }

  @AfterEach
  void close() {
    if (browser != null) {
      browser.close();
    }
    if (fleet != null) {
      fleet.close();
    }
  }

  @Test
  void drawsBothVersionsFailuresChartAndLimit() throws Exception {
    browser.look(1280, 720, false, false);
    browser.open(page());
    browser.until(DRAWN + ".circle > 20");
    assertEquals("v1 serves everybody", headline());
    breakTheNewVersionAtAQuarter();

    browser.until(DRAWN + ".square > 10 && " + DRAWN + ".crossed > 3");
    browser.until("document.querySelectorAll('#chart path[data-version]').length === 2");
    browser.until("document.querySelector('#chart .limit-words')?.textContent === 'limit 2 %'");
    browser.until("document.querySelectorAll('#chart .flag').length >= 3");
    browser.until("document.querySelector('td.over') !== null");
    browser.until(DRAWN + ".circle > 500");
    assertEquals("Limit broken: error rate · 75 % on v1, 25 % on v2", headline());
    assertEquals(
        "bad", browser.value("document.getElementById('headline').dataset.tone").asString());
    String words = browser.value("document.querySelector('main').innerText").asString();
    for (String said :
        List.of(
            "75 %",
            "25 %", "circle, 3 of 3 instances ready", "square", "30 % of requests fail", "p95")) {
      assertTrue(words.contains(said), said + " in " + words);
    }
    BufferedImage light = kept("light");
    assertTrue(count(light, 0x0072b2) > 400, "circles in blue");
    assertTrue(count(light, 0xd55e00) > 100, "squares in orange");
    assertTrue(count(light, 0xb3123c) > 50, "crosses and limit in red");

    browser.look(1280, 720, true, false);
    browser.until("getComputedStyle(document.body).backgroundColor === 'rgb(14, 20, 27)'");
    browser.until(DRAWN + ".square > 10");
    BufferedImage dark = kept("dark");
    assertTrue(count(dark, 0x56b4e9) > 400, "circles in light blue");
    assertTrue(count(dark, 0x161e27) > 100_000, "a dark ground");
    assertEquals(List.of(), browser.complaints());
  }

  @Test
  void fitsATelephone() throws Exception {
    browser.look(390, 844, false, false);
    browser.open(page());
    breakTheNewVersionAtAQuarter();
    browser.until(DRAWN + ".circle > 20 && " + DRAWN + ".square > 3");
    kept("telephone");
    assertTrue(
        browser.value("document.documentElement.scrollWidth <= 390").asBoolean(), "no side-scroll");
    assertEquals(List.of(), browser.complaints());
  }

  @Test
  void showsCountsWhereMotionIsUnwelcome() throws Exception {
    browser.look(1280, 720, false, true);
    browser.open(page());
    breakTheNewVersionAtAQuarter();
    browser.until(
        "/v1: [1-9][0-9]* requests in the last second/.test(document.getElementById('counts').innerText)");
    browser.until("document.getElementById('counts').innerText.includes('✕')");
    assertTrue(browser.value("document.getElementById('requests').hidden").asBoolean());
    kept("still");
    assertEquals(List.of(), browser.complaints());
  }

  @Test
  void saysThatThePracticeEndedAndComesBackByItself() throws Exception {
    browser.look(1280, 720, false, false);
    URI address = page();
    browser.open(address);
    browser.until(DRAWN + ".circle > 5");
    fleet.close();
    browser.until(
        "document.getElementById('headline').textContent.startsWith('The practice has ended')");
    kept("ended");
    fleet = PracticeFleet.in(folder.resolve("second"), 120, address.getPort());
    browser.until("document.getElementById('headline').textContent === 'v1 serves everybody'");
    assertFalse(browser.value("document.body.classList.contains('lost')").asBoolean());
  }

  @Test
  void showsHostileTextAsText() throws Exception {
    browser.look(1280, 720, false, false);
    browser.open(page());
    String words = "<img src=x onerror=document.title='stolen'>&lt;";
    fleet.demo.tell(new Moment(words, Moment.Tone.BAD, true, OptionalDouble.empty()));
    browser.until("document.getElementById('moments').innerText.includes('<img src=x')");
    browser.until("document.getElementById('headline').textContent.startsWith('<img src=x')");
    assertEquals("Slipway practice", browser.value("document.title").asString());
    assertEquals(List.of(), browser.complaints());
  }

  private void breakTheNewVersionAtAQuarter() {
    fleet.demo.bringUp(PracticeFleet.V2, 2);
    fleet.target().traffic().write(new Weight(25));
    fleet.demo.breakVersion(PracticeFleet.V2, List.of(new Fault.Errors(30)));
    fleet.demo.tell(Moment.of("stage 3 of 5: 25 %", Moment.Tone.MOVING));
    fleet.demo.tell(
        new Moment("Limit broken: error rate", Moment.Tone.BAD, true, OptionalDouble.of(0.02)));
  }

  private URI page() {
    return fleet.demo.addresses().page().orElseThrow();
  }

  private String headline() {
    return browser.value("document.getElementById('headline').textContent").asString();
  }

  private BufferedImage kept(String name) throws IOException {
    byte[] picture = browser.screenshot();
    Files.write(Files.createDirectories(Path.of("target", "page")).resolve(name + ".png"), picture);
    return ImageIO.read(new ByteArrayInputStream(picture));
  }

  private static int count(BufferedImage picture, int colour) {
    int count = 0;
    for (int y = 0; y < picture.getHeight(); y++) {
      for (int x = 0; x < picture.getWidth(); x++) {
        count += near(picture.getRGB(x, y), colour) ? 1 : 0;
      }
    }
    return count;
  }

  /** Shapes are drawn a little see-through. */
  private static boolean near(int one, int other) {
    for (int shift = 0; shift <= 16; shift += 8) {
      if (Math.abs((one >> shift & 0xff) - (other >> shift & 0xff)) > 40) {
        return false;
      }
    }
    return true;
  }
}
