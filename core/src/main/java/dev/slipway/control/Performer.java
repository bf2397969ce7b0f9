package dev.slipway.control;

import dev.slipway.control.port.Checks;
import dev.slipway.control.port.Deployment;
import dev.slipway.control.port.Flag;
import dev.slipway.control.port.Outcome;
import dev.slipway.control.port.OutsideFailure;
import dev.slipway.control.port.Target;
import dev.slipway.control.port.Traffic;
import dev.slipway.health.Reading;
import dev.slipway.health.Side;
import dev.slipway.plan.Plan;
import dev.slipway.plan.Step;
import dev.slipway.release.Version;
import dev.slipway.rollout.Happening.Changed;
import dev.slipway.rollout.Kept;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Performs one step at the target. When a call breaks off, it asks the target what came of it. */
final class Performer {
  private final Plan plan;
  private final Target target;

  Performer(Plan plan, Target target) {
    this.plan = plan;
    this.target = target;
  }

  /**
   * @param performance number of this attempt; the same number again is a re-drive, and does
   *     nothing twice
   */
  Outcome perform(Step step, int performance) {
    String key = plan.release() + "/" + step.id() + "/" + performance;
    Outcome outcome;
    try {
      outcome =
          switch (step) {
            case Step.TakeCheckpoint checkpoint -> checkpoint();
            case Step.TurnFlagsOff off -> flagsOff(off);
            case Step.TakeBackup backup -> target.checkpoints().backup(plan.release(), key);
            case Step.RunMigration run -> target.migrator().apply(run.migration());
            case Step.DeployInstances deploy ->
                target.deployment().deploy(deploy.side(), deploy.total(), key);
            case Step.DeployWithGroup deploy ->
                Pair.of(side -> target.deployment().deploy(side, deploy.total(), key(key, side)));
            case Step.CheckUnserved unserved -> checks(target.checks().unserved());
            case Step.RunChecks checks -> checks(checks.checks());
            case Step.RunSuite suite -> target.checks().suite(plan.release(), key);
            case Step.ReplaceBaseline replace ->
                target.deployment().remove(Side.BASELINE, replace.keep(), key);
            case Step.KeepInstances keep -> kept(keep);
            case Step.RemoveInstances remove -> target.deployment().remove(remove.side(), 0, key);
            case Step.RemoveWithGroup remove ->
                Pair.of(side -> target.deployment().remove(side, 0, key(key, side)));
          };
    } catch (RuntimeException broken) {
      return ask(step, words(broken));
    }
    return outcome instanceof Outcome.Failed failed && failed.changed() == Changed.UNKNOWN
        ? ask(step, failed.fault())
        : outcome;
  }

  /**
   * As far as it goes: users wait for the old version, and a flag that cannot be turned keeps
   * nobody from it. One that stays on is told, here and by whoever looks after the end.
   */
  private Outcome flagsOff(Step.TurnFlagsOff off) {
    return new Outcome.Done(
        off.flags().stream().map(this::turnedOff).collect(Collectors.joining("; ")));
  }

  private String turnedOff(String name) {
    Optional<Flag> flag = target.flag(name);
    if (flag.isEmpty()) {
      return "flag " + name + " could not be turned off: this target turns no flags any more";
    }
    String why = "";
    try {
      flag.get().write(0);
    } catch (OutsideFailure refused) {
      // Who says that it failed may have done it, and the other way round.
      why = ": " + refused.getMessage();
    }
    try {
      int shown = flag.get().read();
      return shown == 0
          ? "flag " + name + " is off"
          : "flag " + name + " could not be turned off and is at " + shown + " %" + why;
    } catch (OutsideFailure unread) {
      return "flag " + name + " may still be on: " + unread.getMessage();
    }
  }

  static String words(Throwable broken) {
    return broken.getMessage() == null ? broken.getClass().getSimpleName() : broken.getMessage();
  }

  private Outcome checkpoint() {
    Optional<FlagsOn.On> on = FlagsOn.of(plan, target);
    if (on.isPresent()) {
      return new Outcome.Failed(
          "flag "
              + on.get().flag()
              + " is at "
              + on.get().percent()
              + " % already, and a dark launch would hide what those users see",
          Changed.NO);
    }
    Deployment.Running running = target.deployment().running();
    Traffic.Reading traffic = target.traffic().read();
    int applied = target.migrator().applied().size();
    List<Kept.Setting> configuration = target.checkpoints().configuration();
    List<Kept.Server> servers = target.traffic().servers();
    target.traffic().clearMark();
    String instances =
        running.instances().stream()
            .map(i ->
                i.name()
                    + " "
                    + i.version()
                    + i.artifact().map(a -> " " + a.brief()).orElse("")
                    + (i.ready() ? "" : " (not ready)"))
            .collect(Collectors.joining(", "));
    String version =
        plan.from().map(Version::label).orElse("other versions")
            + plan.fromArtifact().map(a -> " " + a.brief()).orElse("");
    return new Outcome.Done(
        (instances.isEmpty() ? "nothing runs" : "running " + version + " on " + instances)
            + "; new version's share "
            + traffic.share()
            + balanced(servers)
            + "; "
            + Reading.count(applied, "migration")
            + " applied"
            + words(configuration),
        Optional.of(
            new Kept.Checkpoint(
                running.instances().stream()
                    .map(i -> new Kept.Instance(i.name(), i.version(), i.artifact(), i.ready()))
                    .toList(),
                traffic.share(),
                configuration,
                Optional.of(servers))));
  }

