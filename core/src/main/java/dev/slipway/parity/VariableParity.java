package dev.slipway.parity;

import dev.slipway.plan.ExecSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The shape of what the team's commands are given: which names there are, and which of them are
 * secrets. A value is nowhere in it, not even one that is no secret: people paste the wrong ones.
 */
final class VariableParity {
  private static final String PLAIN = "in the file";
  private static final String SECRET = "secret";

  private VariableParity() {}

  static List<Difference> of(
      Map<String, ExecSpec.Value> before, Map<String, ExecSpec.Value> after) {
    TreeSet<String> names = new TreeSet<>(before.keySet());
    names.addAll(after.keySet());
    List<Difference> all = new ArrayList<>();
    for (String name : names) {
      ExecSpec.Value earlier = before.get(name);
      ExecSpec.Value later = after.get(name);
      String what = "variable " + name;
      if (later == null) {
        all.add(
            Difference.unexpected(
                what, kind(earlier), "not set", "what ran with it there runs without it here"));
      } else if (earlier == null) {
        all.add(
            Difference.unexpected(
                what, "not set", kind(later), "nobody has tried what runs with it here"));
      } else if (!earlier.equals(later)) {
        all.add(differs(what, earlier, later));
      }
    }
    return all;
  }

  private static Difference differs(String what, ExecSpec.Value before, ExecSpec.Value after) {
    boolean secretBefore = isSecret(before);
    boolean secretAfter = isSecret(after);
    if (secretBefore && !secretAfter) {
      return Difference.unexpected(
          what, SECRET, PLAIN, "a secret before stands in the configuration here");
    }
    return Difference.expected(
        what,
        kind(before),
        secretAfter ? "another secret" : "another value",
        secretAfter ? "secrets differ" : "configuration differs");
  }

  private static boolean isSecret(ExecSpec.Value value) {
    return switch (value) {
      case ExecSpec.Value.Text text -> false;
      case ExecSpec.Value.FromEnvironment from -> true;
      case ExecSpec.Value.FromFile from -> true;
    };
  }

  private static String kind(ExecSpec.@Nullable Value value) {
    return value != null && isSecret(value) ? SECRET : PLAIN;
  }
}
