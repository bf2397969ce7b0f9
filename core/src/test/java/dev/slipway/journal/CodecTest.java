package dev.slipway.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.gate.GateRecord;
import dev.slipway.health.Judgement;
import dev.slipway.health.Signal;
import dev.slipway.health.Verdict;
import dev.slipway.plan.Stage;
import dev.slipway.plan.Step;
import dev.slipway.release.Weight;
import dev.slipway.rollout.Effect;
import dev.slipway.rollout.Happening;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CodecTest {
  static List<Fact> facts() {
    return Examples.facts();
  }

  @ParameterizedTest
  @MethodSource("facts")
  void readsBackWhatItWrote(Fact fact) {
    Codec.Encoded encoded = Codec.encode(fact);

    assertEquals(fact, Codec.decode(entry(encoded.kind(), encoded.shape(), encoded.body())));
    assertEquals(
        encoded,
        Codec.encode(Codec.decode(entry(encoded.kind(), encoded.shape(), encoded.body()))));
  }

  @Test
  void hasAnExampleOfEveryVariant() {
    Set<Class<?>> shown = Anatomy.ofExamples(facts()).types;
    List<Class<?>> roots = new ArrayList<>(Codec.SEALED);
    roots.add(Fact.class);

    List<Class<?>> missing =
        roots.stream()
            .flatMap(root -> Codec.variants(root).stream())
            .filter(variant -> !shown.contains(variant))
            .collect(Collectors.toList());

    assertEquals(List.of(), missing);
  }

  @Test
  void hasAnExampleWithAndWithoutEverythingThatMayBeAbsent() {
    Set<String> needed = new TreeSet<>();
    for (String optional : Anatomy.ofType(Fact.class).optionals) {
      needed.add(optional + " present");
      needed.add(optional + " absent");
    }
    needed.removeAll(Anatomy.ofExamples(facts()).optionals);

    assertEquals(Set.of(), needed);
  }

  @Test
  void namesEverySealedTypeInsideFacts() {
    Set<Class<?>> inside =
        Anatomy.ofType(Fact.class).types.stream()
            .filter(type -> type.isSealed() && type != Fact.class)
            .collect(Collectors.toSet());

    assertEquals(inside, Set.copyOf(Codec.SEALED));
  }

  @Test
  void callsNoTwoVariantsByOneName() {
    List<String> names =
        Stream.of(Fact.class, Happening.class, GateRecord.class)
            .flatMap(type -> Codec.variants(type).stream())
            .map(Class::getSimpleName)
            .filter(name -> !name.equals("Happened") && !name.equals("Gated"))
            .toList();

    assertEquals(names.size(), new HashSet<>(names).size());
    assertEquals(new HashSet<>(names), Codec.kinds());
  }

  @Test
  void writesCanonicalJson() {
    Fact fact =
        new Fact.Happened(
            new Happening.TrafficSettled(Examples.NOON, Examples.DRIVER, new Weight(25), "x"),
            Fact.Answer.MOVED,
            Examples.reason("so"),
            "Shifting",
            List.of(new Effect.WriteDocuments()));

    Codec.Encoded encoded = Codec.encode(fact);

    assertEquals("TrafficSettled", encoded.kind());
    assertEquals(1, encoded.shape());
    assertEquals(
        "{\"answer\":\"MOVED\",\"because\":{\"code\":\"AS_PLANNED\",\"words\":\"so\"},"
            + "\"effects\":[{\"type\":\"WriteDocuments\"}],"
            + "\"happening\":{\"at\":\"2026-03-02T12:00:00.123456Z\","
            + "\"by\":{\"kind\":\"SYSTEM\",\"name\":\"slipway\",\"surface\":\"driver\"},"
            + "\"incarnation\":\"x\",\"type\":\"TrafficSettled\",\"weight\":25},\"state\":\"Shifting\"}",
        encoded.body());
  }

  @Test
  void writesIdsAndUnitsBareAndLeavesOutWhatIsAbsent() {
    String opened = Codec.encode(Examples.opened()).body();
    assertTrue(opened.contains("\"id\":\"shop/42\""), opened);
    assertTrue(opened.contains("\"environment\":\"prod\""), opened);
    assertTrue(opened.contains("\"to\":\"v2.4.1\""), opened);
    assertTrue(opened.contains("\"artifact\":\"sha256:bbb"), opened);
    assertFalse(opened.contains("follows"), opened);
    assertFalse(opened.contains("null"), opened);

    String plan =
        Codec.encode(
                new Fact.Happened(
                    new Happening.PlanMade(Examples.NOON, Examples.ADA, Examples.plan()),
                    Fact.Answer.MOVED,
                    Examples.reason("so"),
                    "Planned",
                    List.of()))
            .body();
    assertTrue(
        plan.contains("{\"bake\":\"PT5M\",\"instances\":1,\"type\":\"WeightStage\",\"weight\":25}"),
        plan);
    assertTrue(plan.contains("\"signal\":\"error-rate\""), plan);
    assertTrue(plan.contains("\"verifyRollback\":\"PT10S\""), plan);
    assertFalse(plan.contains("open\":"), plan);
  }

  @Test
  void keepsHalfASurrogatePairThroughUtf8() {
    String body = Codec.encode(Examples.opened()).body();

    String stored = new String(body.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);

    assertEquals(Examples.opened(), Codec.decode(entry("Opened", 1, stored)));
  }

  @Test
  void refusesNumbersThatAreNotFinite() {
    Judgement judgement =
        new Judgement(
            Verdict.PASS,
            1,
            0,
            List.of(
                new Judgement.OfSignal(
                    Signal.ERROR_RATE,
                    Verdict.PASS,
                    OptionalDouble.of(Double.NaN),
                    OptionalDouble.of(Double.POSITIVE_INFINITY),
                    OptionalDouble.empty(),
                    "")),
            "");

    assertThrows(IllegalArgumentException.class, () -> Codec.encode(judgement));
  }

  /** Checks of a Slipway that did not know what a check rests on. */
  @Test
  void readsAJudgementWithoutEvidence() {
    Judgement judgement = Examples.judgement(Verdict.FAIL);
    String text = Codec.encode(judgement);

    assertTrue(text.startsWith("{\"evidence\":{"), text);
    assertEquals(
        judgement.restingOn(Optional.empty()),
        Codec.judgement(text.replaceFirst("\"evidence\":\\{[^}]*},", "")));
  }

  @Test
  void saysThatANewerSlipwayWroteAnUnknownKindOrShape() {
    Codec.Unreadable kind =
        assertThrows(Codec.Unreadable.class, () -> Codec.decode(entry("Teleported", 1, "{}")));
    assertTrue(kind.toString().contains("release/shop/42, entry 7"), kind.toString());
    assertTrue(
        kind.toString().contains("\"Teleported\" was written by a newer Slipway"), kind.toString());

    Codec.Unreadable shape =
        assertThrows(
            Codec.Unreadable.class, () -> Codec.decode(entry("Paged", 2, "{\"why\":\"x\"}")));
    assertTrue(shape.toString().contains("release/shop/42, entry 7"), shape.toString());
    assertTrue(shape.toString().contains("shape 2"), shape.toString());
    assertTrue(shape.toString().contains("written by a newer Slipway"), shape.toString());
  }

  static List<String> damagedBodies() {
    return List.of(
        "",
        "{",
        "null",
        "[]",
        "{}",
        "{\"why\":null}",
        "{\"why\":7}",
        "{\"why\":\"x\",\"since\":1}",
        "{\"why\":\"x\",\"why\":\"y\"}",
        "{\"why\":\"x\"} {}");
  }

  @ParameterizedTest
  @MethodSource("damagedBodies")
  void readsNoBodyThatIsNotWhole(String body) {
    assertThrows(Codec.Unreadable.class, () -> Codec.decode(entry("Paged", 1, body)));
  }

  @Test
  void readsNoNestedRecordWithAMissingPart() {
    assertThrows(
        Codec.Unreadable.class,
        () ->
            Codec.decode(
                entry(
                    "Affected",
                    1,
                    "{\"from\":\"2026-03-02T12:00:00Z\",\"requests\":1,\"failures\":0}")));
    assertThrows(
        Codec.Unreadable.class,
        () ->
            Codec.decode(
                entry(
                    "Affected",
                    1,
                    "{\"from\":\"2026-03-02T12:00:00Z\",\"to\":\"2026-03-02T12:00:00Z\",\"failures\":0}")));
  }

  @Test
  void readsNoVariantUnderAnothersName() {
    Codec.Encoded approved = Codec.encode(new Fact.Gated(Examples.gateRecords().getFirst()));

    assertThrows(
        Codec.Unreadable.class, () -> Codec.decode(entry("ItemWaived", 1, approved.body())));
  }

  @Test
  void readsSealedTypesWithoutAnyAnnotationInTheirRooms() {
    for (Class<?> type :
        List.of(Happening.class, GateRecord.class, Effect.class, Step.class, Stage.class)) {
      assertEquals(0, type.getAnnotations().length, type.getName());
    }
  }

  @Test
  void keepsAJudgement() {
    Judgement judgement = Examples.judgement(Verdict.FAIL);

    assertEquals(judgement, Codec.judgement(Codec.encode(judgement)));
    assertThrows(IllegalArgumentException.class, () -> Codec.judgement("{}"));
  }

  @Test
  void readsACatalogueThatWasActivatedBeforeCommitsWereKept() {
    assertEquals(
        new Fact.CatalogueActivated("f0", Optional.empty()),
        Codec.decode(entry("CatalogueActivated", 1, "{\"hash\":\"f0\"}")));
  }

  @Test
  void readsAStepThatFailedBeforeItWasKeptWhatCommandsPrint() {
    Happening failed =
        new Happening.StepFailed(
            Examples.NOON, Examples.ADA, "deploy", 1, "no", Happening.Changed.NO);
    String body =
        Codec.encode(
                new Fact.Happened(
                    failed, Fact.Answer.STAYED, Examples.reason("no"), "x", List.of()))
            .body();

    assertFalse(body.contains("kept"), body);
    assertTrue(
        Codec.decode(entry("StepFailed", 1, body)) instanceof Fact.Happened read
            && read.happening().equals(failed),
        body);
  }

  @Test
  void readsACheckpointOfBeforeServersOfTheBalancerWereNoted() {
    Happening noted =
        new Happening.StepDone(
            Examples.NOON,
            Examples.ADA,
            "checkpoint",
            1,
            "noted",
            Optional.of(KeptExamples.checkpoint()));
    String body =
        Codec.encode(
                new Fact.Happened(noted, Fact.Answer.STAYED, Examples.reason("no"), "x", List.of()))
            .body();

    assertFalse(body.contains("servers"), body);
    assertTrue(
        Codec.decode(entry("StepDone", 1, body)) instanceof Fact.Happened read
            && read.happening().equals(noted),
        body);
  }

  private static Entry entry(String kind, int shape, String body) {
    return new Entry(
        new StreamName("release/shop/42"),
        7,
        kind,
        shape,
        Examples.NOON,
        Examples.ADA,
        "host:1",
        body,
        "p",
        "h");
  }
}
