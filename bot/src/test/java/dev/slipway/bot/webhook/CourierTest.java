package dev.slipway.bot.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import dev.slipway.catalog.Secret;
import dev.slipway.catalog.WebhookSettings.Endpoint;
import dev.slipway.notice.Redaction;
import dev.slipway.notice.ReleaseEvent;
import dev.slipway.release.EnvironmentName;
import dev.slipway.release.ReleaseId;
import dev.slipway.release.Version;
import dev.slipway.release.Weight;
import dev.slipway.rollout.Reason;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** T3: one event to one program, over a real connection, checked by libraries of others. */
class CourierTest {
  static final String SECRET = "whsec_" + "c2xpcHdheS10ZXN0LXNlY3JldC1vbmUtMTIzNDU2Nzg=";
  static final String OLDER = "whsec_" + "c2xpcHdheS10ZXN0LXNlY3JldC10d28tMTIzNDU2Nzg=";
  private static final Secret ANY = new Secret.InEnvironment("UNUSED");
  static final ReleaseEvent EVENT =
      new ReleaseEvent(
          ReleaseEvent.Kind.ROLLED_BACK,
          ReleaseId.parse("shop/42").orElseThrow(),
          "5c1e20a7",
          17,
          Instant.parse("2026-11-20T10:00:00.123456Z"),
          new EnvironmentName("production"),
          new Version("v2.4.1"),
          Optional.of(new Version("v2.4.0")),
          new Weight(25),
          Reason.Code.LIMIT_BROKEN);

  private final Courier courier = new Courier(Duration.ofSeconds(20));
  private final Receiver receiver = new Receiver(SECRET);

  @AfterEach
  void close() {
    courier.close();
    receiver.close();
  }

  private static Courier.Parcel parcel(String... secrets) {
    return new Courier.Parcel(
        EventText.id(EVENT),
        EventText.of(EVENT, Redaction.none()),
        List.of(secrets).stream().map(Signature.Key::of).toList());
  }

  private Receipt brought(Courier.Parcel parcel) throws InterruptedException {
    return courier.bring(parcel, endpoint(receiver.hook()), Instant.now());
  }

  private static Endpoint endpoint(URI url) {
    return new Endpoint("pager", url, ANY, Optional.empty());
  }

  @Test
  void aMessageIsACloudEventWhoseSignatureIsRight() throws InterruptedException {
    assertEquals(new Receipt.Taken(), brought(parcel(SECRET)));

    Receiver.Got got = receiver.got().getFirst();
    assertEquals("shop-42-17-5c1e20a7", got.id());
    assertEquals("shop-42-17-5c1e20a7", got.event().getId());
    assertEquals("1.0", got.event().getSpecVersion().toString());
    assertEquals("dev.slipway.release.rolled-back", got.event().getType());
    assertEquals(URI.create("urn:slipway:service:shop"), got.event().getSource());
    assertEquals("shop/42", got.event().getSubject());
    assertEquals("2026-11-20T10:00:00.123456Z", got.body().get("time").getAsString());
    assertEquals("0000000017", got.event().getExtension("sequence"));
    JsonObject data = got.body().getAsJsonObject("data");
    assertEquals(
        "{\"release\":\"shop/42\",\"service\":\"shop\",\"environment\":\"production\","
            + "\"version\":\"v2.4.1\",\"previousVersion\":\"v2.4.0\",\"usersPercent\":25,"
            + "\"reason\":\"limit-broken\",\"words\":\"shop v2.4.1 was rolled back.\"}",
        data.toString());
  }

  @Test
  void aMessageIsTheSameBytesEachTime() {
    assertEquals(parcel(SECRET).body(), parcel(SECRET).body());
  }

  @Test
  void whatTheConfigurationRedactsDoesNotLeave() {
    Redaction redaction = Redaction.of(List.of("v2\\.4\\.\\d"));

    String text = EventText.of(EVENT, redaction);

    assertFalse(text.contains("v2.4."), text);
    assertTrue(text.contains("shop [redacted] was rolled back."), text);
  }

  @Test
  void whileASecretIsChangedEitherIsRight() throws InterruptedException {
    assertEquals(new Receipt.Taken(), brought(parcel(OLDER, SECRET)));
    assertEquals(new Receipt.Taken(), brought(parcel(SECRET, OLDER)));
  }

