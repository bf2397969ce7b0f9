package dev.slipway.plan;

import java.util.List;
import java.util.Optional;

/** The checks after a deploy, line by line, for people. */
public final class CheckWords {
  private CheckWords() {}

  /**
   * What each check of a plan does, as far as the catalogue that holds now is the one the plan was
   * made with; only its name otherwise.
   */
  public static List<String> of(Plan plan, Catalogue catalogue) {
    List<SmokeCheck> known = known(plan, catalogue);
    return plan.checksAfter().stream()
        .map(name ->
            known.stream()
                .filter(check -> check.name().equals(name))
                .findFirst()
                .map(check -> name + ": " + check.words())
                .orElse(name))
        .toList();
  }

  private static List<SmokeCheck> known(Plan plan, Catalogue catalogue) {
    Optional<Service.Environment> environment =
        catalogue
            .service(plan.release().service())
            .flatMap(
                service -> Optional.ofNullable(service.environments().get(plan.environment())));
    Optional<Policy> policy =
        environment.flatMap(known -> Optional.ofNullable(catalogue.policies().get(known.policy())));
    return environment.isPresent()
            && policy.isPresent()
            && environment.get().target() instanceof ExecSpec exec
            && PlanHasher.policyHash(policy.get(), environment.get()).equals(plan.policyHash())
        ? exec.checks()
        : List.of();
  }
}
