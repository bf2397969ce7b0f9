package dev.slipway.control;

import dev.slipway.control.Refusal.Kind;
import dev.slipway.gate.GateCode;
import dev.slipway.gate.GateVerdict;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.plan.Plan;
import dev.slipway.release.Version;
import dev.slipway.rollout.Reason;
import java.util.List;

/** The machine's no, with what helps from here. */
final class Refusals {
  private Refusals() {}

  static Refusal of(ReleaseRecord release, Reason because) {
    String id = release.id().toString();
    return switch (because.code()) {
      case GATES_CLOSED ->
          Refusal.of(
              "E-GATE-01",
              Kind.GATE,
              id + " cannot start: " + because.words() + ".",
              "",
              "slipway check list " + id);
      case PLAN_OUTDATED ->
          Refusal.of(
              "E-PLAN-09",
              Kind.CONFLICT,
              "The plan of " + id + " changed meanwhile.",
              because.words(),
              "slipway plan " + id);
      case WOULD_LOSE_DATA ->
          Refusal.of(
              "E-BACK-03",
              Kind.GATE,
              "Rolling back " + id + " would lose data.",
              because.words(),
              "slipway rollout pause " + id,
              "slipway rollback " + id + " --confirm " + id + " --accept-data-loss");
      case TOO_LITTLE_DATA ->
          Refusal.of(
              "E-DATA-01",
              Kind.INCONCLUSIVE,
              id + " cannot go on yet.",
              because.words(),
              "slipway rollout watch " + id,
              "slipway rollout advance " + id + " --skip-watching --confirm " + id);
      case LIMIT_BROKEN ->
          Refusal.of(
              "E-STATE-02",
              Kind.CONFLICT,
              id + " cannot go on: " + because.words() + ".",
              "",
              "slipway rollback " + id);
      case STANDING_MISSING ->
          Refusal.of(
              "E-GATE-02",
              Kind.GATE,
              id + " cannot go on: " + because.words() + ".",
              "",
              "slipway check list " + id);
      case PROOF_MISSING ->
          Refusal.of(
              "E-GATE-02",
              Kind.GATE,
              id + " cannot be finished: " + because.words() + ".",
              "",
              "slipway check list " + id + " --phase after --open");
      default ->
          Refusal.of(
              "E-STATE-01",
              Kind.CONFLICT,
              "Not now: " + because.words() + ".",
              "",
              "slipway show " + id);
    };
  }

  static Refusal outdated(Plan plan, Version runs) {
    return Refusal.of(
        GateCode.MOVED.code(),
        Kind.GATE,
        plan.release() + " cannot start: " + runs + " runs at " + plan.environment() + ".",
        "Its plan begins "
            + plan.from().map(from -> "at " + from).orElse("where nothing runs")
            + ", so its change, its limits and its way back do not hold.",
        "slipway new " + plan.release().service() + " " + plan.to());
  }

  static Refusal alreadyShown(Plan plan, FlagsOn.On on) {
    return Refusal.of(
        "E-FLAG-01",
        Kind.GATE,
        plan.release()
            + " cannot start: flag "
            + on.flag()
            + " is at "
            + on.percent()
            + " % already.",
        "A dark launch begins with its flag off, and would hide what those users see now.",
        "turn " + on.flag() + " off, if nobody needs it",
        "slipway plan " + plan.release() + " --strategy canary");
  }

  /** Everything that is closed, grouped, each with its fix. */
  static Refusal gates(ReleaseRecord release, GateVerdict verdict) {
    int closed = verdict.blocks().size();
    List<String> why =
        verdict.blocks().stream().map(block -> block.what() + "  " + block.why()).toList();
    List<String> fix = verdict.blocks().stream().map(GateVerdict.Block::fix).distinct().toList();
    boolean lock = verdict.blocks().stream().anyMatch(block -> block.code().startsWith("E-LOCK"));
    return new Refusal(
        verdict.blocks().getFirst().code(),
        lock ? Kind.CONFLICT : Kind.GATE,
        release.id()
            + " cannot start: "
            + (closed == 1 ? "1 gate is closed." : closed + " gates are closed."),
        why,
        fix);
  }
}
