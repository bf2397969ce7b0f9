package dev.slipway.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.view.RefusalView;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What people get wrong: each is a clear no with its code and exit code, says how to go on, and
 * loses nothing.
 */
@Tag("T1")
class BadInputTest {
  private final CommandLineGrammar grammar = new CommandLineGrammar();
  private AShop shop;
  private Typed session;

  @BeforeEach
  void open(@TempDir Path folder) {
    shop = AShop.withStagingIn(folder);
    session = Typed.at(shop.desk());
  }

  @AfterEach
  void close() {
    shop.close();
  }

  private RefusalView no(String line, ExitCode exit, String code) {
    long before = entries();
    Outcome outcome = grammar.run(session, List.of(line.split(" ", -1)));
    RefusalView refusal = (RefusalView) outcome.view().orElseThrow();
    assertEquals(exit.code(), outcome.exit(), refusal.toString());
    assertEquals(code, refusal.code(), refusal.toString());
    assertTrue(ErrorCodes.meaning(code).isPresent(), code);
    assertEquals(before, entries(), "nothing was written");
    return refusal;
  }

  private long entries() {
    return shop.desk().lookup().list(dev.slipway.journal.Store.Query.all()).stream()
        .mapToLong(row -> row.streamVersion())
        .sum();
  }

  @Test
  void unknownCommandIsAnsweredWithItsNeighbourAndNotRun() {
    shop.atAQuarter("v2");
    RefusalView refusal = no("rolback shop/2", ExitCode.USAGE, "E-USAGE-01");
    assertTrue(refusal.what().contains("slipway rollback shop/2"), refusal.what());
    no("rollout advnce shop/2", ExitCode.USAGE, "E-USAGE-01");
    no("frobnicate", ExitCode.USAGE, "E-USAGE-01");
  }

  @Test
  void unknownOptionIsAnsweredWithItsNeighbour() {
    shop.opened("v2");
    RefusalView refusal = no("cancel shop/2 --reasn late", ExitCode.USAGE, "E-USAGE-02");
    assertTrue(refusal.what().contains("--reason"), refusal.what());
    no("list --fields relaese", ExitCode.USAGE, "E-USAGE-05");
    no("show shop/2 --colour", ExitCode.USAGE, "E-USAGE-02");
  }

  @Test
  void unknownReleaseIsNotFoundAndItsNeighbourIsNamed() {
    shop.opened("v2");
    no("show shop/42", ExitCode.NOT_FOUND, "E-REF-02");
    RefusalView near = no("show shpo/2", ExitCode.NOT_FOUND, "E-REF-02");
    assertTrue(near.what().contains("shop/2"), near.what());
    no("rollback nothing", ExitCode.NOT_FOUND, "E-REF-02");
    no("show @", ExitCode.USAGE, "E-REF-01");
  }

  @Test
  void ambiguousReleaseIsNeverGuessed() {
    shop.startedIn("prod", "v2");
    shop.startedIn("staging", "v3");
    RefusalView refusal = no("rollback shop", ExitCode.NOT_FOUND, "E-REF-03");
    assertEquals(2, refusal.fix().size(), refusal.toString());
  }

  /** The first configuration has development and production, and "prod" was meant silently. */
  @Test
  void anEnvironmentIsNeverGuessedWhereSeveralAre(@TempDir Path elsewhere) {
    shop.close();
    shop = AShop.inDevelopmentAndProduction(elsewhere);
    session = Typed.at(shop.desk());
    RefusalView refusal = no("new shop v2", ExitCode.USAGE, "E-REF-05");
    assertEquals(
        List.of("slipway new shop v2 --env development", "slipway new shop v2 --env production"),
        refusal.fix());
  }

  @Test
  void wrongVersionIsRefused() {
    no("new shop ../../etc", ExitCode.USAGE, "E-VERSION-01");
    no("new shop nightly", ExitCode.NOT_FOUND, "E-VERSION-02");
    no("new shop v1", ExitCode.CONFLICT, "E-VERSION-03");
    no("demo break v7 --errors 30", ExitCode.NOT_FOUND, "E-VERSION-02");
    no("demo break v2", ExitCode.USAGE, "E-USAGE-03");
    no("new shop", ExitCode.USAGE, "E-USAGE-03");
  }

  @Test
  void missingGitRangeFailsWithTheLineThatFetchesIt() {
    shop.whoseHistoryIsCutOff();
    RefusalView refusal = no("new shop v2", ExitCode.FAILED, "E-CHANGE-01");
    assertEquals(List.of("git fetch --unshallow --tags"), refusal.fix());
  }

  @Test
  void wrongValuesAreRefusedWithThoseThereAre() {
    shop.opened("v2");
    no("plan shop/2 --risk huge", ExitCode.USAGE, "E-USAGE-04");
    no("list --limit none", ExitCode.USAGE, "E-USAGE-04");
    no("completion powershell", ExitCode.USAGE, "E-USAGE-04");
    no("history pay", ExitCode.NOT_FOUND, "E-REF-04");
  }
}
