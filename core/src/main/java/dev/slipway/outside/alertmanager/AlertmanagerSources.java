package dev.slipway.outside.alertmanager;

import dev.slipway.control.Clock;
import dev.slipway.control.port.AlertSources;
import dev.slipway.control.port.Alerts;
import dev.slipway.control.port.Calls;
import dev.slipway.plan.AlertmanagerSpec;
import dev.slipway.plan.AlertmanagerSpec.Selection;
import dev.slipway.release.EnvironmentName;
import dev.slipway.release.ServiceName;
import dev.slipway.release.Version;
import java.util.List;
import java.util.Map;

/** Alerts from every Alertmanager that is configured. */
public final class AlertmanagerSources implements AlertSources {
  private final Calls calls;
  private final Clock clock;

  public AlertmanagerSources(Calls calls, Clock clock) {
    this.calls = calls;
    this.clock = clock;
  }

  @Override
  public Alerts open(
      AlertmanagerSpec spec, ServiceName service, EnvironmentName environment, Version version) {
    Map<String, String> words = AlertmanagerSpec.words(service, environment, version);
    return new AlertmanagerAlerts(
        new Api(calls, spec.reach()),
        filled(spec.watch(), words),
        filled(spec.silence(), words),
        "Slipway: planned while " + service + " in " + environment + " becomes ",
        version,
        clock);
  }

  private static List<Selection> filled(List<Selection> selections, Map<String, String> words) {
    return selections.stream().map(one -> one.with(words)).toList();
  }
}
