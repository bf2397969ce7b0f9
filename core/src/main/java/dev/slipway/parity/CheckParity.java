package dev.slipway.parity;

import dev.slipway.plan.ExecSpec;
import dev.slipway.plan.SmokeCheck;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What is checked after a deploy: what is checked before has to be checked here, too. */
final class CheckParity {
  private CheckParity() {}

  static List<Difference> of(ExecSpec before, ExecSpec after) {
    Map<String, SmokeCheck> earlier = byName(before);
    Map<String, SmokeCheck> later = byName(after);
    List<Difference> all = new ArrayList<>();
    earlier.forEach((name, check) -> {
      SmokeCheck other = later.remove(name);
      String what = "check \"" + name + "\"";
      if (other == null) {
        all.add(
            Difference.unexpected(
                what, kind(check), "not made", "what it finds there is not found here"));
      } else if (isLess(check, other)) {
        all.add(
            Difference.unexpected(
                what, kind(check), kind(other), "another check under the same name proves less"));
      } else if (!check.equals(other)) {
        all.add(
            Difference.expected(
                what, kind(check), kind(other) + ", asked otherwise", "configuration differs"));
      }
    });
    later.forEach((name, check) ->
        all.add(
            Difference.expected(
                "check \"" + name + "\"", "not made", kind(check), "more care than before")));
    return all;
  }

  private static Map<String, SmokeCheck> byName(ExecSpec exec) {
    Map<String, SmokeCheck> checks = new LinkedHashMap<>();
    exec.checks().forEach(check -> checks.putIfAbsent(check.name(), check));
    return checks;
  }

  private static boolean isLess(SmokeCheck before, SmokeCheck after) {
    return before.scope() != after.scope()
        || !before.kind().getClass().equals(after.kind().getClass())
        || requests(after) < requests(before);
  }

  private static int requests(SmokeCheck check) {
    return check.kind() instanceof SmokeCheck.Kind.Journey journey ? journey.requests().size() : 0;
  }

  private static String kind(SmokeCheck check) {
    String what =
        switch (check.kind()) {
          case SmokeCheck.Kind.Run run -> "a command";
          case SmokeCheck.Kind.Journey journey ->
              journey.requests().size() == 1
                  ? "1 request"
                  : journey.requests().size() + " requests";
          case SmokeCheck.Kind.Connection connection -> "a connection";
          case SmokeCheck.Kind.Certificate certificate -> "a certificate";
          case SmokeCheck.Kind.Name name -> "a name";
          case SmokeCheck.Kind.Select select -> "a select";
        };
    return what + " at the " + check.scope().name().toLowerCase(Locale.ROOT);
  }
}
