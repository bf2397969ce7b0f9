package dev.slipway.command;

import dev.slipway.journal.ReleaseRecord;
import dev.slipway.rollout.Kept;
import dev.slipway.view.Figures;
import dev.slipway.view.Role;

/** Brings back the data that a release saved: never a part of going back. */
final class RestoreVerb {
  private RestoreVerb() {}

  static Verb verb() {
    return Verb.named("restore", CourseVerbs.GROUP, "bring back the data a release saved first")
        .says(
            "Throws away everything that was written since: stops whoever writes, restores, verifies, and lets them write again, with the commands of slipway.yaml. Going back never does this by itself.")
        .release()
        .reason("why")
        .option(
            Option.flag(
                "--by-hand",
                "people have put right what stopped half way: runs nothing, and lets releases start again"))
        .option(Consent.CONFIRM)
        .changes()
        .example("restore shop/42 --dry-run", "which backup that would be")
        .example(
            "restore shop/42 --confirm shop/42 --reason \"orders were overwritten\"",
            "where nobody can be asked")
        .example(
            "restore shop/42 --by-hand --confirm shop/42 --reason \"restored from the nightly dump\"",
            "after it stopped half way and people saw to it")
        .does(RestoreVerb::restore);
  }

  private static Outcome restore(Call call) {
    ReleaseRecord release = call.release();
    if (call.has("--by-hand")) {
      return byHand(call, release);
    }
    ReleaseRecord.Saved<Kept.Backup> saved = call.yes(call.desk().restoring().ground(release));
    String what =
        "the data of "
            + Figures.moment(saved.at())
            + " from "
            + saved.what().location()
            + ", and everything that was written since is lost";
    if (call.dryRun()) {
      DryRun.refuseUnlessPerson(call, "restore data");
      return call.answer(Notices.in(call).would(release, "Would bring back " + what + "."));
    }
    DryRun.refuseUnlessPerson(call, "restore data");
    Consent.need(call, Danger.TYPE_NAME, "This brings back " + what + ".", release.id().toString());
    ReleaseRecord after =
        call.yes(call.desk().restoring().restore(call.actor(), release, call.text("--reason")));
    return call.answer(
        Notices.in(call)
            .role(Role.GOOD)
            .detail(
                "Stopped, restored, verified and started again; each part stands in the journal.")
            .next("slipway audit list " + after.id())
            .done(
                release,
                after,
                "The data of "
                    + Figures.moment(saved.at())
                    + " are back, from "
                    + saved.what().location()
                    + "."));
  }

  private static Outcome byHand(Call call, ReleaseRecord release) {
    String reason =
        call.required("--reason", "Whoever starts the next release has to know what was done.");
    call.desk()
        .restoring()
        .unfinished(release)
        .ifPresent(refusal -> {
          throw new Refused(refusal);
        });
    String what = "releases of " + release.id().service() + " start again on the data as they are";
    DryRun.refuseUnlessPerson(call, "restore data");
    if (call.dryRun()) {
      return call.answer(Notices.in(call).would(release, "Would run nothing: " + what + "."));
    }
    Consent.need(
        call, Danger.TYPE_NAME, "This runs nothing: " + what + ".", release.id().toString());
    ReleaseRecord after = call.yes(call.desk().restoring().byHand(call.actor(), release, reason));
    return call.answer(
        Notices.in(call)
            .role(Role.GOOD)
            .next("slipway audit list " + after.id())
            .done(release, after, "Noted that people have put the data right."));
  }
}
