package dev.slipway.evidence;

import dev.slipway.journal.Fact;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.plan.Plan;
import dev.slipway.plan.RollbackPlan;
import dev.slipway.plan.Step;
import dev.slipway.rollout.Finished;
import dev.slipway.rollout.Kept;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** When the release goes back, how, what that does not undo, and how people know that it worked. */
final class RollbackPlanPage {
  private final Subject subject;
  private final Plan plan;
  private final RollbackPlan back;
  private final Page page;

  private RollbackPlanPage(Subject subject, Page page) {
    this.subject = subject;
    this.plan = subject.plan();
    this.back = plan.rollback();
    this.page = page;
  }

  static String of(Subject subject, KeptText kept) {
    return new RollbackPlanPage(subject, new Page(kept)).write();
  }

  private String write() {
    page.frontMatter(subject.frontMatter("rollback-plan/1"))
        .title(subject.heading("Rollback plan"))
        .says(Subject.legend())
        .section("1. Decision rule")
        .says("If one of these happens the release goes back by itself. Nobody is asked.")
        .list(back.triggers())
        .section("2. Who may decide otherwise")
        .says(
            "A broken limit: nobody. Going back earlier: everybody the catalogue lets act, at any time, above all "
                + subject.naming().person(plan.owner())
                + " (owner)"
                + approvers()
                + ". The follow-up after a rollback is for "
                + subject.naming().person(back.owner())
                + ".");
    checkpoint();
    data();
    commands();
    page.section("6. The way off without moving traffic")
        .says(back.flagOff().orElse("None: the change names no flag."))
        .section("7. What going back does not undo")
        .list(
            back.notUndone().isEmpty()
                ? List.of("nothing that the plan knows of")
                : back.notUndone())
        .keep(
            "not-undone",
            "✎ Mails, payments, messages to other systems: what was sent stays sent. Who corrects it, and how?");
    worked();
    page.section("9. Last rehearsal")
        .says(
            "Every plan of this service says when its way back was rehearsed last, and how long that took:")
        .commands("slipway plan " + subject.record().id())
        .section("10. If the rollback fails")
        .says(
            "Slipway calls people and tries again every few seconds. Meanwhile the standalone script of section 5 works without"
                + " it. Once users are well, by whatever means, say so:")
        .commands(
            "slipway rollback "
                + subject.record().id()
                + " --by-hand --evidence \"what was looked at\"")
        .keep("if-it-fails", "✎ Who else can help, and what they can do by hand.");
    return page.finish();
  }

  private String approvers() {
    Set<String> roles = new LinkedHashSet<>();
    plan.approvals().forEach(need -> roles.add(need.role()));
    return roles.isEmpty() ? "" : " and people of the roles " + String.join(", ", roles);
  }

  private void checkpoint() {
    page.section("3. Checkpoint")
        .facts(
            List.of(
                Page.fact("Back to", subject.old()),
                Page.fact(
                    "Artifact",
                    plan.fromArtifact().map(artifact -> artifact.value()).orElse("none recorded")),
                Page.fact("Instances", Integer.toString(plan.fromInstances())),
                Page.fact("Configuration", "catalogue " + plan.catalogueHash())));
    List<String> taken = subject.checkpoints();
    if (taken.isEmpty()) {
      page.says(
              "Taken as the first step after the start, so after this page was written. It stands in the journal at once:")
          .commands("slipway audit list " + subject.record().id())
          .says("and here when the page is written again: at the end, or now by")
          .commands("slipway doc write " + subject.record().id() + " rollback-plan");
    } else {
      page.says("As it was recorded:").list(taken);
    }
  }

  private void data() {
    page.section("4. Data").says(sentence(back.dataCompatibility()));
    page.says(
        back.losesData()
            ? "Going back may lose what was written meanwhile: it has to be accepted by name."
            : "Going back loses no data.");
    String point =
        back.pointOfNoReturn()
            .map(step ->
                "After step "
                    + step
                    + " there is no way back by itself: the release pauses and people are called. "
                    + (isBegun(step) ? "That step has begun." : "That step has not begun."))
            .orElse("No step of this plan is a point of no return.");
    page.says(point);
    backup();
  }

