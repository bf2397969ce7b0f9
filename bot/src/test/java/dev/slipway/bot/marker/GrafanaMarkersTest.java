package dev.slipway.bot.marker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.slipway.audience.Audience;
import dev.slipway.bot.news.Carrier;
import dev.slipway.catalog.MarkerSettings;
import dev.slipway.command.AShop;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.notice.Outbox;
import dev.slipway.notice.Redaction;
import dev.slipway.outside.http.HttpCalls;
import dev.slipway.outside.store.SqlOutbox;
import dev.slipway.plan.ExecSpec;
import dev.slipway.plan.Reach;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** V3: one annotation a release, whatever Grafana answers, over real connections. */
@Tag("V3")
class GrafanaMarkersTest {
  private static final String CHANNEL = "marker:grafana";

  private final FakeGrafana grafana = new FakeGrafana();
  private Path token = Path.of("token");
  private AShop shop;
  private Outbox outbox;

  @BeforeEach
  void open(@TempDir Path folder) throws IOException {
    token = Files.writeString(folder.resolve("token"), FakeGrafana.TOKEN + "\n");
    shop = AShop.heardOf(folder, new Audience(ZoneOffset.UTC, List.of(), Map.of()));
    outbox = SqlOutbox.ofNews(shop.store());
  }

  @AfterEach
  void close() {
    grafana.close();
    shop.close();
  }

  private Carrying server() {
    return server(Optional.empty(), List.of(), Redaction.of(List.of()));
  }

  private Carrying server(Optional<String> dashboard, List<String> tags, Redaction redaction) {
    Reach reach =
        new Reach(
            grafana.url(),
            Optional.of(new Reach.Login.Bearer(new ExecSpec.Value.FromFile(token))),
            Optional.empty(),
            Duration.ofMillis(1500));
    GrafanaCarrier carrier =
        new GrafanaCarrier(
            new MarkerSettings.Grafana(reach, dashboard, tags), new HttpCalls(), redaction);
    return server(carrier);
  }

  private Carrying server(Carrier carrier) {
    return Carrying.with(shop, outbox, carrier);
  }

  private JsonObject only() {
    List<JsonObject> all = grafana.annotations();
    assertEquals(1, all.size(), all.toString());
    return all.getFirst();
  }

  private static List<String> tags(JsonObject annotation) {
    return annotation.getAsJsonArray("tags").asList().stream()
        .map(JsonElement::getAsString)
        .toList();
  }

  @Test
  void aReleaseIsMarkedWhenItStartsAndBecomesOneRegionWhenItEnds() {
    Carrying server = server();
    ReleaseRecord moving = shop.atAQuarter("v2");
    server.passes();

    JsonObject begun = only();
    assertFalse(begun.has("timeEnd"));
    assertEquals(
        List.of("slipway", "service:shop", "environment:prod", "version:v2", "outcome:started"),
        tags(begun).subList(0, 5));
    assertTrue(tags(begun).get(5).matches("release:shop-2-[0-9a-f]{8}"), tags(begun).toString());
    assertEquals("shop/2: shop v2 in prod is going to its users", begun.get("text").getAsString());

    ReleaseRecord back = shop.rollsBackByItself(moving);
    server.passes();

    JsonObject ended = only();
    assertEquals(begun.get("time"), ended.get("time"));
    assertEquals(
        back.story().getLast().entry().at().toEpochMilli(), ended.get("timeEnd").getAsLong());
    assertTrue(tags(ended).contains("outcome:rolled-back"), tags(ended).toString());
    assertFalse(tags(ended).contains("outcome:started"), tags(ended).toString());
    assertEquals(
        List.of(
            "GET /api/annotations",
            "POST /api/annotations",
            "GET /api/annotations",
            "PATCH /api/annotations/1"),
        grafana.requests());
  }

  @Test
  void aReleaseThatFinishesIsMarkedAsWell() {
    Carrying server = server();
    ReleaseRecord unused = shop.finishes(shop.started("v2"));
    server.passes();

    assertTrue(tags(only()).contains("outcome:succeeded"), only().toString());
    assertTrue(only().get("timeEnd").getAsLong() > only().get("time").getAsLong());
    assertEquals(2, grafana.requests().size(), "the newest says it all");
  }

  @Test
  void whatNeverStartedHasNoMarkAndAPauseChangesNone() {
    Carrying server = server();
    ReleaseRecord moving = shop.atAQuarter("v2");
    server.passes();
    ReleaseRecord unused = AShop.yes(shop.desk().course().pause(AShop.BEN, moving, "a look"));
    ReleaseRecord unusedPlan = shop.opened("v3");
    server.passes();

    assertEquals(1, grafana.annotations().size());
    assertEquals(2, grafana.requests().size());
  }

