package dev.slipway.catalog;

import static dev.slipway.catalog.AConfiguration.RIGHT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where the journal is kept, as people write it. */
class StoreConfigurationTest {
  @TempDir private Path folder;

  private static String with(String store) {
    return RIGHT.replace("version: 1\n", "version: 1\nstore: " + store + "\n");
  }

  @Test
  void readsATeamsStore() {
    Reading.Read read =
        new AConfiguration(folder)
            .readRight(
                with(
                    "{ kind: postgresql, url: \"jdbc:postgresql://a:5432,[::1]/slipway?targetServerType=primary\", user: slipway, password-from: { env: DB_PASSWORD } }"));

    assertEquals(
        new StoreSettings.Postgresql(
            "jdbc:postgresql://a:5432,[::1]/slipway?targetServerType=primary",
            "slipway",
            Optional.of(new Secret.InEnvironment("DB_PASSWORD"))),
        read.store());
  }

  @Test
  void needsNoPassword() {
    Reading.Read read =
        new AConfiguration(folder)
            .readRight(with("{ kind: postgresql, url: \"jdbc:postgresql://db/s\", user: s }"));

    assertEquals(
        new StoreSettings.Postgresql("jdbc:postgresql://db/s", "s", Optional.empty()),
        read.store());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "url: postgres://db/s | is not the address of a PostgreSQL database | jdbc:postgresql://host:5432/database",
        "url: jdbc:postgresql:s | is not the address | jdbc:postgresql://host",
        "url: jdbc:postgresql://db | is not the address | jdbc:postgresql://host",
        "url: jdbc:mysql://db/s | is not the address | jdbc:postgresql://host",
        "url: jdbc:postgresql://db/s?password=hunter2 | store.url: holds a password | password-from: { env: NAME }",
        "url: jdbc:postgresql://db/s?sslmode=require&user=hunter2 | store.url: holds a user | write it under user",
        "url: jdbc:postgresql://ada:hunter2@db/s | a user and a password in it | take them out",
        "url: jdbc:postgresql://db/s?socketFactory=org.example.Evil | the setting \"socketFactory\" is not allowed | one of sslmode",
        "url: jdbc:postgresql://db/s?sslmod=require | the setting \"sslmod\" is not allowed | did you mean sslmode?",
        "password-from: hunter2 | holds a secret | write { env: NAME } or { file: PATH }",
        "password-from: { value: hunter2 } | holds a secret | write { env: NAME } or { file: PATH }",
        "password: hunter2 | holds a secret | write { env: NAME } or { file: PATH }",
        "path: here.db | belongs to a store of kind sqlite | write kind: sqlite",
      })
  void refusesAWrongTeamsStoreWithoutRepeatingASecret(String line, String what, String fix) {
    String good = line.startsWith("url") ? "" : "url: jdbc:postgresql://db/s\n  ";
    List<Problem> problems =
        new AConfiguration(folder)
            .problemsOf(with("\n  kind: postgresql\n  user: s\n  " + good + line));

    Problem found =
        problems.stream()
            .filter(problem -> problem.what().contains(what))
            .findFirst()
            .orElseThrow(() -> new AssertionError(words(problems)));
    assertEquals(good.isEmpty() ? 5 : 6, found.line());
    assertTrue(found.fix().contains(fix), found.fix());
    assertFalse(words(problems).contains("hunter2"), words(problems));
  }

  @Test
  void saysAllThatIsWrongAtOnce() {
    List<Problem> problems =
        new AConfiguration(folder)
            .problemsOf(with("{ kind: postgresql, path: x, password-from: hunter2, port: 5432 }"));

    assertEquals(5, problems.size(), words(problems));
    assertTrue(words(problems).contains("store.url is missing"), words(problems));
    assertTrue(words(problems).contains("store.user is missing"), words(problems));
  }

  @Test
  void refusesATeamsKeysInAnEmbeddedStore() {
    List<Problem> problems =
        new AConfiguration(folder).problemsOf(with("{ url: \"jdbc:postgresql://db/s\", user: s }"));

    assertEquals(2, problems.size(), words(problems));
    assertTrue(words(problems).contains("write kind: postgresql"), words(problems));
  }

  private static String words(List<Problem> problems) {
    return problems.stream().map(Problem::words).toList().toString();
  }

  @Test
  void readsASecretFromTheEnvironmentOrAFile() throws Exception {
    Path file = Files.writeString(folder.resolve("secret"), "hunter2\n");

    assertEquals("hunter2", new Secret.InFile(file).value(Map.of()));
    assertEquals("hunter2", new Secret.InEnvironment("P").value(Map.of("P", "hunter2")));
  }

  @Test
  void saysWhatToDoAboutAMissingSecret() throws IOException {
    Path empty = Files.writeString(folder.resolve("empty"), "\n");
    Path nowhere = folder.resolve("nowhere");

    assertMissing(new Secret.InEnvironment("P"), "P is not set", "export P=");
    assertMissing(new Secret.InFile(empty), "empty is empty", "write the secret");
    assertMissing(new Secret.InFile(nowhere), "nowhere cannot be read", "chmod 600 nowhere");
  }

  private static void assertMissing(Secret secret, String what, String fix) {
    Secret.Missing missing =
        assertThrows(Secret.Missing.class, () -> secret.value(Map.of("P", "")));
    assertTrue(String.valueOf(missing.getMessage()).contains(what), missing.toString());
    assertTrue(missing.fix().contains(fix), missing.fix());
  }
}
