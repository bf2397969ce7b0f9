package dev.slipway.practice;

import dev.slipway.control.port.Target.BreakGlass;
import dev.slipway.control.port.Targets.Versions;
import dev.slipway.release.Weight;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * The way back without Slipway, as POSIX sh lines. They name the fleet's file; address and token
 * are read from it when they run, and the token reaches curl on its standard input, so that it
 * shows neither in the script nor in the list of processes.
 */
final class PracticeBreakGlass {
  private PracticeBreakGlass() {}

  static BreakGlass of(Path fleetFile, Versions versions) {
    String fresh = versions.fresh().label();
    String share =
        "\"$fleet_control\"" + quoted("/traffic/share?version=" + FleetLink.encoded(fresh));
    ObjectNode body = FleetLink.object();
    PracticeTraffic.shares(body, versions, Weight.NONE);
    body.put("mark", "taken back from " + fresh + " by hand, without Slipway");
    String call = call(fleetFile);
    return new BreakGlass(
        List.of("curl", "sed"),
        call
            + "fleet_share=$(fleet_call "
            + share
            + ") || exit 1\n"
            + "if [ \"$fleet_share\" -gt 0 ]; then\n"
            + "  printf '%s\\n' "
            + quoted(fresh)
            + "\n"
            + "fi\n"
            + "printf '%s has %s %% of the traffic\\n' "
            + quoted(fresh)
            + " \"$fleet_share\" >&2\n",
        call
            + off(versions.flags())
            + "fleet_call -X PUT -H 'Content-Type: application/json' --data-binary "
            + quoted(body.toString())
            + " \"$fleet_control/traffic\" > /dev/null"
            + (versions.flags().isEmpty() ? "\n" : " || failed=yes\n" + seenOff(versions.flags())),
        call + "[ \"$(fleet_call " + share + ")\" = 0 ]\n");
  }

  /** Flags go off first; one that cannot be turned keeps nobody. */
  private static String off(List<String> flags) {
    StringBuilder lines = new StringBuilder(flags.isEmpty() ? "" : "failed=no\n");
    for (String flag : flags) {
      lines
          .append("fleet_call -X PUT -H 'Content-Type: application/json' --data-binary ")
          .append(quoted(PracticeFlag.body(flag, 0).toString()))
          .append(" \"$fleet_control/flags\" > /dev/null || failed=yes\n");
    }
    return lines.toString();
  }

  private static String seenOff(List<String> flags) {
    StringBuilder lines = new StringBuilder();
    for (String flag : flags) {
      lines
          .append("[ \"$(fleet_call \"$fleet_control\"")
          .append(quoted("/flags/percent?flag=" + FleetLink.encoded(flag)))
          .append(")\" = 0 ] || { failed=yes; printf '%s\\n' ")
          .append(quoted("flag " + flag + " is not seen to be off"))
          .append(" >&2; }\n");
    }
    return lines.append("[ \"$failed\" = no ]\n").toString();
  }

  private static String call(Path fleetFile) {
    return "fleet_file="
        + quoted(fleetFile.toAbsolutePath().toString())
        + "\n"
        + "fleet_control=$(sed -n 's|^ *\"control\" *: *\"\\(http://127\\.0\\.0\\.1:[0-9]*\\)\".*|\\1|p' \"$fleet_file\")\n"
        + "fleet_token=$(sed -n 's|^ *\"token\" *: *\"\\([A-Za-z0-9_-]*\\)\".*|\\1|p' \"$fleet_file\")\n"
        + "[ -n \"$fleet_control\" ] || { echo "
        + quoted(FleetFile.NOT_RUNNING)
        + " >&2; exit 1; }\n"
        + "fleet_call() {\n"
        + "  printf 'header = \"Authorization: Bearer %s\"\\n' \"$fleet_token\" |\n"
        + "    curl -q --noproxy '*' -fsS --max-time 5 --config - \"$@\"\n"
        + "}\n";
  }

  /** One word for sh, whatever is in it. */
  static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }
}