  /** Never part of going back: who restores data throws away what was written since. */
  private void backup() {
    Optional<ReleaseRecord.Saved<Kept.Backup>> saved = subject.record().kept(Kept.Backup.class);
    if (saved.isEmpty()) {
      if (plan.starting().stream().anyMatch(Step.TakeBackup.class::isInstance)) {
        page.says(
            "A backup is taken and verified before the first change; where it is and how to restore it stands here from then on.");
      }
      return;
    }
    Kept.Backup backup = saved.get().what();
    page.part("Backup")
        .facts(
            List.of(
                Page.fact("Taken", Figures.moment(saved.get().at()) + " UTC"),
                Page.fact("Location", backup.location()),
                Page.fact(
                    "Size",
                    backup.bytes().isPresent()
                        ? backup.bytes().getAsLong() + " bytes"
                        : "not a file of the computer that took it"),
                Page.fact("Proof", backup.proof())))
        .says(
            "Going back does not restore it. Restoring throws away everything that was written since it was taken, and is a decision of its own.");
    if (!backup.restore().isEmpty()) {
      page.says("To restore it:").commands(backup.restore().toArray(String[]::new));
    }
    if (backup.byCommand()) {
      page.says("Or, by a person who types the release's name:")
          .commands("slipway restore " + subject.record().id());
    }
  }

  private boolean isBegun(String step) {
    return subject.record().story().stream()
        .anyMatch(told ->
            told.fact() instanceof Fact.StepIntended intended && intended.step().equals(step));
  }

  private void commands() {
    if (subject.record().state() instanceof Finished) {
      page.section("5. Exact commands")
          .says(
              "The release is finished and the instances of "
                  + subject.old()
                  + " are gone. Its undo is a new release:")
          .commands(
              "slipway new "
                  + subject.record().id().service()
                  + " "
                  + plan.from().map(old -> old.label()).orElse("VERSION"));
      return;
    }
    String rollback = "slipway rollback " + subject.record().id();
    page.section("5. Exact commands")
        .says(
            "The method is: "
                + back.method()
                + ". It takes about "
                + Figures.planned(back.computed())
                + ", the check afterwards included.")
        .part("With Slipway")
        .commands(
            back.losesData()
                ? rollback + " --confirm " + subject.record().id() + " --accept-data-loss"
                : rollback)
        .says("It says that the share went to 0 % and then whether users are well.")
        .part("Without Slipway");
    if (subject.breakGlass().isEmpty()) {
      page.says(
          "There is no standalone script: the target offers no way back without Slipway, or could not be asked when this was"
              + " written.");
      return;
    }
    List<String> needs = subject.breakGlass().get().needs();
    page.says("In the folder of this document:")
        .commands("sh " + subject.scriptName() + " --dry-run", "sh " + subject.scriptName())
        .says(
            "It needs "
                + (needs.isEmpty() ? "nothing but sh" : String.join(", ", needs))
                + " on the host, refuses with exit code 3 when "
                + subject.to()
                + " does not run (--force goes on anyway), and ends with 0 once no traffic goes to "
                + subject.to()
                + ", with 1 when that failed. Slipway sees its mark and does not raise the share again.");
  }

  private void worked() {
    List<String> signs = new ArrayList<>();
    signs.add("the share of " + subject.to() + " is read back as 0 %");
    if (plan.from().isPresent()) {
      signs.add(
          subject.old()
              + " stays within limits for "
              + Figures.planned(plan.verifyRollback())
              + "; until then the release is not called rolled back");
    }
    signs.add(
        "if that cannot be said after "
            + Figures.planned(plan.verifyDeadline())
            + ", it ends as not verified and people are called");
    page.section("8. How we know that it worked").list(signs);
  }

  private static String sentence(String words) {
    return words.isEmpty() || words.endsWith(".") ? words : words + ".";
  }
}
