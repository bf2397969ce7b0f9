package dev.slipway.command;

import dev.slipway.control.Answer;
import dev.slipway.control.GateKeeper;
import dev.slipway.control.Refusal;
import dev.slipway.control.Refusal.Kind;
import dev.slipway.gate.Standing;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.view.Role;
import java.util.List;

/** Approving a plan, and taking that back. */
final class GateVerbs {
  static final String GROUP = "Agree";

  private GateVerbs() {}

  static List<Verb> verbs() {
    return List.of(
        Verb.named("approve", GROUP, "agree to exactly this plan")
            .says(
                "Never by an author of the change or whoever opened the release. A changed plan needs its approvals again.")
            .release()
            .option(
                Option.value(
                    "--as",
                    "role",
                    Values.ROLE,
                    "in this role only; otherwise in every role that is asked for and yours"))
            .text("--note", "text", "what should be remembered")
            .changes()
            .example("approve shop/42", "in every role that is yours")
            .example("approve shop/42 --as on-call --note \"here until six\"", "as on-call")
            .does(GateVerbs::approve),
        Verb.named("withdraw", GROUP, "take my approval back")
            .says(
                "Before the start the gate closes again. Afterwards the release pauses at the end of its stage; users are fine meanwhile.")
            .release()
            .reason("why")
            .changes()
            .example(
                "withdraw shop/42 --reason \"I read the wrong one\"", "before or after the start")
            .does(GateVerbs::withdraw));
  }

  /** In the practice team, which has nobody else at a keyboard, the way on is another command. */
  private static Answer<ReleaseRecord> approved(Call call, ReleaseRecord release) {
    Answer<ReleaseRecord> answer =
        call.desk()
            .gates()
            .approve(call.actor(), release, call.option("--as"), call.text("--note"));
    return answer instanceof Answer.No<ReleaseRecord>(Refusal no) && no.code().equals("E-WHO-03")
        ? Answer.no(
            new Refusal(
                no.code(), no.kind(), no.what(), no.why(), List.of(way(call, release, no.why()))))
        : answer;
  }

  /**
   * @param who can approve, in words; empty where nobody is asked to
   */
  private static String way(Call call, ReleaseRecord release, List<String> who) {
    boolean second = call.isPractice(release) && !who.isEmpty();
    return "slipway " + (second ? "demo approve " : "show ") + release.id();
  }

  private static Outcome approve(Call call) {
    ReleaseRecord release = call.release();
    if (call.dryRun()) {
      DryRun.refuseUnlessPerson(call, "approve");
      GateKeeper.Status status = call.desk().gates().status(release);
      if (Standing.mayApprove(status.facts(), call.actor().name())
          instanceof Standing.Answer.MayNot no) {
        List<String> who = Standing.whoMayApprove(status.facts()).stream().toList();
        throw Refused.of(
            "E-WHO-03",
            Kind.NOT_ALLOWED,
            "Your approval of " + release.id() + " would not count: " + no.toYou() + ".",
            who,
            way(call, release, who));
      }
      return call.answer(Notices.in(call).would(release, "Would approve " + release.id() + "."));
    }
    ReleaseRecord after = call.yes(approved(call, release));
    int closed = call.desk().gates().status(after).verdict().blocks().size();
    return call.answer(
        Notices.in(call)
            .detail(
                closed == 0
                    ? "Every gate is open: it can start."
                    : closed + (closed == 1 ? " gate is" : " gates are") + " still closed.")
            .undo("slipway withdraw " + after.id())
            .done(
                release,
                after,
                "You approved "
                    + after.id()
                    + after.plan().map(plan -> ", plan " + plan.hash().brief()).orElse("")
                    + "."));
  }

  private static Outcome withdraw(Call call) {
    ReleaseRecord release = call.release();
    if (call.dryRun()) {
      GateKeeper.Status status = call.desk().gates().status(release);
      if (Standing.mayWithdraw(status.facts(), call.actor().name())
          instanceof Standing.Answer.MayNot no) {
        throw Refused.of(
            "E-WHO-05",
            Kind.NOT_ALLOWED,
            "There is nothing to withdraw: " + no.toYou() + ".",
            List.of());
      }
      return call.answer(
          Notices.in(call).would(release, "Would withdraw your approval of " + release.id() + "."));
    }
    ReleaseRecord after =
        call.yes(call.desk().gates().withdraw(call.actor(), release, call.text("--reason")));
    return call.answer(
        Notices.in(call)
            .role(Role.WAITING)
            .undo("slipway approve " + after.id())
            .done(
                release,
                after,
                "You withdrew your approval of "
                    + after.id()
                    + (after.state().isMoving()
                        ? "; it pauses at the end of its stage."
                        : "; its gate is closed again.")));
  }
}
