package dev.slipway.risk;

import static dev.slipway.risk.AChange.aChange;
import static dev.slipway.risk.MigrationFact.Effect.ADDITIVE;
import static dev.slipway.risk.MigrationFact.Effect.MOVES_DATA;
import static dev.slipway.risk.MigrationFact.Effect.REMOVES;
import static dev.slipway.risk.MigrationFact.Effect.UNPROVEN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** R1: every release is classified by what it contains, and each rule that fired says why. */
@Tag("R1")
class ClassifierTest {
  @ParameterizedTest
  @CsvSource({
    "PERMISSIONS, src/main/java/shop/AuthFilter.java",
    "PERMISSIONS, src/auth/index.ts",
    "PERMISSIONS, app/OAuth2Config.kt",
    "PERMISSIONS, app/UserRoles.java",
    "PERMISSIONS, app/session_store.rb",
    "PERMISSIONS, config/WebSecurity.java",
    "PERMISSIONS, api/permissionschecker.go",
    "PERMISSIONS, policy/access.rego",
    "MONEY, src/payment/Card.java",
    "MONEY, src/billing.py",
    "MONEY, lib/invoices/total.rb",
    "MONEY, src/PriceList.java",
    "MONEY, web/checkout.ts",
    "MONEY, src/paymentgateway/a.go",
    "MONEY, src/PayPal.java",
    "INFRASTRUCTURE, Dockerfile",
    "INFRASTRUCTURE, deploy/Dockerfile.prod",
    "INFRASTRUCTURE, deploy/k8s/shop.yaml",
    "INFRASTRUCTURE, helm/values.yaml",
    "INFRASTRUCTURE, infra/main.tf",
    "INFRASTRUCTURE, .github/workflows/ci.yml",
    "INFRASTRUCTURE, .gitlab-ci.yml",
    "INFRASTRUCTURE, pom.xml",
    "INFRASTRUCTURE, core/build.gradle.kts",
    "INFRASTRUCTURE, web/package.json",
    "INFRASTRUCTURE, web/pnpm-lock.yaml",
    "INFRASTRUCTURE, go.mod",
    "INFRASTRUCTURE, requirements-dev.txt",
    "INFRASTRUCTURE, Cargo.lock",
    "AI_BEHAVIOUR, prompts/support.md",
    "AI_BEHAVIOUR, src/main/resources/prompts/a/b.txt",
    "AI_BEHAVIOUR, greet.prompt",
    "AI_BEHAVIOUR, greet.prompt.md",
    "AI_BEHAVIOUR, llm/routing.yaml",
    "AI_BEHAVIOUR, conf/llm-settings.yaml",
    "AI_BEHAVIOUR, conf/model-config.json",
    "EXPOSURE, src/FeatureFlags.java",
    "EXPOSURE, toggles.json",
    "EXPOSURE, src/main/resources/application-prod.yml",
    "EXPOSURE, config/limits.yaml",
    "EXPOSURE, .env.production",
    "ROLLBACK_HOSTILE, scripts/backfill/orders.py",
    "ROLLBACK_HOSTILE, ops/datafix-2025.sql",
    "ROLLBACK_HOSTILE, db/migrate/20250101_drop_note.rb",
    "SCHEMA, db/V58__add_coupon.sql",
    "SCHEMA, app/migrations/0012_auto.py",
    "SCHEMA, prisma/schema.prisma",
    "SCHEMA, db/changelog/001.xml",
  })
  void seesTheKindInThePath(Kind kind, String path) {
    Classification seen = aChange().touching("README.md", path).classified();
    assertTrue(seen.has(kind), () -> path + " gives " + seen.findings());
    assertEquals(
        path,
        seen.findings().stream()
            .filter(f -> f.kind().filter(kind::equals).isPresent())
            .findFirst()
            .orElseThrow()
            .where());
  }

  @ParameterizedTest
  @CsvSource({
    "author.md", "src/Author.java", "src/authoring/Editor.java", "src/Authority0.txt",
        "src/assessment/Score.java",
    "src/possession.go", "src/scroll.ts", "src/parole.py", "src/display/Screen.java",
        "src/syntax/Tree.java",
    "src/taxonomy.py", "src/private.py", "docs/payment.md", "img/flags/de.png",
        "src/test/java/shop/PaymentTest.java",
    "web/login.spec.ts", "pkg/session_test.go", "src/coffee.js", "src/prompter.js",
        "src/modeler/View.java",
    "src/database/Pool.java", "src/db/queries/find_user.sql", "db/seeds/users.sql", "CHANGELOG.md",
        "src/rollback.go",
  })
  void isNotFooledByFalseFriends(String path) {
    Classification seen = aChange().touching(path).classified();
    assertEquals(List.of(), seen.findings());
    assertEquals(Level.LOW, seen.level());
    assertEquals(Rules.ALL.size(), seen.quietRules().size());
  }

