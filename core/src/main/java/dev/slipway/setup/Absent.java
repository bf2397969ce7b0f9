package dev.slipway.setup;

import dev.slipway.view.DoctorView.Check;
import java.util.LinkedHashMap;
import java.util.Map;

/** Systems that a configuration cannot name yet, so that nobody looks for a fault in them. */
final class Absent {
  /** System to what a later version does with it. */
  static final Map<String, String> SYSTEMS = new LinkedHashMap<>();

  static {
    SYSTEMS.put("mail", "notes to stakeholders");
    SYSTEMS.put("Kubernetes", "deployments and pods as a target");
    SYSTEMS.put("CI", "results of the build as evidence");
  }

  private Absent() {}

  static Check check(String system, String use) {
    return Check.absent(
        system, "not configured, nothing is wrong; a later version needs it for " + use);
  }
}
