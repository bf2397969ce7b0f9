package dev.slipway.parity;

import dev.slipway.health.Limit;
import dev.slipway.health.Limits;
import dev.slipway.health.Reading;
import dev.slipway.health.Signal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What takes a release back: a tighter limit than before may be, a looser one may not. */
final class LimitParity {
  private LimitParity() {}

  static List<Difference> of(Limits before, Limits after) {
    Map<Signal, Limit> earlier = bySignal(before);
    Map<Signal, Limit> later = bySignal(after);
    List<Difference> all = new ArrayList<>();
    for (Map.Entry<Signal, Limit> limit : earlier.entrySet()) {
      Limit other = later.remove(limit.getKey());
      String what = "limit " + limit.getKey().key();
      if (other == null) {
        all.add(
            Difference.unexpected(
                what,
                words(limit.getValue()),
                "none",
                "a version that breaks it goes back there, and stays here"));
      } else if (!other.equals(limit.getValue())) {
        all.add(differs(what, limit.getValue(), other));
      }
    }
    later.forEach((signal, limit) ->
        all.add(
            Difference.expected(
                "limit " + signal.key(), "none", words(limit), "more care than before")));
    if (before.breaksInARow() != after.breaksInARow()) {
      String what = "breaks in a row";
      String from = Integer.toString(before.breaksInARow());
      String to = Integer.toString(after.breaksInARow());
      all.add(
          after.breaksInARow() > before.breaksInARow()
              ? Difference.unexpected(
                  what, from, to, "a broken version stays for longer than it did before")
              : Difference.expected(what, from, to, "not less care than before"));
    }
    return all;
  }

  private static Map<Signal, Limit> bySignal(Limits limits) {
    return limits.limits().stream()
        .collect(
            Collectors.toMap(
                Limit::signal, Function.identity(), (first, again) -> first, TreeMap::new));
  }

  private static Difference differs(String what, Limit before, Limit after) {
    return isLooser(before, after)
        ? Difference.unexpected(
            what,
            words(before),
            words(after),
            "a version that breaks it there may stay within it here")
        : Difference.expected(what, words(before), words(after), "not less care than before");
  }

  /** Upper bounds break together, so that one more of them is looser, and a lower bound alone. */
  private static boolean isLooser(Limit before, Limit after) {
    boolean above =
        (before.atMost().isPresent() || before.aboveBaselineBy().isPresent())
            && (isHigher(before.atMost(), after.atMost())
                || isHigher(before.aboveBaselineBy(), after.aboveBaselineBy())
                || (after.atMost().isEmpty() && after.aboveBaselineBy().isEmpty()));
    boolean below =
        before.atLeastOfBaseline().isPresent()
            && after.atLeastOfBaseline().orElse(0) < before.atLeastOfBaseline().getAsDouble();
    return above || below;
  }

  private static boolean isHigher(OptionalDouble before, OptionalDouble after) {
    return after.isPresent() && (before.isEmpty() || after.getAsDouble() > before.getAsDouble());
  }

  private static String words(Limit limit) {
    return Reading.broken(limit, "the old version");
  }
}
