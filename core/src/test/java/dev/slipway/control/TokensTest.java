package dev.slipway.control;

import static dev.slipway.control.ShopCatalogue.ADA;
import static dev.slipway.control.ShopCatalogue.BEN;
import static dev.slipway.control.ShopCatalogue.CI;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.gate.Person;
import dev.slipway.journal.Entry;
import dev.slipway.journal.Store;
import dev.slipway.journal.StreamName;
import dev.slipway.plan.Catalogue;
import dev.slipway.release.Actor;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may act over the network: made, presented, ended. */
class TokensTest {
  private static final Actor OPS = Actor.person("ops", "test");
  private static final Duration DAY = Duration.ofDays(1);

  @TempDir Path folder;
  private TheShop shop;
  private Tokens tokens;

  @BeforeEach
  void open() {
    shop = new TheShop(folder);
    tokens = with(person("ops", Tokens.ADMINISTRATOR));
  }

  @AfterEach
  void close() {
    shop.close();
  }

  private static Person person(String id, String... roles) {
    return new Person(id, id, List.of(id + "@example.org"), List.of(), List.of(roles), false);
  }

  private Tokens with(Person... more) {
    Catalogue known = shop.world.catalogue();
    List<Person> people = new ArrayList<>(known.people());
    people.addAll(List.of(more));
    return new Tokens(
        shop.store,
        new World(
            new Catalogue(people, known.policies(), known.services(), known.hash()),
            shop.targets,
            shop.changes,
            shop.world.judge(),
            shop.documents,
            shop.clock));
  }

  private Tokens.Made made(Actor by, String holder) {
    return made(by, Optional.empty(), holder);
  }

  private Tokens.Made made(Actor by, Optional<String> with, String holder) {
    return switch (tokens.create(by, with, holder, DAY, "test")) {
      case Answer.Yes<Tokens.Made> yes -> yes.value();
      case Answer.No<Tokens.Made> no -> throw new AssertionError(no.refusal().toString());
    };
  }

  @Test
  void carriesTheRightsOfItsHolder() {
    Tokens.Bearer bearer = tokens.bearer(made(ADA, "ada").secret().text());

    Tokens.Bearer.Known known = assertInstanceOf(Tokens.Bearer.Known.class, bearer);
    assertEquals(Actor.person("ada", "shell"), known.at("shell"));
  }

  @Test
  void thatOfAMachineIsAMachine() {
    Tokens.Bearer bearer = tokens.bearer(made(OPS, "ci").secret().text());

    assertEquals(
        Actor.Kind.MACHINE, assertInstanceOf(Tokens.Bearer.Known.class, bearer).at("api").kind());
  }

  @ParameterizedTest
  @CsvSource({
    "ada, ada, yes",
    "ops, ada, yes",
    "ops, ci, yes",
    "ada, ben, E-TOKEN-02",
    "ada, ci, E-TOKEN-02",
    "ada, ops, E-TOKEN-02",
    "ci, ci, E-WHO-02",
    "stranger, stranger, E-WHO-01",
    "ops, nobody, E-TOKEN-01",
  })
  void ownTokensAreEverybodysAndOthersForAdministrators(String by, String holder, String answer) {
    Actor actor = by.equals("ci") ? CI : Actor.person(by, "test");

    Answer<Tokens.Made> made = tokens.create(actor, Optional.empty(), holder, DAY, "");

    assertEquals(answer, made instanceof Answer.No<Tokens.Made> no ? no.refusal().code() : "yes");
  }

