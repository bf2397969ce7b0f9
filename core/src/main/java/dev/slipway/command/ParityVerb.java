package dev.slipway.command;

import dev.slipway.control.Parity;
import dev.slipway.control.Refusal.Kind;
import dev.slipway.plan.Service;
import dev.slipway.release.ServiceName;
import dev.slipway.view.ParityView;
import java.util.List;
import java.util.Optional;

/** Whether what is proven in one environment says anything about the next one. */
final class ParityVerb {
  private ParityVerb() {}

  static Verb verb() {
    return Verb.named("parity", LookingVerbs.GROUP, "in what environments of a service differ")
        .says(
            "Compares what was released, what really runs, what is checked and how each is configured. Environments may differ in configuration and secrets, and a later one may ask for more; anything else is not expected.")
        .says(
            "Ends with 7 where something is not as expected, and with 9 where an environment did not answer. Secrets are told by name; values never.")
        .maybe(
            "service", Values.SERVICE, "a service of slipway.yaml; its only one, or the one in use")
        .option(
            Option.value(
                "--from", "environment", Values.ENVIRONMENT, "the environment that comes before"))
        .option(
            Option.value(
                "--to", "environment", Values.ENVIRONMENT, "the environment that comes after"))
        .example("parity shop", "each environment with the one it is promoted from")
        .example("parity shop --from staging --to prod", "two that are named")
        .example("parity shop --json --fields what,standing", "for a program")
        .answers(ParityView.class)
        .does(ParityVerb::parity);
  }

  private static Outcome parity(Call call) {
    ServiceName name =
        call.slot("service")
            .map(text -> LookingVerbs.knownService(call, text))
            .orElseGet(() -> LookingVerbs.onlyService(call, "parity"));
    Optional<Service> service = call.desk().catalogue().service(name);
    if (service.isEmpty()) {
      throw Refused.of(
          "E-REF-04",
          Kind.NOT_FOUND,
          "slipway.yaml no longer knows " + name + ".",
          List.of("What is not configured cannot be compared."));
    }
    Parity.Report report =
        call.yes(
            call.desk().parity().of(service.get(), call.option("--from"), call.option("--to")));
    ParityView view = ParityView.of(name.value(), report, call.now());
    return call.answer(
        view,
        view.unexpected() > 0
            ? ExitCode.BAD_VERDICT
            : view.unknown() > 0 ? ExitCode.INCONCLUSIVE : ExitCode.DONE);
  }
}
