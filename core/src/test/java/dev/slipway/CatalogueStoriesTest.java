package dev.slipway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.catalog.CatalogueReader;
import dev.slipway.catalog.Problem;
import dev.slipway.catalog.Reading;
import dev.slipway.control.Answer;
import dev.slipway.control.Catalogues;
import dev.slipway.control.Refusal;
import dev.slipway.control.Tokens;
import dev.slipway.journal.Store;
import dev.slipway.outside.store.SqliteStore;
import dev.slipway.plan.Catalogue;
import dev.slipway.release.Actor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which catalogue holds at a store that several share, and who says so. */
class CatalogueStoriesTest {
  private static final Actor ADA = Actor.person("ada", "test");
  private static final Actor CI = new Actor("ci", Actor.Kind.MACHINE, "test");
  private static final Actor BEN = Actor.person("ben", "test");
  private static final String TEXT =
      """
      version: 1
      include: [people.yaml]
      policies:
        default:
          low: { strategy: canary, stages: [10, 100], approvals: [] }
          medium: { strategy: canary, stages: [10, 100], approvals: [] }
          high: { strategy: canary, stages: [10, 100], approvals: [] }
      services:
        shop:
          repository: { path: . }
          environments: { prod: { policy: default, target: { kind: practice, fleet: fleet.json } } }
      """;
  private static final String PEOPLE =
      """
      people:
        ada: { emails: [ada@example.org], roles: [administrator, on-call, service-owner] }
        ben: { emails: [ben@example.org], roles: [developer] }
      """;

  @TempDir private Path folder;
  private Store store;

  @BeforeEach
  void open() {
    store = SqliteStore.open(folder.resolve("shared.db"), "test:1", "test");
  }

  @AfterEach
  void close() {
    store.close();
  }

  /** A process with these files, at a store that is not its own alone. */
  private Catalogues process(String name, String people) throws IOException {
    Path place = Files.createDirectories(folder.resolve(name));
    Path file = Files.writeString(place.resolve("slipway.yaml"), TEXT, StandardCharsets.UTF_8);
    Files.writeString(place.resolve("people.yaml"), people, StandardCharsets.UTF_8);
    CatalogueReader reader = new CatalogueReader(folder);
    Reading reading = reader.read(file);
    Reading.Read read = assertInstanceOf(Reading.Read.class, reading, reading::toString);
    return new Catalogues(
        store, read.catalogue(), read.text(), false, kept -> again(reader, kept, file));
  }

  private static Catalogues.Meaning again(CatalogueReader reader, String kept, Path file) {
    try {
      return switch (reader.again(kept, file)) {
        case Reading.Read again -> new Catalogues.Meaning.Readable(again.catalogue());
        case Reading.Problems problems ->
            new Catalogues.Meaning.Unreadable(problems.all().stream().map(Problem::words).toList());
      };
    } catch (IllegalArgumentException damaged) {
      return new Catalogues.Meaning.Unreadable(List.of(String.valueOf(damaged.getMessage())));
    }
  }

  private static Optional<String> code(Answer<?> answer) {
    return answer instanceof Answer.No<?> no
        ? Optional.of(no.refusal()).map(Refusal::code)
        : Optional.empty();
  }

  @Test
  void whatWasKeptIsReadAgainElsewhereToTheSameCatalogue() throws Exception {
    Catalogues first = process("one", PEOPLE);
    var unused = first.apply(ADA);
    Catalogues other = process("two", PEOPLE.replace("developer", "on-call"));
    assertNotEquals(first.ownHash(), other.ownHash());

    Catalogue kept = other.of(first.ownHash());

    assertEquals(first.ownHash(), kept.hash());
    assertEquals(List.of("developer"), kept.person("ben").orElseThrow().roles());
  }

  @Test
  void nobodyBecomesAdministratorByEditingAFile() throws Exception {
    var unused = process("one", PEOPLE).apply(ADA);
    Catalogues edited = process("two", PEOPLE.replace("[developer]", "[developer, administrator]"));

    assertEquals(Optional.of("E-CATALOG-02"), code(edited.apply(BEN)));
    assertEquals(Optional.empty(), code(edited.apply(ADA)));
    assertEquals(Optional.of(edited.ownHash()), edited.active());
  }

  /** What only the reading of a text would show is nothing for those who may not change it. */
  @Test
  void whatSomebodySendsWhoMayNotIsNotEvenRead() throws Exception {
    Catalogues server = process("one", PEOPLE);
    var unused = server.apply(ADA);
    Catalogues.Sent sent = new Catalogues.Sent("%%% broken", "c".repeat(64), Optional.empty());

    assertEquals(Optional.of("E-CATALOG-02"), code(server.apply(BEN, sent)));
    assertEquals(
        Optional.of("E-CATALOG-02"), server.wouldRefuse(BEN, Optional.of(sent)).map(Refusal::code));
    assertEquals(Optional.of("E-WHO-01"), code(server.apply(Actor.person("eve", "test"), sent)));
    assertEquals(Optional.of("E-CATALOG-03"), code(server.apply(ADA, sent)));
    Catalogues.Sent same = new Catalogues.Sent("%%% broken", server.ownHash(), Optional.empty());
    assertTrue(
        server.apply(BEN, same) instanceof Answer.Yes<Catalogues.Applied> yes
            && !yes.value().isNew());
    assertEquals(Optional.of(server.own().hash()), server.active());
  }