  @Test
  void aDashboardAndTagsOfOnesOwnAreSentAndWhatIsRedactedIsNot() {
    Carrying server = server(Optional.of("cIBgcSjkk"), List.of("eu"), Redaction.of(List.of("v2")));
    ReleaseRecord moving = shop.atAQuarter("v2");
    server.passes();
    ReleaseRecord unused = shop.rollsBackByItself(moving);
    server.passes();

    assertEquals("cIBgcSjkk", only().get("dashboardUID").getAsString());
    assertTrue(tags(only()).contains("eu"));
    assertFalse(only().toString().contains("v2"), only().toString());
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 429, 500})
  void aGrafanaThatSaysNoGetsItsMarkOnceWithTheTrueTimesWhenItSaysYes(int status) {
    grafana.willBe(
        new FakeGrafana.Answers(status),
        new FakeGrafana.Answers(status),
        new FakeGrafana.Answers(status));
    Carrying server = server();
    ReleaseRecord back = shop.rolledBack("v2");
    server.passes();
    assertEquals(List.of(), grafana.annotations());
    String trouble = outbox.openOf(CHANNEL).getFirst().trouble();
    assertTrue(trouble.contains("answered " + status), trouble);
    assertFalse(trouble.contains(FakeGrafana.TOKEN), trouble);

    server.passes(Duration.ofMinutes(15), Duration.ofSeconds(30));

    assertEquals(
        back.story().getLast().entry().at().toEpochMilli(), only().get("timeEnd").getAsLong());
    assertEquals(List.of(), outbox.openOf(CHANNEL));
    assertEquals(List.of(), outbox.dead(5));
  }

  @Test
  void aGrafanaThatHangsOrLosesItsAnswerHoldsUpNothingAndIsToldOnce() {
    grafana.willBe(new FakeGrafana.Hangs());
    Carrying server = server();
    ReleaseRecord moving = shop.atAQuarter("v2");
    server.passes();
    assertTrue(outbox.openOf(CHANNEL).getFirst().trouble().contains("no answer within"));

    grafana.willBe(new FakeGrafana.Says("[]"), new FakeGrafana.LosesItsAnswer());
    server.passes(Duration.ofMinutes(5), Duration.ofSeconds(10));
    assertEquals(1, grafana.annotations().size(), grafana.requests().toString());

    ReleaseRecord unused = shop.rollsBackByItself(moving);
    server.passes();
    assertTrue(only().has("timeEnd"));
  }

  @Test
  void aRedirectIsNotFollowedAndATokenIsSaidNowhere() throws IOException {
    try (FakeGrafana elsewhere = new FakeGrafana()) {
      grafana.willBe(new FakeGrafana.Redirects(elsewhere.url() + "/api/annotations"));
      Carrying server = server();
      ReleaseRecord unused = shop.started("v2");
      server.passes();

      assertEquals(List.of(), elsewhere.requests());
      String trouble = outbox.openOf(CHANNEL).getFirst().trouble();
      assertTrue(trouble.contains("redirects are not followed"), trouble);

      Path unusedFile = Files.writeString(token, "glsa_one\nglsa_two");
      server.passes(Duration.ofMinutes(5), Duration.ofSeconds(30));
      trouble = outbox.openOf(CHANNEL).getFirst().trouble();
      assertTrue(trouble.contains("more than one line"), trouble);
      assertFalse(trouble.contains("glsa"), trouble);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"<html>", "{}", "[1]", "[{\"id\":null}]"})
  void whatIsNoGrafanaIsSaidAndTriedAgain(String body) {
    grafana.willBe(new FakeGrafana.Says(body));
    Carrying server = server();
    ReleaseRecord unused = shop.started("v2");
    server.passes();
    String trouble = outbox.openOf(CHANNEL).getFirst().trouble();
    assertEquals("markers.grafana: does not answer as a Grafana does", trouble);

    server.passes(Duration.ofMinutes(3), Duration.ofSeconds(30));
    assertEquals(1, grafana.annotations().size());
  }

  @Test
  void whatSomebodyTookAwayIsThereAgainAsAWholeWhenTheReleaseEnds() {
    Carrying server = server();
    ReleaseRecord moving = shop.atAQuarter("v2");
    server.passes();
    grafana.forgetsAll();
    ReleaseRecord unused = shop.rollsBackByItself(moving);
    server.passes();

    assertTrue(only().get("timeEnd").getAsLong() > only().get("time").getAsLong());
  }

  @Test
  void whatWaitedForAGrafanaThatIsNoMoreConfiguredIsADeadLetter() {
    grafana.willBe(new FakeGrafana.Answers(503));
    ReleaseRecord unused = shop.started("v2");
    Carrying before = server();
    before.server().letGo();
    server(new Unconfigured(CHANNEL)).passes();

    assertEquals(List.of(), outbox.openOf(CHANNEL));
    assertEquals(
        "the server's configuration has no markers.grafana", outbox.dead(5).getFirst().trouble());
  }

  @Test
  void anAnnotationThatIsRefusedIsADeadLetterWithItsReason() {
    grafana.willBe(new FakeGrafana.Says("[]"), new FakeGrafana.Answers(400));
    Carrying server = server();
    ReleaseRecord unused = shop.started("v2");
    server.passes();

    assertEquals(
        "markers.grafana: to add an annotation: answered 400", outbox.dead(5).getFirst().trouble());
  }
}