  @Test
  void aWrongSecretIsRefusedAndTheMessageWaits() throws InterruptedException {
    assertEquals(
        new Receipt.NotNow("answered 401", Optional.empty(), false), brought(parcel(OLDER)));
    assertEquals(List.of(), receiver.got());
    assertEquals(1, receiver.refused().size());
  }

  @Test
  void anOldMessageIsRefusedAsAReplay() throws InterruptedException {
    Receipt receipt =
        courier.bring(
            parcel(SECRET), endpoint(receiver.hook()), Instant.now().minus(Duration.ofMinutes(6)));

    assertEquals(new Receipt.NotNow("answered 401", Optional.empty(), false), receipt);
  }

  @Test
  void goneMeansNoMore() throws InterruptedException {
    receiver.willBe(Receiver.answers(410));

    assertEquals(new Receipt.NoMore(), brought(parcel(SECRET)));
  }

  @Test
  void aReceiverSaysHowLongItWantsToBeLeftAlone() throws InterruptedException {
    receiver.willBe(
        new Receiver.Answers(429, Map.of("Retry-After", "90")),
        new Receiver.Answers(503, Map.of("Retry-After", "Fri, 01 Jan 2038 00:00:00 GMT")),
        new Receiver.Answers(503, Map.of("Retry-After", "soon")),
        new Receiver.Answers(503, Map.of("Retry-After", "Mon, 02 Jan 2006 15:04:05 GMT")));

    assertEquals(
        new Receipt.NotNow("answered 429", Optional.of(Duration.ofSeconds(90)), true),
        brought(parcel(SECRET)));
    assertEquals(
        new Receipt.NotNow("answered 503", Optional.of(Duration.ofHours(24)), true),
        brought(parcel(SECRET)),
        "a wish has a limit");
    assertEquals(
        new Receipt.NotNow("answered 503", Optional.empty(), true), brought(parcel(SECRET)));
    assertEquals(
        new Receipt.NotNow("answered 503", Optional.empty(), true), brought(parcel(SECRET)));
  }

  @Test
  void aRedirectIsNotFollowed() throws InterruptedException {
    try (Receiver elsewhere = new Receiver(SECRET)) {
      receiver.willBe(new Receiver.Answers(307, Map.of("Location", elsewhere.hook().toString())));

      assertEquals(
          new Receipt.NotNow("answered 307: redirects are not followed", Optional.empty(), false),
          brought(parcel(SECRET)));
      assertEquals(List.of(), elsewhere.got());
      assertEquals(List.of(), elsewhere.refused());
    }
  }

  @Test
  void whoeverHangsHoldsNothingUp() throws InterruptedException {
    receiver.willBe(new Receiver.Hangs());
    try (Courier hasty = new Courier(Duration.ofMillis(300))) {
      Receipt receipt = hasty.bring(parcel(SECRET), endpoint(receiver.hook()), Instant.now());

      assertTrue(
          receipt instanceof Receipt.NotNow(String why, var after, var all)
              && why.contains("no answer"),
          receipt.toString());
    }
  }

  @Test
  void anAnswerWithoutEndIsNotRead() throws InterruptedException {
    receiver.willBe(new Receiver.Babbles());

    assertEquals(new Receipt.Taken(), brought(parcel(SECRET)));
  }

  @Test
  void aConnectionThatBreaksMeansAgain() throws InterruptedException {
    receiver.willBe(new Receiver.Closes());

    assertTrue(brought(parcel(SECRET)) instanceof Receipt.NotNow);

    URI nobody = receiver.hook();
    receiver.close();
    Receipt receipt = courier.bring(parcel(SECRET), endpoint(nobody), Instant.now());
    assertEquals(new Receipt.NotNow("it cannot be reached", Optional.empty(), true), receipt);
  }

  @Test
  void aSecretThatIsNoneIsNotRepeated() {
    for (String wrong : List.of("hunter2hunter2hunter2hunter2!", "whsec_c2hvcnQ=", "", "%%%")) {
      IllegalArgumentException refused =
          assertThrows(IllegalArgumentException.class, () -> Signature.Key.of(wrong));

      assertFalse(!wrong.isEmpty() && refused.toString().contains(wrong), refused.toString());
    }
  }
}