  /** Nobody is locked out for good, and nobody far away comes in. */
  @Test
  void oneThatNamesNoPersonIsReplacedAtTheStoreOnly() throws Exception {
    Catalogues machines = process("one", "people:\n  ci: { machine: yes, roles: [developer] }\n");
    assertEquals(Optional.empty(), code(machines.apply(CI)));
    Catalogues next = process("next", PEOPLE);

    Answer<Catalogues.Applied> sent =
        next.apply(BEN, new Catalogues.Sent("", next.ownHash(), Optional.empty()));
    assertEquals(Optional.of("E-CATALOG-02"), code(sent));
    assertTrue(sent.toString().contains("names nobody"), sent.toString());
    assertEquals(Optional.empty(), code(next.apply(BEN)));
    assertEquals(Optional.of(next.ownHash()), next.active());
  }

  @Test
  void oneWithoutAdministratorsIsItsPeoplesNotItsMachines() throws Exception {
    String people =
        PEOPLE.replace("administrator, ", "") + "  ci: { machine: yes, roles: [developer] }\n";
    var unused = process("one", people).apply(ADA);
    Catalogues next = process("next", people.replace("service-owner", "reviewer"));

    assertEquals(Optional.of("E-CATALOG-02"), code(next.apply(CI)));
    assertEquals(Optional.empty(), code(next.apply(BEN)));
  }

  /** A file beside this process is no word of the catalogue that cannot be read. */
  @Test
  void nobodyIsTakenForAnAdministratorWhereTheOneThatHoldsCannotBeRead() throws Exception {
    String unused =
        store.write(writer -> {
          writer.keepCatalogue("b".repeat(64), "%%% 9 slipway.yaml\nversion: 1\n");
          writer.activateCatalogue("b".repeat(64), Optional.empty(), writer.now(), ADA);
          return "";
        });
    Catalogues edited = process("two", PEOPLE.replace("[developer]", "[administrator]"));

    assertEquals(Optional.of("E-CATALOG-06"), code(edited.apply(BEN)));
    edited.follow();
    assertEquals(Optional.empty(), code(edited.apply(ADA)), "a server works with what it had");
  }

  /** Another version makes another hash of the same text, but not other people. */
  @Test
  void whoMayIsReadFromTheTextThatHoldsWhateverItsHashIsHere() throws Exception {
    Catalogues one = process("one", PEOPLE);
    var unusedFirst = one.apply(ADA);
    String text = one.activeText().orElseThrow();
    String unused =
        store.write(writer -> {
          writer.keepCatalogue("a".repeat(64), text);
          writer.activateCatalogue("a".repeat(64), Optional.empty(), writer.now(), ADA);
          return "";
        });
    Catalogues edited = process("two", PEOPLE.replace("[developer]", "[administrator]"));

    assertEquals(Optional.of("E-CATALOG-02"), code(edited.apply(BEN)));
    assertEquals(Optional.empty(), code(one.apply(ADA)));
  }

  @Test
  void aStrangerAppliesNothing() throws Exception {
    Catalogues one = process("one", PEOPLE);

    assertEquals(Optional.of("E-WHO-01"), code(one.apply(Actor.person("eve", "test"))));
    assertEquals(Optional.empty(), one.active());
  }

  @Test
  void applyingAgainChangesNothing() throws Exception {
    Catalogues one = process("one", PEOPLE);
    var unused = one.apply(ADA);
    Answer<Catalogues.Applied> again = one.apply(ADA);

    assertTrue(
        again instanceof Answer.Yes<Catalogues.Applied> yes && !yes.value().isNew(),
        again.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"%%% 5000 slipway.yaml\nversion: 1\n", "version: 1\n", "%%% x y\n"})
  void aDamagedTextIsNotUsed(String text) {
    CatalogueReader reader = new CatalogueReader(folder);

    assertThrows(
        IllegalArgumentException.class, () -> reader.again(text, folder.resolve("slipway.yaml")));
  }

  /** Whoever may say a line may send such a text. */
  @ParameterizedTest
  @ValueSource(strings = {"2147483647", "-1", "40"})
  void aTextThatPromisesMoreThanItHoldsIsDamaged(String length) {
    String text = "%%% " + length + " slipway.yaml\nslipway: 1\n";

    IllegalArgumentException damaged =
        assertThrows(
            IllegalArgumentException.class,
            () -> CatalogueReader.ofThisUser().again(text, folder.resolve("slipway.yaml")));

    assertTrue(String.valueOf(damaged.getMessage()).contains("damaged"), damaged::toString);
  }

  @Test
  void besideAStoreOfOnesOwnWhatStandsInTheFileHolds() throws Exception {
    Path place = Files.createDirectories(folder.resolve("own"));
    Files.writeString(place.resolve("people.yaml"), PEOPLE, StandardCharsets.UTF_8);
    String text = TEXT.replace("version: 1\n", "version: 1\nstore: { path: own.db }\n");
    Path file = Files.writeString(place.resolve("slipway.yaml"), text, StandardCharsets.UTF_8);
    for (String people : List.of(PEOPLE, PEOPLE.replace("developer", "on-call"))) {
      Files.writeString(place.resolve("people.yaml"), people, StandardCharsets.UTF_8);
      Reading.Read read =
          assertInstanceOf(Reading.Read.class, new CatalogueReader(folder).read(file));
      try (Slipway slipway = Slipway.open(Slipway.Settings.of(read, "test"))) {
        Answer<Tokens.Made> made =
            slipway.desk().tokens().create(ADA, Optional.empty(), "ada", Duration.ofDays(1), "");

        assertEquals(Optional.empty(), code(made));
        assertEquals(Optional.of(read.catalogue().hash()), slipway.desk().catalogues().active());
        assertTrue(slipway.desk().verify().isSound(), slipway.desk().verify().toString());
      }
    }
  }
}
