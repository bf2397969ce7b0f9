package dev.slipway.shell.render;

import dev.slipway.view.DoctorView;
import dev.slipway.view.DoctorView.Check;
import dev.slipway.view.View;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

final class DoctorSituations {
  private DoctorSituations() {}

  static Map<String, View> all() {
    Map<String, View> all = new LinkedHashMap<>();
    all.put(
        "doctor-well",
        view(
            Optional.of("slipway.yaml"),
            Check.well("java", "Java 25.0.1, Slipway 0.1.0"),
            Check.well("configuration", "slipway.yaml: 1 service, 2 environments, 1 person"),
            Check.well(
                "store",
                "~/.local/share/slipway/slipway.db opens and can be written, 3 releases, 12 GB free"),
            Check.well("target shop prod", "answers, and v2.4.0 serves"),
            Check.absent(
                "Slack",
                "not configured, nothing is wrong; a later version needs it for approvals and announcements in chat")));
    all.put(
        "doctor-ill",
        view(
            Optional.of("../slipway.yaml"),
            Check.mend(
                "configuration",
                "../slipway.yaml:12: services.shop.repository.path: there is no such folder",
                "",
                "write the folder of the git repository, relative to this file"),
            Check.look(
                "repository shop",
                "none of 3 tags fits the pattern v{version}",
                "a version is a tag, so there is nothing to release yet",
                "git -C ../shop tag v1.0.0"),
            Check.unknown("store", "cannot be told before what stands above is mended"),
            Check.mend(
                "target shop " + Situations.LONG,
                Situations.HOSTILE,
                "no release can start here",
                "slipway demo start")));
    all.put(
        "doctor-nothing",
        view(
            Optional.empty(),
            Check.mend(
                "configuration",
                "there is no slipway.yaml here or above",
                "nothing is known to release",
                "slipway init")));
    return all;
  }

  private static View view(Optional<String> configuration, Check... checks) {
    return DoctorView.of("0.1.0", "25.0.1", configuration, List.of(checks));
  }
}
