package dev.slipway.control;

import dev.slipway.health.Judge.Question;
import dev.slipway.health.Judgement;
import dev.slipway.health.Limits;
import dev.slipway.health.Signal;
import dev.slipway.health.Snapshot;
import dev.slipway.journal.Fact;
import dev.slipway.journal.ReleaseRecord;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What is worth a word about the new version. It is said when two checks in a row find it, once a
 * signal and release, and takes nothing back.
 */
final class Warnings {
  private static final String BEGINS = "warning: ";
  private Set<Signal> before = Set.of();

  /** Those of this check that the one before found, too; one line each. */
  List<String> after(Limits limits, Question question, Snapshot snapshot, Judgement judgement) {
    List<Judgement.OfSignal> now =
        question == Question.BASELINE_ALONE
            ? List.of()
            : limits
                .golden()
                .map(golden -> golden.warnings(limits, question, snapshot, judgement))
                .orElse(List.of());
    List<String> lasting =
        now.stream()
            .filter(warned -> before.contains(warned.signal()))
            .map(warned -> BEGINS + warned.words())
            .toList();
    before = now.stream().map(Judgement.OfSignal::signal).collect(Collectors.toSet());
    return lasting;
  }

  /** Whether this signal has not been warned of in this release. */
  static boolean isNews(ReleaseRecord record, String warning) {
    String signal = signal(warning);
    return record.story().stream()
        .noneMatch(told ->
            told.fact() instanceof Fact.Announced said
                && said.words().startsWith(BEGINS)
                && signal(said.words()).equals(signal));
  }

  /** "warning: latency p95", up to its figures. */
  private static String signal(String warning) {
    return warning.replaceFirst(" [0-9.]+ .*$", "");
  }
}