  @Test
  void reachesAllEightKinds() {
    Classification seen =
        aChange()
            .team(Kind.HIGH_TRAFFIC, "src/hot/**")
            .touching(
                "src/hot/a.c",
                "src/auth/a.c",
                "src/payment/a.c",
                "Dockerfile",
                "prompts/a",
                "flags.json")
            .migrating("V2", UNPROVEN)
            .classified();
    assertEquals(EnumSet.allOf(Kind.class), EnumSet.copyOf(seen.kinds()));
  }

  @Test
  void saysOnePlacePerRuleAndCountsTheOthers() {
    Finding money =
        aChange()
            .touching("src/payment/a", 1)
            .touching("src/payment/b", 40)
            .touching("src/payment/c", 2)
            .touching("pay/d", 3)
            .finding("R2");
    assertEquals("src/payment/b", money.where());
    assertEquals("financial or workflow-critical logic, and 3 more files", money.reason());
    assertEquals(4, money.points());
  }

  @Test
  void showsTheTeamsOwnPatternWithItsLines() {
    Finding traffic =
        aChange()
            .team(Kind.HIGH_TRAFFIC, "src/checkout/**")
            .touching("src/checkout/a", 40)
            .touching("src/checkout/b", 1)
            .finding("R7");
    assertEquals("src/checkout/**", traffic.where());
    assertEquals("rule R7: high-traffic path, 41 lines in 2 files", "rule R7: " + traffic.reason());
    assertEquals(2, traffic.points());
  }

  @Test
  void seesHighTrafficOnlyWhereTheTeamSaysSo() {
    assertFalse(aChange().touching("src/hot/high-traffic/a").classified().has(Kind.HIGH_TRAFFIC));
    assertTrue(
        aChange().classified().quietRules().contains("R7 high traffic: no paths configured"));
    assertTrue(
        aChange()
            .team(Kind.HIGH_TRAFFIC, "x/**")
            .classified()
            .quietRules()
            .contains("R7 high traffic: no file matches"));
  }

  @Test
  void doesNotGuessAtAWordTheTeamUsesItself() {
    AChange change =
        aChange().team(Kind.HIGH_TRAFFIC, "src/checkout/**").touching("src/checkout/Form.java");
    assertEquals(List.of(Kind.HIGH_TRAFFIC), change.classified().kinds());
    assertTrue(
        change.touching("src/checkout/Payment.java").classified().has(Kind.MONEY),
        "another word is still a sign");
    assertTrue(
        aChange()
            .team(Kind.HIGH_TRAFFIC, "src/**")
            .touching("src/checkout/Form.java")
            .classified()
            .has(Kind.MONEY),
        "a pattern without the word says nothing about it");
    assertTrue(
        aChange()
            .team(Kind.HIGH_TRAFFIC, "src/checkout/**")
            .touching("web/checkout/Form.java")
            .classified()
            .has(Kind.MONEY),
        "a pattern for another folder says nothing about it");
  }

  @Test
  void letsATeamAddPathsToEveryKind() {
    for (Kind kind : Kind.values()) {
      assertEquals(
          List.of(kind),
          aChange().team(kind, "src/x/**").touching("src/x/a.c").classified().kinds());
    }
  }

  @ParameterizedTest
  @CsvSource({"ADDITIVE, 2, false", "MOVES_DATA, 3, true", "REMOVES, 4, true", "UNPROVEN, 4, true"})
  void weighsMigrationsByTheirEffect(MigrationFact.Effect effect, int points, boolean hostile) {
    AChange change = aChange().migrating("V58", effect);
    assertEquals(points, change.finding("R1").points());
    assertEquals("db/migration/V58__x.sql", change.finding("R1").where());
    assertEquals(hostile, change.classified().has(Kind.ROLLBACK_HOSTILE));
  }

  @Test
  void showsTheHeaviestMigration() {
    Finding schema =
        aChange()
            .migrating("V1", ADDITIVE)
            .migrating("V2", REMOVES)
            .migrating("V3", MOVES_DATA)
            .finding("R1");
    assertEquals("db/migration/V2__x.sql", schema.where());
    assertEquals("schema change, removes something, and 2 more migrations", schema.reason());
    assertEquals(
        "schema change, additive only",
        aChange().migrating("V58", ADDITIVE).finding("R1").reason());
  }

  @Test
  void treatsASchemaFileNobodyJudgedAsNotProven() {
    AChange change = aChange().migrating("V1", ADDITIVE).touching("db/migration/V2__y.sql");
    assertEquals("db/migration/V2__y.sql", change.finding("R1").where());
    assertEquals(4, change.finding("R1").points());
    assertTrue(change.classified().has(Kind.ROLLBACK_HOSTILE));
  }

  @ParameterizedTest
  @CsvSource({
    "money, MONEY",
    "Money, MONEY",
    "permissions, PERMISSIONS",
    "auth, PERMISSIONS",
    "schema, SCHEMA",
    "infrastructure, INFRASTRUCTURE",
    "high-traffic, HIGH_TRAFFIC",
    "high traffic, HIGH_TRAFFIC",
    "ai-behaviour, AI_BEHAVIOUR",
    "exposure, EXPOSURE",
    "rollback-hostile, ROLLBACK_HOSTILE",
  })
  void hearsAKindInATrailer(String word, Kind kind) {
    assertEquals(List.of(kind), aChange().saying("risk", word).classified().kinds());
  }

