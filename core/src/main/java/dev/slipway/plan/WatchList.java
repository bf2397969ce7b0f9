package dev.slipway.plan;

import dev.slipway.health.GoldenSignals;
import dev.slipway.health.Limit;
import dev.slipway.health.Limits;
import dev.slipway.release.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What to keep an eye on while a release moves, line by line, for documents. */
public final class WatchList {
  private WatchList() {}

  public static List<String> of(Plan plan) {
    Limits limits = plan.limits();
    String old = plan.from().map(Version::label).orElse("nothing");
    List<String> lines = new ArrayList<>();
    for (Limit limit : limits.limits()) {
      Stream.concat(PlainWords.above(limit, old).stream(), PlainWords.below(limit, old).stream())
          .forEach(words -> lines.add(words + ": the release goes back"));
    }
    limits.golden().ifPresent(golden -> golden(golden, old, lines));
    lines.add(
        "looked at every "
            + PlainWords.duration(limits.interval())
            + " over the last "
            + PlainWords.duration(limits.window())
            + "; fewer than "
            + limits.minimumRequests()
            + " requests, or fewer than "
            + limits.minimumFailures()
            + " failures, prove nothing");
    lines.add(
        "metrics answer: after "
            + PlainWords.duration(limits.grace())
            + " of silence the release pauses");
    lines.add(
        "stages "
            + String.join(
                " → ", plan.stages().stream().map(stage -> stage.weight().toString()).toList())
            + ", then "
            + PlainWords.duration(plan.observe())
            + " with everybody on "
            + plan.to());
    return List.copyOf(lines);
  }

  private static void golden(GoldenSignals golden, String old, List<String> lines) {
    for (Limit limit : golden.critical()) {
      PlainWords.above(onlyMost(limit), old)
          .ifPresent(words ->
              lines.add(words + ", where measured and not as bad before: the release goes back"));
    }
    String worthAWord =
        golden.warning().stream()
            .flatMap(limit -> PlainWords.above(limit, old).stream())
            .collect(Collectors.joining(", "));
    if (!worthAWord.isEmpty()) {
      lines.add(worthAWord + ", where measured: a warning, nothing goes back");
    }
  }

  private static Limit onlyMost(Limit limit) {
    return new Limit(
        limit.signal(), limit.atMost(), OptionalDouble.empty(), OptionalDouble.empty());
  }
}
