package dev.slipway.bot.marker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.audience.Audience;
import dev.slipway.catalog.MarkerSettings;
import dev.slipway.catalog.Secret;
import dev.slipway.command.AShop;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.notice.Outbox;
import dev.slipway.notice.Redaction;
import dev.slipway.outside.store.SqlOutbox;
import dev.slipway.plan.ExecSpec;
import dev.slipway.plan.Reach;
import dev.slipway.rollout.Finished;
import io.opentelemetry.proto.trace.v1.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** V2: traces show the release, whatever the collector answers, over real connections. */
@Tag("V2")
class OtlpMarkersTest {
  private static final String CHANNEL = "marker:otlp";

  private final FakeCollector collector = new FakeCollector();
  private Path token = Path.of("token");
  private AShop shop;
  private Outbox outbox;

  @BeforeEach
  void open(@TempDir Path folder) throws IOException {
    token = Files.writeString(folder.resolve("token"), FakeCollector.TOKEN + "\n");
    shop = AShop.heardOf(folder, new Audience(ZoneOffset.UTC, List.of(), Map.of()));
    outbox = SqlOutbox.ofNews(shop.store());
  }

  @AfterEach
  void close() {
    collector.close();
    shop.close();
  }

  private Carrying server() {
    return server(Redaction.none());
  }

  private Carrying server(Redaction redaction) {
    Reach reach =
        new Reach(
            collector.url(),
            Optional.of(new Reach.Login.Bearer(new ExecSpec.Value.FromFile(token))),
            Optional.empty(),
            Duration.ofMillis(1500));
    OtlpCarrier carrier =
        new OtlpCarrier(
            new MarkerSettings.Otlp(
                reach, Map.of("X-Scope-OrgID", new Secret.InEnvironment("TENANT"))),
            Map.of("TENANT", FakeCollector.TENANT),
            redaction);
    return Carrying.with(shop, outbox, carrier);
  }

  private FakeCollector.Taken span(String name) {
    return collector.taken().stream()
        .filter(one -> one.span().getName().equals(name))
        .findFirst()
        .orElseThrow(() ->
            new AssertionError(
                name
                    + " is not among "
                    + collector.taken().stream().map(one -> one.span().getName()).toList()));
  }

  private String trouble() {
    return outbox.openOf(CHANNEL).getFirst().trouble();
  }

  private static Instant at(long nanos) {
    return Instant.ofEpochSecond(0, nanos);
  }

  @Test
  void aReleaseThatGoesBackIsOneTraceWithASpanForEachThingItDid() {
    Carrying server = server();
    ReleaseRecord moving = shop.atAQuarter("v2");
    server.passes();
    assertEquals(1, collector.taken().size(), "while it moves, that it began");
    FakeCollector.Taken begun = span("started");

    ReleaseRecord back = shop.rollsBackByItself(moving);
    server.passes();

    FakeCollector.Taken root = span("release shop v2");
    assertEquals(Set.of(begun.trace()), traces());
    assertEquals(root.id(), begun.parent());
    assertEquals("", root.parent());
    assertEquals(Status.StatusCode.STATUS_CODE_ERROR, root.span().getStatus().getCode());
    assertEquals(
        Map.of(
            "service.name", "shop",
            "service.version", "v2",
            "deployment.environment.name", "prod"),
        root.resource());
    Map<String, String> attributes = root.attributes();
    assertEquals("shop/2", attributes.get("deployment.id"));
    assertEquals("failed", attributes.get("deployment.status"));
    assertEquals(back.change().toCommit().value(), attributes.get("vcs.ref.head.revision"));
    assertEquals("rolled-back", attributes.get("slipway.because"));
    assertEquals("0", attributes.get("slipway.weight.percent"));
    assertEquals("started", root.events().getFirst());
    assertTrue(
        root.events().containsAll(List.of("limit broken", "rollback begins", "rolled back")),
        root.events()::toString);
    assertEquals(begun.span().getStartTimeUnixNano(), root.span().getStartTimeUnixNano());
    assertEquals(back.story().getLast().entry().at(), at(root.span().getEndTimeUnixNano()));

    FakeCollector.Taken stage = span("stage 1 of 3");
    assertEquals(root.id(), stage.parent());
    assertEquals("25", stage.attributes().get("slipway.weight.percent"));
    assertEquals("LIMIT_BROKEN", stage.attributes().get("slipway.because"));
    assertEquals(Status.StatusCode.STATUS_CODE_ERROR, stage.span().getStatus().getCode());
    assertTrue(stage.events().contains("limit broken"));
    assertTrue(span("rolling back").span().getStartTimeUnixNano() > 0);
  }

  private Set<String> traces() {
    return collector.taken().stream().map(FakeCollector.Taken::trace).collect(Collectors.toSet());
  }

