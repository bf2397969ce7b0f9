package dev.slipway.setup;

import dev.slipway.control.port.OutsideFailure;
import dev.slipway.control.port.Targets;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.journal.TrafficLeft;
import dev.slipway.plan.Plan;
import dev.slipway.plan.Service;
import dev.slipway.release.Version;
import dev.slipway.release.Weight;
import dev.slipway.view.DoctorView.Check;
import java.util.List;
import java.util.Optional;

/** Whether users of a service with two sides are where its last release left them. */
record TrafficExamination(
    StoreExamination store, Targets targets, Service service, Service.Environment environment) {
  List<Check> check() {
    String name = "traffic " + service.name() + " " + environment.name();
    Optional<ReleaseRecord> last = store.movedLast(service.name(), environment.name());
    Optional<Plan> plan = last.flatMap(ReleaseRecord::plan);
    if (last.isEmpty() || plan.isEmpty()) {
      return List.of(Check.well(name, "no release has moved it yet"));
    }
    Optional<TrafficLeft> left = TrafficLeft.by(last.get());
    if (left.isEmpty()) {
      return List.of(Check.well(name, last.get().id() + " moves it and looks after it"));
    }
    try {
      Weight share =
          targets
              .open(service, environment, Targets.Versions.of(plan.get()))
              .traffic()
              .read()
              .share();
      return List.of(compared(name, plan.get(), left.get(), share));
    } catch (OutsideFailure silent) {
      return List.of(Check.unknown(name, String.valueOf(silent.getMessage())));
    }
  }

  private static Check compared(String name, Plan plan, TrafficLeft left, Weight share) {
    String has = plan.to() + " has " + share + " of the traffic";
    if (share.percent() == left.percent()) {
      return Check.well(name, has + ", as " + plan.release() + " left it");
    }
    String old = plan.from().map(Version::label).orElse("nothing");
    boolean finished = left.percent() == Weight.ALL.percent();
    return Check.mend(
        name,
        has + ", not " + new Weight(left.percent()) + " as " + plan.release() + " left it",
        "users get " + (finished ? old : plan.to().label()) + " without anybody watching them",
        "slipway new " + plan.release().service() + " " + (finished ? plan.to().label() : old));
  }
}