  @Test
  void someoneOfTheNameThatNoFaceKnowsMakesNone() {
    Actor stranger = new Actor("ops", Actor.Kind.UNKNOWN, "test");

    assertInstanceOf(Answer.No.class, tokens.create(stranger, Optional.empty(), "ops", DAY, ""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT0S", "PT59S", "PT-5M", "P367D"})
  void lastsBetweenAMinuteAndAYear(Duration lasts) {
    Answer<Tokens.Made> made = tokens.create(ADA, Optional.empty(), "ada", lasts, "");

    assertEquals("E-TOKEN-03", assertInstanceOf(Answer.No.class, made).refusal().code());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "slipway_",
        "slipway_aaaaaaaaaa_x",
        "Bearer x",
        "slipway_AAAAAAAAAA_y",
        "\u0000"
      })
  void whatIsNoTokenLetsNobodyIn(String text) {
    assertEquals(new Tokens.Bearer.Wrong(), tokens.bearer(text));
  }

  @Test
  void theSecretOfAnotherTokenDoesNotFit() {
    Tokens.Made mine = made(ADA, "ada");
    Tokens.Made other = made(BEN, "ben");
    String mixed = "slipway_" + mine.secret().id() + other.secret().text().substring(18);

    assertEquals(new Tokens.Bearer.Wrong(), tokens.bearer(mixed));
    assertEquals(
        new Tokens.Bearer.Wrong(),
        tokens.bearer("slipway_aaaaaaaaaa" + other.secret().text().substring(18)));
  }

  @Test
  void anExpiredOneSaysSo() throws Exception {
    Tokens.Made made = made(ADA, "ada");
    sql("update token set expires_micros = 1000000");

    assertEquals(
        new Tokens.Bearer.Expired(Instant.ofEpochSecond(1)), tokens.bearer(made.secret().text()));
  }

  @Test
  void aRevokedOneSaysSoAndTakesThoseMadeWithItAlong() {
    Tokens.Made first = made(ADA, "ada");
    Tokens.Made second = made(ADA, Optional.of(first.token().id()), "ada");
    Tokens.Made third = made(ADA, Optional.of(second.token().id()), "ada");
    Tokens.Made other = made(ADA, "ada");

    Answer<List<Store.Token>> ended = tokens.revoke(ADA, first.token().id(), "lost");

    assertEquals(
        List.of(first.token().id(), second.token().id(), third.token().id()),
        ((Answer.Yes<List<Store.Token>>) ended).value().stream().map(Store.Token::id).toList());
    for (Tokens.Made one : List.of(first, second, third)) {
      assertInstanceOf(Tokens.Bearer.Revoked.class, tokens.bearer(one.secret().text()));
    }
    assertInstanceOf(Tokens.Bearer.Known.class, tokens.bearer(other.secret().text()));
  }

  @Test
  void revokingAgainChangesNothing() {
    String id = made(ADA, "ada").token().id();
    var unused = tokens.revoke(ADA, id, "lost");
    long version = shop.store.read(reader -> reader.version(StreamName.TOKENS));

    Answer<List<Store.Token>> again = tokens.revoke(ADA, id, "lost");
    assertEquals(List.of(), assertInstanceOf(Answer.Yes.class, again).value());
    long after = shop.store.read(reader -> reader.version(StreamName.TOKENS));
    assertEquals(version, after);
  }

  @Test
  void nobodyRevokesOrSeesTheTokensOfOthers() {
    String id = made(ADA, "ada").token().id();

    assertInstanceOf(Answer.No.class, tokens.revoke(BEN, id, ""));
    assertEquals(List.of(), tokens.of(BEN));
    assertEquals(1, tokens.of(ADA).size());
    assertEquals(1, tokens.of(OPS).size());
    assertInstanceOf(Answer.Yes.class, tokens.revoke(OPS, id, "she left"));
  }

  @Test
  void whoLeavesTheCatalogueIsLetInNoMore() {
    String secret = made(OPS, "ops").secret().text();

    assertEquals(new Tokens.Bearer.HolderGone("ops"), with().bearer(secret));
  }

  @Test
  void theSecretIsWrittenNowhere() throws Exception {
    Tokens.Made made = made(ADA, "ada");
    String secret = made.secret().text().substring("slipway_aaaaaaaaaa_".length());

    List<Entry> journal = shop.store.read(reader -> reader.entries(StreamName.TOKENS, 0));
    assertEquals(1, journal.size());
    assertFalse(journal.toString().contains(secret));
    assertFalse(made.toString().contains(secret), made.toString());
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
        assertFalse(bytes.contains(secret), file.toString());
      }
    }
  }

  @Test
  void whatIsChangedBesideTheJournalIsFound() throws Exception {
    Tokens.Made made = made(ADA, "ada");
    assertTrue(shop.desk.verify().isSound(), shop.desk.verify().toString());

    sql("update token set holder = 'ops'");
    assertTrue(
        shop.desk.verify().toString().contains("token " + made.token().id() + " is for ops"),
        shop.desk.verify().toString());
  }

  private void sql(String text) throws Exception {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("slipway.db"));
        Statement statement = connection.createStatement()) {
      statement.execute(text);
    }
  }
}
