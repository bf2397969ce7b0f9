package dev.slipway.catalog;

import static dev.slipway.catalog.AConfiguration.RIGHT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.plan.ExecSpec;
import dev.slipway.plan.Reach;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where releases are marked, as people write it. */
class MarkerConfigurationTest {
  private static final String TOKEN = "token-from: { env: GRAFANA_TOKEN }";

  @TempDir private Path folder;

  private static String with(String markers) {
    return RIGHT.replace("version: 1\n", "version: 1\nmarkers: " + markers + "\n");
  }

  private Reading.Read read(String text) {
    return new AConfiguration(folder).readRight(text);
  }

  private String problems(String markers) {
    return new AConfiguration(folder)
        .problemsOf(with(markers)).stream().map(Problem::words).toList().toString();
  }

  @Test
  void nothingIsMarkedUnlessSomebodyAsks() {
    assertEquals(MarkerSettings.none(), read(RIGHT).markers());
  }

  @Test
  void aGrafanaHasAnAddressATokenAndPerhapsADashboardAndTags() {
    Reach reach =
        new Reach(
            "https://grafana.example.org/at",
            Optional.of(
                new Reach.Login.Bearer(new ExecSpec.Value.FromEnvironment("GRAFANA_TOKEN"))),
            Optional.empty(),
            Duration.ofSeconds(5));
    assertEquals(
        Optional.of(
            new MarkerSettings.Grafana(
                reach, Optional.of("cIBgcSjkk"), List.of("team-checkout", "eu"))),
        read(with(
                "{ grafana: { url: \"https://grafana.example.org/at/\", "
                    + TOKEN
                    + ", dashboard: cIBgcSjkk, tags: [team-checkout, eu] } }"))
            .markers()
            .grafana());
  }

  @Test
  void aCollectorHasAnAddressAndPerhapsATokenAndHeaders() {
    MarkerSettings markers =
        read(with(
                "{ otlp: { url: \"https://otlp.example.org:4318\", token-from: { env: T },"
                    + " headers: { X-Scope-OrgID: { env: TENANT } }, time-limit: 3s } }"))
            .markers();
    Reach reach =
        new Reach(
            "https://otlp.example.org:4318",
            Optional.of(new Reach.Login.Bearer(new ExecSpec.Value.FromEnvironment("T"))),
            Optional.empty(),
            Duration.ofSeconds(3));
    assertEquals(
        Optional.of(
            new MarkerSettings.Otlp(
                reach, Map.of("X-Scope-OrgID", new Secret.InEnvironment("TENANT")))),
        markers.otlp());
    assertEquals(List.of("otlp"), markers.places());
    assertTrue(
        read(with("{ otlp: { url: \"http://collector:4318\" } }")).markers().otlp().isPresent(),
        "nothing secret is sent");
  }

  @Test
  void whereReleasesAreMarkedIsNoOtherCatalogue() {
    String markers = "{ grafana: { url: \"http://127.0.0.1:3000\", " + TOKEN + " } }";

    assertEquals(read(RIGHT).catalogue().hash(), read(with(markers)).catalogue().hash());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}|names nobody who shows them",
        "{ grafana: { url: 'https://a.example.org' } }|markers.grafana.token-from is missing",
        "{ grafana: { token-from: { env: T } } }|markers.grafana.url is missing",
        "{ grafana: { url: 'http://a.example.org', token-from: { env: T } } }|is not encrypted",
        "{ grafana: { url: 'https://a.example.org', token-from: hunter2 } }|holds a secret",
        "{ grafana: { url: 'https://a.example.org', token-from: { env: T }, dashboard: '../x' } }|is not the UID",
        "{ grafana: { url: 'https://a.example.org', token-from: { env: T }, tags: ['a,b'] } }|cannot be a tag",
        "{ grafana: { url: 'https://a.example.org', token-from: { env: T }, time-limit: 1m } }|is longer than 15s",
        "{ otlp: { url: 'http://a.example.org:4318', token-from: { env: T } } }|is not encrypted",
        "{ otlp: { url: 'http://a.example.org:4318', headers: { x-key: { env: T } } } }|is not encrypted",
        "{ otlp: { url: 'https://a.example.org/v1/traces' } }|is added to it",
        "{ otlp: { url: 'https://a.example.org', headers: { x-key: hunter2 } } }|does not say where its value is kept",
        "{ otlp: { url: 'https://a.example.org', headers: { 'a b': { env: T } } } }|cannot be a header",
        "{ otlp: { url: 'https://a.example.org', headers: { Authorization: { env: T } } } }|cannot be a header",
        "{ otlp: { url: 'https://a.example.org', time-limit: 1m } }|is longer than 15s"
      },
      quoteCharacter = '`')
  void whatCannotWorkIsSaid(String markers, String said) {
    String found = problems(markers);

    assertTrue(found.contains(said), found);
    assertTrue(!found.contains("hunter2"), found);
  }
}
