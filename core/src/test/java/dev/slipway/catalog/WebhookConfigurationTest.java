package dev.slipway.catalog;

import static dev.slipway.catalog.AConfiguration.RIGHT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.catalog.WebhookSettings.Endpoint;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Programs that are told of releases, as people write them. */
class WebhookConfigurationTest {
  @TempDir private Path folder;

  private static String with(String webhooks) {
    return RIGHT.replace("version: 1\n", "version: 1\nwebhooks: " + webhooks + "\n");
  }

  private Map<String, Endpoint> read(String webhooks) {
    return new AConfiguration(folder).readRight(with(webhooks)).webhooks().endpoints();
  }

  private List<String> problems(String webhooks) {
    return new AConfiguration(folder)
        .problemsOf(with(webhooks)).stream().map(Problem::words).toList();
  }

  @Test
  void nobodyIsToldUnlessSomebodyIsWritten() {
    assertEquals(WebhookSettings.none(), new AConfiguration(folder).readRight(RIGHT).webhooks());
  }

  @Test
  void aReceiverHasAnAddressAndOneOrTwoSecrets() {
    Secret secret = new Secret.InEnvironment("NEW");
    Secret former = new Secret.InFile(folder.resolve("old"));

    assertEquals(
        Map.of(
            "pager",
            new Endpoint(
                "pager",
                URI.create("https://pager.example.org/in?team=7"),
                secret,
                Optional.empty()),
            "page",
            new Endpoint(
                "page", URI.create("https://page.example.org/"), secret, Optional.of(former))),
        read(
            "{ pager: { url: \"https://pager.example.org/in?team=7\", secret-from: { env: NEW } }, "
                + "page: { url: \"https://page.example.org/\", secret-from: { env: NEW }, former-secret-from: { file: old } } }"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "url: \"http://127.0.0.1:9/in\"",
        "url: \"http://localhost/in\"",
        "url: \"http://[::1]:80/in\"",
        "url: \"http://pager.internal/in\", unencrypted: yes"
      })
  void unencryptedIsThisComputerOrWhatWasAllowed(String url) {
    assertEquals(1, read("{ pager: { secret-from: { env: A }, " + url + " } }").size());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://pager.example.org/topsecret",
        "ftp://pager.example.org/topsecret",
        "https://ada:topsecret@pager.example.org/",
        "https:///topsecret",
        "http://127.0.0.1.example.org/topsecret",
        "/topsecret"
      })
  void anotherAddressIsRefusedWithoutRepeatingIt(String url) {
    List<String> found = problems("{ pager: { secret-from: { env: A }, url: \"" + url + "\" } }");

    assertTrue(found.toString().contains("not an address that events may go to"), found.toString());
    assertFalse(found.toString().contains("topsecret"), found.toString());
  }

  @Test
  void aReceiverWithoutASecretIsAProblem() {
    assertTrue(
        problems("{ pager: { url: \"https://a.example.org\" } }")
            .toString()
            .contains("webhooks.pager.secret-from is missing"));
  }
}