  @Test
  void aReleaseThatFinishesIsWellAndItsPartsFollowOneAnother() {
    Carrying server = server();
    ReleaseRecord finished = shop.finishes(shop.started("v2"));
    assertInstanceOf(Finished.class, finished.state());
    server.passes();

    FakeCollector.Taken root = span("release shop v2");
    assertEquals(Status.StatusCode.STATUS_CODE_OK, root.span().getStatus().getCode());
    assertEquals("succeeded", root.attributes().get("deployment.status"));
    assertEquals("finished", root.events().getLast());
    long until = root.span().getStartTimeUnixNano();
    for (FakeCollector.Taken part : collector.taken()) {
      if (part.parent().equals(root.id()) && !part.span().getName().equals("started")) {
        assertEquals(until, part.span().getStartTimeUnixNano(), part.span().getName());
        until = part.span().getEndTimeUnixNano();
      }
    }
    assertEquals(root.span().getEndTimeUnixNano(), until);
    assertEquals(
        collector.taken().size(),
        new HashSet<>(collector.taken().stream().map(FakeCollector.Taken::id).toList()).size());
  }

  /** An answer that is lost has the same spans sent again; whoever stores them sees one of each. */
  @Test
  void whatIsSentAgainIsTheSameSpan() {
    Carrying server = server();
    collector.willBe(new FakeCollector.LosesItsAnswer());
    ReleaseRecord unused = shop.started("v2");
    server.passes(Duration.ofMinutes(1), Duration.ofSeconds(5));

    assertEquals(2, collector.taken().size());
    assertEquals(collector.taken().getFirst(), collector.taken().getLast());
    assertEquals(List.of(), outbox.openOf(CHANNEL));
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 429, 500, 503})
  void aCollectorThatSaysNoGetsEverythingInOrderWhenItSaysYes(int status) {
    FakeCollector.Answers no = new FakeCollector.Answers(status);
    collector.willBe(no, no, no);
    Carrying server = server();
    ReleaseRecord back = shop.rolledBack("v2");
    assertEquals("RolledBack", back.state().name(), "no release waits for a collector");
    server.passes();
    assertEquals(List.of(), collector.taken());
    assertTrue(trouble().contains("answered " + status), trouble());
    assertFalse(trouble().contains(FakeCollector.TOKEN), trouble());

    server.passes(Duration.ofMinutes(15), Duration.ofSeconds(30));

    assertEquals("started", collector.taken().getFirst().span().getName());
    assertEquals(
        back.story().getLast().entry().at(),
        at(span("release shop v2").span().getEndTimeUnixNano()));
    assertEquals(List.of(), outbox.openOf(CHANNEL));
    assertEquals(List.of(), outbox.dead(5));
  }

  @Test
  void aCollectorThatHangsHoldsUpNothing() {
    collector.willBe(new FakeCollector.Hangs());
    Carrying server = server();
    ReleaseRecord moving = shop.atAQuarter("v2");
    server.passes();
    assertTrue(
        trouble().contains("no answer within") || trouble().contains("nothing answers"), trouble());
    ReleaseRecord back = shop.rollsBackByItself(moving);
    assertEquals("RolledBack", back.state().name());
  }

  @Test
  void aRedirectIsNotFollowedAndASecretIsSaidNowhere() throws IOException {
    try (FakeCollector elsewhere = new FakeCollector()) {
      collector.willBe(new FakeCollector.Redirects(elsewhere.url() + "/v1/traces"));
      Carrying server = server();
      ReleaseRecord unused = shop.started("v2");
      server.passes();
      assertEquals(0, elsewhere.requests());
      assertTrue(trouble().contains("redirects are not followed"), trouble());

      Path unusedFile = Files.writeString(token, "otlp_one\notlp_two");
      server.passes(Duration.ofMinutes(5), Duration.ofSeconds(30));
      assertTrue(trouble().contains("headers cannot be used"), trouble());
      assertFalse(trouble().contains("otlp_"), trouble());

      Files.delete(token);
      server.passes(Duration.ofMinutes(5), Duration.ofSeconds(30));
      assertTrue(trouble().contains("cannot be read"), trouble());
    }
  }

  @Test
  void aTraceThatIsRefusedIsADeadLetterWithItsReason() {
    collector.willBe(new FakeCollector.Answers(400));
    Carrying server = server();
    ReleaseRecord unused = shop.started("v2");
    server.passes();
    assertEquals(
        "markers.otlp: to take a trace: answered 400", outbox.dead(5).getFirst().trouble());
  }

  @Test
  void whatIsRedactedIsInNoSpan() {
    Carrying server = server(Redaction.of(List.of("v2")));
    ReleaseRecord unused = shop.rolledBack("v2");
    server.passes();
    assertFalse(collector.taken().isEmpty());
    assertFalse(collector.taken().toString().contains("v2"), collector.taken()::toString);
  }
}
