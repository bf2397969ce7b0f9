package dev.slipway.bot.team;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.bot.GivenServer;
import dev.slipway.catalog.CatalogueReader;
import dev.slipway.catalog.Reading;
import dev.slipway.journal.StreamName;
import dev.slipway.release.Actor;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which catalogue holds is said from a laptop, with the laptop's own file. */
@Tag("T2")
class TeamCatalogueTest {
  private static final String STORE = "store: { kind: sqlite, path: FOLDER/shared.db }\n";

  @TempDir private Path folder;
  private GivenServer server;
  private Path checkout;
  private AShell ada;

  @BeforeEach
  void open() throws Exception {
    server = server("one");
    checkout = Files.createDirectories(folder.resolve("checkout"));
    write(catalogue());
    git("init", "--quiet");
    commits();
    ada = signedIn("ada");
  }

  @AfterEach
  void close() {
    server.close();
  }

  private GivenServer server(String name) throws Exception {
    String text =
        GivenServer.CONFIGURATION.replace(
            "store: { kind: sqlite, path: store/slipway.db }\n",
            STORE.replace("FOLDER", folder.toString()));
    return GivenServer.in(Files.createDirectories(folder.resolve(name)), text);
  }

  /** The laptop's: nothing in it tells where the store is. */
  private static String catalogue() {
    return GivenServer.CONFIGURATION.replaceFirst("store: .*\n", "");
  }

  private static String withDan() {
    return catalogue()
        .replace(
            "  ci:",
            "  dan: { name: Dan Ito, emails: [dan@example.org], roles: [on-call] }\n  ci:");
  }

  private void write(String text) throws Exception {
    Files.writeString(checkout.resolve("slipway.yaml"), text, StandardCharsets.UTF_8);
  }

  private AShell signedIn(String person) throws Exception {
    AShell shell =
        new AShell(checkout, Files.createDirectories(folder.resolve("home-of-" + person)));
    AShell.Said said = shell.piping(server.token(person) + "\n").runs("login", server.address());
    assertEquals(0, said.exit(), said.all());
    return shell.piping("");
  }

  private String git(String... words) throws Exception {
    ProcessBuilder git = new ProcessBuilder("git", "-c", "user.name=Ada", "-c", "user.email=a@x");
    git.command().addAll(List.of(words));
    Process process = git.directory(checkout.toFile()).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), said);
    return said.strip();
  }

  private void commits() throws Exception {
    String unused = git("add", "slipway.yaml") + git("commit", "--quiet", "-m", "Say who we are");
  }

  private String hash() {
    Reading reading = CatalogueReader.ofThisUser().read(checkout.resolve("slipway.yaml"));
    return ((Reading.Read) reading).catalogue().hash();
  }

  private static void until(BooleanSupplier so) throws Exception {
    long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
    while (!so.getAsBoolean()) {
      assertTrue(System.nanoTime() < end, "not in time");
      Thread.sleep(50);
    }
  }

  @Test
  void theLaptopsOwnFileHoldsAndServersTakeItUpAsTheyRun() throws Exception {
    try (GivenServer other = server("two")) {
      assertEquals(0, ada.runs("token", "create", "--for", "ben").exit());
      write(withDan());
      commits();

      AShell.Said said = ada.runs("catalog", "apply");

      assertEquals(0, said.exit(), said.all());
      assertTrue(
          said.out().contains("Catalogue " + hash().substring(0, 6) + " holds now."), said.out());
      assertTrue(
          said.out().contains("It is that of commit " + git("rev-parse", "HEAD")), said.out());
      assertEquals(0, ada.runs("token", "create", "--for", "dan").exit());
      until(() -> other.slipway().desk().catalogue().hash().equals(hash()));
      assertTrue(other.slipway().desk().catalogue().person("dan").isPresent());
      String shown = ada.runs("catalog", "show").out();
      assertTrue(shown.contains("active  " + hash()) && shown.contains("here    " + hash()), shown);
      String journal =
          server
              .slipway()
              .store()
              .read(reader -> reader.entries(StreamName.CATALOGUE, 0).getLast().body());
      assertTrue(journal.contains(hash()) && journal.contains(git("rev-parse", "HEAD")), journal);
    }
  }

  @Test
  void filesThatWereChangedSinceAreOfNoCommit() throws Exception {
    write(withDan());

    AShell.Said said = ada.runs("catalog", "apply");

    assertTrue(said.out().contains("It is of no commit"), said.all());
  }

  @Test
  void aServerThatStartsAgainKeepsWhatHoldsWhateverItsOwnFileSays() throws Exception {
    write(withDan());
    assertEquals(0, ada.runs("catalog", "apply").exit());
    server.close();

    server = server("one");

    assertTrue(server.slipway().desk().catalogue().person("dan").isPresent());
  }

  /** After an upgrade the same text may have another hash. */
  @Test
  void aTextThatAnotherVersionReadsOtherwiseIsStillWhatHolds() throws Exception {
    assertEquals(0, ada.runs("token", "create").exit());
    String text = server.slipway().desk().catalogues().activeText().orElseThrow();
    String older = "e".repeat(64);
    String unused =
        server
            .slipway()
            .store()
            .write(writer -> {
              writer.keepCatalogue(older, text);
              writer.activateCatalogue(
                  older, Optional.empty(), writer.now(), Actor.person("ada", "test"));
              return older;
            });

    assertEquals(0, ada.runs("token", "create").exit());

    assertEquals(Optional.of(hash()), server.slipway().desk().catalogues().active());
  }

  @Test
  void whatIsWrongIsSaidWhereItIs() throws Exception {
    assertEquals(0, ada.runs("token", "create").exit());
    write(withDan().replace("strategy: canary", "strategy: cnary"));
    AShell.Said faulty = ada.runs("catalog", "apply");
    assertEquals(2, faulty.exit(), faulty.all());
    assertTrue(faulty.err().contains("E-CONFIG-02"), faulty.err());

    Files.delete(checkout.resolve("slipway.yaml"));
    AShell.Said none = ada.runs("catalog", "apply");
    assertEquals(5, none.exit(), none.all());
    assertTrue(none.err().contains("E-CONFIG-01"), none.err());
    assertTrue(none.err().contains("slipway catalog apply"), none.err());
  }

  @Test
  void whoMayNotIsRefusedWhateverTheirFileSays() throws Exception {
    assertEquals(0, ada.runs("token", "create").exit());
    AShell ben = signedIn("ben");
    write(withDan().replace("roles: [developer, on-call]", "roles: [administrator]"));

    for (AShell.Said said :
        List.of(ben.runs("catalog", "apply", "--dry-run"), ben.runs("catalog", "apply"))) {
      assertEquals(4, said.exit(), said.all());
      assertTrue(said.err().contains("E-CATALOG-02"), said.err());
    }
    assertFalse(server.slipway().desk().catalogue().person("dan").isPresent());
  }

  @Test
  void aProgramThatSendsNoneIsNotGivenTheServersOwn() throws Exception {
    String answer =
        server
            .post("/api/v1/lines", server.token("ada"), "{\"words\":[\"catalog\",\"apply\"]}")
            .body();

    assertTrue(answer.contains("E-CATALOG-05"), answer);
  }
}