  @Test
  void hearsRollbackUnsafe() {
    Finding hostile = aChange().saying("Rollback", "unsafe").finding("R8");
    assertEquals("commit 0000000, Rollback: unsafe", hostile.where());
    assertEquals(List.of(), aChange().saying("Rollback", "safe").classified().findings());
  }

  @Test
  void hearsSeveralKindsInOneTrailer() {
    assertEquals(
        Set.of(Kind.MONEY, Kind.PERMISSIONS),
        new TreeSet<>(aChange().saying("Risk", "money, permissions").classified().kinds()));
  }

  @Test
  void reachesTheLevelACommitDeclares() {
    assertEquals(Level.HIGH, aChange().saying("Risk", "high").classified().level());
    assertEquals(Level.MEDIUM, aChange().saying("Risk", "medium").classified().level());
    assertEquals(Level.LOW, aChange().saying("Risk", "low").classified().level());
    assertEquals(
        Level.HIGH, aChange().saying("Risk", "low").saying("Risk", "high").classified().level());
    assertEquals(1, aChange().saying("Risk", "flux\u001b[31m").finding("R12").points());
  }

  @Test
  void countsALargeBatch() {
    AChange eight = aChange();
    for (int i = 0; i < 8; i++) {
      eight.commit(Duration.ofHours(i));
    }
    assertEquals(List.of(), eight.touching("a", 500).classified().findings());
    assertTrue(eight.classified().quietRules().contains("R9 batch: 8 commits, 500 lines"));
    assertEquals(
        "large batch: 8 commits, 501 lines", eight.touching("b", 1).finding("R9").reason());
    assertEquals(1, eight.commit(Duration.ZERO).finding("R9").points());
  }

  @Test
  void countsLinesWithoutWrappingRound() {
    AChange vast =
        aChange()
            .touching("a", Integer.MAX_VALUE)
            .touching("b", Integer.MAX_VALUE)
            .touching("c", 10);
    assertEquals("large batch: 0 commits, 4294967304 lines", vast.finding("R9").reason());
  }

  @Test
  void countsAnOldChange() {
    assertEquals(List.of(), aChange().commit(Duration.ofDays(7)).classified().findings());
    Finding old = aChange().commit(Duration.ofHours(1)).commit(Duration.ofDays(9)).finding("R10");
    assertEquals("old change: the oldest commit has waited 9 days", old.reason());
    assertEquals("commit 0000000", old.where());
    assertTrue(
        aChange()
            .commit(Duration.ofDays(-3))
            .classified()
            .quietRules()
            .contains("R10 age: oldest commit is 0 days old"));
  }

  @Test
  void countsAFirstReleaseButNotItsWholeHistory() {
    Classification first =
        aChange().firstRelease().commit(Duration.ofDays(900)).touching("a", 90_000).classified();
    assertEquals(List.of("R11"), first.findings().stream().map(Finding::rule).toList());
    assertEquals(1, first.points());
  }

  @Test
  void namesEveryRuleOnceFiredOrQuiet() {
    Classification seen = aChange().touching("Dockerfile").classified();
    Set<String> ids = new TreeSet<>();
    seen.findings().forEach(finding -> ids.add(finding.rule()));
    seen.quietRules().forEach(quiet -> ids.add(quiet.substring(0, quiet.indexOf(' '))));
    assertEquals(new TreeSet<>(Rules.ALL.stream().map(Rule::id).toList()), ids);
    assertTrue(seen.quietRules().contains("R3 permissions: no file matches"));
    assertTrue(seen.quietRules().contains("R11 first release: v1 runs"));
  }

  @Test
  void refusesASettingsPatternThatCannotMean() {
    assertThrows(
        IllegalArgumentException.class, () -> aChange().team(Kind.MONEY, "{a").classified());
  }

  @Test
  void survivesHostilePaths() {
    AChange change =
        aChange()
            .touching(
                "",
                "/",
                "//",
                "..",
                "a\nb",
                "\u202Ehtua",
                "😀/payment.c",
                "auth\n/x",
                "\u0000",
                "x".repeat(100_000));
    assertEquals("auth\n/x", change.finding("R3").where());
    assertEquals("😀/payment.c", change.finding("R2").where());
  }

  @Test
  void staysFastOnTenThousandFiles() {
    AChange change =
        aChange()
            .team(Kind.HIGH_TRAFFIC, "src/**/hot/**", "**/a*b*c*d/**")
            .team(Kind.MONEY, "**/till/**");
    for (int i = 0; i < 10_000; i++) {
      change.touching(
          "services/shop/src/main/java/org/example/shop/module"
              + i
              + "/inner/ThingNumber"
              + i
              + ".java");
    }
    assertTimeoutPreemptively(Duration.ofSeconds(60), change::classified);
  }
}