  /** "; balancer: shop/web-1 10, shop/web-2 0 drained". */
  private static String balanced(List<Kept.Server> servers) {
    return servers.isEmpty()
        ? ""
        : servers.stream()
            .map(one ->
                one.name()
                    + " "
                    + one.weight()
                    + (one.state().equals("up") ? "" : " " + one.state()))
            .collect(Collectors.joining(", ", "; balancer: ", ""));
  }

  private static String words(List<Kept.Setting> configuration) {
    if (configuration.isEmpty()) {
      return "";
    }
    String absent =
        configuration.stream()
            .filter(setting -> setting.sha256().isEmpty())
            .map(Kept.Setting::name)
            .collect(Collectors.joining(", "));
    return "; configuration noted: "
        + configuration.stream().map(Kept.Setting::name).collect(Collectors.joining(", "))
        + (absent.isEmpty() ? "" : " (not there: " + absent + ")");
  }

  /** Nothing is done; it is only seen what there is to keep. */
  private Outcome kept(Step.KeepInstances keep) {
    Optional<Version> version = version(keep.side());
    List<String> there =
        target.deployment().running().instances().stream()
            .filter(i -> version.filter(i.version()::equals).isPresent())
            .map(Deployment.Instance::name)
            .toList();
    String words = version.map(Version::label).orElse("nothing");
    return new Outcome.Done(
        there.isEmpty()
            ? "no instance runs " + words + " any more"
            : words + " stays on " + String.join(", ", there) + ", without users");
  }

  private Outcome checks(List<String> names) {
    List<Checks.Result> results = target.checks().run(names);
    List<Checks.Result> failed = results.stream().filter(result -> !result.passed()).toList();
    if (failed.isEmpty()) {
      return new Outcome.Done(
          results.size()
              + " of "
              + Reading.count(results.size(), "check")
              + " passed"
              + Checks.Result.each(results));
    }
    return new Outcome.Failed(
        failed.stream()
            .map(result -> result.name() + ": " + result.detail())
            .collect(Collectors.joining("; ")),
        Changed.NO);
  }

  /** The call broke off, or its answer left it open; what the target says now decides. */
  private Outcome ask(Step step, String fault) {
    try {
      return switch (step) {
        case Step.TakeCheckpoint checkpoint -> new Outcome.Failed(fault, Changed.NO);
        case Step.TurnFlagsOff off -> new Outcome.Failed(fault, Changed.NO);
        case Step.TakeBackup backup -> new Outcome.Failed(fault, Changed.NO);
        case Step.CheckUnserved checks -> new Outcome.Failed(fault, Changed.NO);
        case Step.RunChecks checks -> new Outcome.Failed(fault, Changed.NO);
        // Nobody but the suite itself knows what it found.
        case Step.RunSuite suite -> new Outcome.Failed(fault, Changed.UNKNOWN);
        case Step.RunMigration run ->
            target.migrator().applied().stream().anyMatch(a -> a.id().equals(run.migration().id()))
                ? new Outcome.Done("applied, although the call broke off: " + fault)
                // It may be running still: only a migrator that says so itself knows that nothing
                // was changed.
                : new Outcome.Failed(fault + "; it is not applied yet", Changed.UNKNOWN);
        case Step.DeployInstances deploy -> deployed(deploy.side(), deploy.total(), fault);
        case Step.DeployWithGroup deploy -> Pair.of(side -> deployed(side, deploy.total(), fault));
        case Step.ReplaceBaseline replace -> removed(Side.BASELINE, replace.keep(), fault);
        case Step.KeepInstances keep -> new Outcome.Failed(fault, Changed.NO);
        case Step.RemoveInstances remove -> removed(remove.side(), 0, fault);
        case Step.RemoveWithGroup remove -> Pair.of(side -> removed(side, 0, fault));
      };
    } catch (RuntimeException silent) {
      return new Outcome.Failed(
          fault + "; and asking what came of it: " + words(silent), Changed.UNKNOWN);
    }
  }

  private Outcome deployed(Side side, int total, String fault) {
    Deployment.Running running = target.deployment().running();
    long ready = of(running, side).stream().filter(Deployment.Instance::ready).count();
    if (ready >= total) {
      return new Outcome.Done(
          Reading.count(ready, "instance")
              + (ready == 1 ? " is" : " are")
              + " there, although the call broke off: "
              + fault);
    }
    return new Outcome.Failed(fault, there(running, side) == 0 ? Changed.NO : Changed.YES);
  }

  private Outcome removed(Side side, int keep, String fault) {
    long there = there(target.deployment().running(), side);
    return there <= keep
        ? new Outcome.Done(
            Reading.count(there, "instance")
                + (there == 1 ? " remains" : " remain")
                + ", although the call broke off: "
                + fault)
        : new Outcome.Failed(fault, Changed.NO);
  }

  /** Instances of a side, ready or not: one that hangs while it starts is there too. */
  private long there(Deployment.Running running, Side side) {
    return of(running, side).size();
  }

  private List<Deployment.Instance> of(Deployment.Running running, Side side) {
    Optional<Version> version = version(side);
    return side == Side.GROUP
        ? running.group()
        : running.instances().stream()
            .filter(i -> version.filter(i.version()::equals).isPresent())
            .toList();
  }

  private Optional<Version> version(Side side) {
    return side == Side.CANARY ? Optional.of(plan.to()) : plan.from();
  }

  /** Of the two parts of one step each has a key of its own. */
  private static String key(String key, Side side) {
    return key + "/" + side.name().toLowerCase(Locale.ROOT);
  }
}
