package dev.slipway.outside.alertmanager;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.control.SystemClock;
import dev.slipway.control.port.Alerts;
import dev.slipway.control.port.OutsideFailure;
import dev.slipway.outside.http.HttpCalls;
import dev.slipway.plan.AlertmanagerSpec;
import dev.slipway.plan.AlertmanagerSpec.Comparison;
import dev.slipway.plan.AlertmanagerSpec.Matcher;
import dev.slipway.plan.AlertmanagerSpec.Selection;
import dev.slipway.plan.Reach;
import dev.slipway.release.EnvironmentName;
import dev.slipway.release.ServiceName;
import dev.slipway.release.Version;
import dev.slipway.rig.RealAlertmanager;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a real Alertmanager says about the alerts that a plan names. */
@Tag("X4")
class AlertmanagerAlertsTest {
  private final Instant since = Instant.now().minusSeconds(5).truncatedTo(ChronoUnit.SECONDS);
  @TempDir Path folder;
  private RealAlertmanager manager;

  @BeforeEach
  void start() {
    manager = new RealAlertmanager(folder, "", "");
  }

  @AfterEach
  void end() {
    manager.close();
  }

  private Alerts alerts(Selection... silence) {
    return alerts(Duration.ofSeconds(30), silence);
  }

  private Alerts alerts(Duration patience, Selection... silence) {
    AlertmanagerSpec spec =
        new AlertmanagerSpec(
            new Reach(manager.url(), Optional.empty(), Optional.empty(), patience),
            List.of(
                selection("alertname", Comparison.IS, "ShopErrors"),
                new Selection(
                    "pages of the new version",
                    List.of(
                        new Matcher("severity", Comparison.MATCHES, "page|critical"),
                        new Matcher("version", Comparison.MATCHES, "{version}")))),
            List.of(silence));
    return new AlertmanagerSources(new HttpCalls(), new SystemClock())
        .open(spec, new ServiceName("shop"), new EnvironmentName("prod"), new Version("v2.0"));
  }

  private static Selection selection(String label, Comparison comparison, String value) {
    return new Selection(label, List.of(new Matcher(label, comparison, value)));
  }

  @Test
  void findsTheNamedOnesAndNoOthers() {
    Alerts alerts = alerts();
    assertEquals(List.of(), alerts.firing());

    manager.fire(since, Map.of("alertname", "ShopErrors", "severity", "page"));
    manager.fire(since, Map.of("alertname", "Disk", "severity", "page"));
    manager.fire(since, Map.of("alertname", "Slow", "severity", "critical", "version", "v2.0"));
    manager.fire(since, Map.of("alertname", "Slow", "severity", "critical", "version", "v2x0"));

    assertEquals(
        List.of(new Alerts.Firing("ShopErrors", since), new Alerts.Firing("Slow", since)),
        alerts.firing());
    assertEquals("ShopErrors, firing since " + since, alerts.firing().getFirst().words());
  }

  private Api api() {
    return new Api(
        new HttpCalls(),
        new Reach(manager.url(), Optional.empty(), Optional.empty(), Duration.ofSeconds(30)));
  }

  @Test
  void silencesPlannedNoiseWhileItIsAskedToAndNoLonger() {
    Selection noise =
        new Selection(
            "noise",
            List.of(
                new Matcher("alertname", Comparison.IS, "InstanceDown"),
                new Matcher("job", Comparison.MATCHES, "shop|search")));
    manager.fire(since, Map.of("alertname", "InstanceDown", "job", "shop"));
    Alerts alerts = alerts(noise);
    Instant now = Instant.now();
    api()
        .silence(
            new Api.Silence("", "somebody else's", Api.matchers(noise), now), now.plusSeconds(600));
    assertEquals(List.of("somebody else's"), comments(noise));

    alerts.hush(Duration.ofMinutes(10));
    alerts.hush(Duration.ofMinutes(10));

    assertEquals(
        List.of("Slipway: planned while shop in prod becomes v2.0", "somebody else's"),
        comments(noise),
        "asked again, the same one lasts longer");
    assertEquals(List.of(), comments(selection("alertname", Comparison.IS, "InstanceDown")));
    assertEquals(2, api().active(noise).getFirst().silencedBy().size());
    alerts.speak();
    assertEquals(List.of("somebody else's"), comments(noise));
  }

  private List<String> comments(Selection selection) {
    return api().silences(selection).stream().map(Api.Silence::comment).sorted().toList();
  }

  @Test
  void plannedNoiseNeverHidesWhatTakesTheReleaseBack() {
    Selection wide = selection("job", Comparison.IS, "shop");
    manager.fire(since, Map.of("alertname", "ShopErrors", "job", "shop"));
    Alerts alerts = alerts(wide);

    alerts.hush(Duration.ofMinutes(10));

    assertEquals(1, alerts.firing().size());
    assertEquals(1, api().active(wide).getFirst().silencedBy().size(), "for everybody else");
    Instant now = Instant.now();
    api().silence(new Api.Silence("", "known", Api.matchers(wide), now), now.plusSeconds(600));
    assertEquals(List.of(), alerts.firing(), "a person silenced it");
  }

  @Test
  void saysSoWhenItCannotBeAsked() {
    Alerts alerts = alerts();
    manager.pause();
    assertSays("no answer within 1000 ms", alerts(Duration.ofSeconds(1)));
    manager.resume();
    assertEquals(List.of(), alerts.firing());
    manager.stop();
    assertSays("nothing answers at " + manager.url(), alerts);
  }

  private static void assertSays(String words, Alerts alerts) {
    OutsideFailure failure = assertThrows(OutsideFailure.class, alerts::firing);
    assertTrue(String.valueOf(failure.getMessage()).contains(words), failure::toString);
  }
}
