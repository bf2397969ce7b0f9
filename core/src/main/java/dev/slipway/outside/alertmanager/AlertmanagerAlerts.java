package dev.slipway.outside.alertmanager;

import dev.slipway.control.Clock;
import dev.slipway.control.port.Alerts;
import dev.slipway.plan.AlertmanagerSpec.Selection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The alerts of one release at an Alertmanager.
 *
 * @param watch one of these is enough
 * @param comment what its silences are known by
 */
record AlertmanagerAlerts(
    Api api, List<Selection> watch, List<Selection> silence, String comment, Clock clock)
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
        if (selection.selects(alert.labels()) && !firing.contains(one)) {
          firing.add(one);
        }
      }
    }
    return firing;
  }

  @Override
  public void hush(Duration longer) {
    if (silence.isEmpty()) {
      return;
    }
    Instant now = clock.now();
    List<Api.Silence> open = api.silences(comment);
    for (Selection selection : silence) {
      Api.Silence known =
          open.stream()
              .filter(one -> one.matchers().equals(Api.matchers(selection)))
              .findFirst()
              .orElse(new Api.Silence("", Api.matchers(selection), now));
      api.silence(known, comment, now.plus(longer));
    }
  }

  @Override
  public void speak() {
    if (!silence.isEmpty()) {
      api.silences(comment).forEach(api::expire);
    }
  }
}
