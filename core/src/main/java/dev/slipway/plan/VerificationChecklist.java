package dev.slipway.plan;

import dev.slipway.health.Limit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What has to be true before a release may be called a success, line by line, for documents. */
public final class VerificationChecklist {
  private VerificationChecklist() {}

  public static List<String> of(Plan plan) {
    List<String> lines = new ArrayList<>();
    lines.add("every instance of " + plan.to() + " says it runs " + plan.artifact().brief());
    for (Step step : plan.starting()) {
      if (step instanceof Step.RunMigration run) {
        lines.add(run.migration().id() + " is applied, with the checksum that was reviewed");
      }
    }
    plan.checksAfter().forEach(check -> lines.add("check " + check + " passes"));
    plan.proofs().ifPresent(proofs -> lines.addAll(shown(proofs)));
    lines.add(
        "within limits for "
            + PlainWords.duration(plan.observe())
            + " with everybody on "
            + plan.to()
            + ": "
            + plan.limits().limits().stream()
                .map(Limit::signal)
                .map(signal -> signal.words())
                .collect(Collectors.joining(", ")));
    plan.from()
        .ifPresent(old ->
            lines.add(
                plan.endsOldInstances()
                    ? "no instance of " + old + " is left at the end"
                    : "no user is on an instance of " + old + " at the end"));
    return List.copyOf(lines);
  }

  private static List<String> shown(Proofs proofs) {
    List<String> lines = new ArrayList<>();
    proofs
        .suite()
        .ifPresent(suite ->
            lines.add(
                suite.source() == Proofs.Source.PIPELINE
                    ? "a pipeline has sent that the integration suite passed"
                    : "the integration suite passes"
                        + (suite.moment() == Proofs.Moment.BEFORE_USERS
                            ? " before anybody is on it"
                            : "")));
    proofs
        .journeys()
        .forEach(journey ->
            lines.add(
                "somebody of "
                    + journey.role()
                    + (journey.link() ? ", with a link" : "")
                    + ": "
                    + journey.words()));
    return lines;
  }
}
