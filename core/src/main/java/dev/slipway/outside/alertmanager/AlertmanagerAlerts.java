package dev.slipway.outside.alertmanager;

import dev.slipway.control.Clock;
import dev.slipway.control.port.Alerts;
import dev.slipway.plan.AlertmanagerSpec.Selection;
import dev.slipway.release.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The alerts of one release at an Alertmanager.
 *
 * @param watch one of these is enough
 * @param comment what silences of the service here are known by, without the version
 */
record AlertmanagerAlerts(
    Api api,
    List<Selection> watch,
    List<Selection> silence,
    String comment,
    Version version,
    Clock clock)
    implements Alerts {
  AlertmanagerAlerts {
    watch = List.copyOf(watch);
    silence = List.copyOf(silence);
  }

  @Override
  public List<Firing> firing() {
    List<Firing> firing = new ArrayList<>();
    for (Selection selection : watch) {
      for (Api.Alert alert : api.active(selection)) {
        Firing one = new Firing(alert.name(), alert.since());
        // What it was asked for is not believed to be what it answers.
        if (selection.selects(alert.labels()) && !firing.contains(one) && isHeard(alert)) {
          firing.add(one);
        }
      }
    }
    return firing;
  }

  /**
   * What a person silenced is not heeded. Planned noise may be wider than it was meant: it never
   * hides what takes the release back.
   */
  private boolean isHeard(Api.Alert alert) {
    if (alert.silencedBy().isEmpty()) {
      return true;
    }
    Set<String> ours = new HashSet<>();
    silence.forEach(selection ->
        api.silences(selection).stream()
            .filter(one -> one.comment().startsWith(comment))
            .forEach(one -> ours.add(one.id())));
    return ours.containsAll(alert.silencedBy());
  }

  @Override
  public void hush(Duration longer) {
    Instant now = clock.now();
    for (Selection selection : silence) {
      Api.Silence known =
          ours(selection).stream()
              .findFirst()
              .orElse(new Api.Silence("", comment + version, Api.matchers(selection), now));
      api.silence(known, now.plus(longer));
    }
  }

  @Override
  public void speak() {
    silence.forEach(selection -> ours(selection).forEach(api::expire));
  }

  private List<Api.Silence> ours(Selection selection) {
    return api.silences(selection).stream()
        .filter(one -> one.comment().equals(comment + version))
        .toList();
  }
}
