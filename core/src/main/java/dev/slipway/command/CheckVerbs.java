package dev.slipway.command;

import dev.slipway.control.GateKeeper;
import dev.slipway.control.Refusal.Kind;
import dev.slipway.gate.Item;
import dev.slipway.gate.ItemState;
import dev.slipway.gate.Phase;
import dev.slipway.gate.Standing;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.rollout.Draft;
import dev.slipway.rollout.Planned;
import dev.slipway.view.CheckListView;
import dev.slipway.view.Role;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The checklist: evidence instead of ticks. */
final class CheckVerbs {
  static final String GROUP = "Checklist";

  private CheckVerbs() {}

  static List<Verb> verbs() {
    return List.of(
        Verb.named("check list", GROUP, "the checklist with its evidence")
            .release()
            .option(phase())
            .option(Option.flag("--open", "only what is still open"))
            .example("check list shop/42", "all of it")
            .example("check list shop/42 --phase before --open", "what stands in the way")
            .answers(CheckListView.class)
            .does(CheckVerbs::list),
        Verb.named("check run", GROUP, "run the checks the tool can do")
            .says(
                "Exit code 3 when an item before the start is not fulfilled, 7 when one after the deploy is not.")
            .release()
            .maybe("item", Values.ITEM, "only this item")
            .option(phase())
            .changes()
            .example("check run shop/42", "those that are due now")
            .example("check run shop/42 capacity", "one of them")
            .example("check run shop/42 --phase after", "after the deploy")
            .answers(CheckListView.class)
            .does(CheckVerbs::run),
        Verb.named("check confirm", GROUP, "confirm an item with evidence")
            .release()
            .slot("item", Values.ITEM, "an open item that needs a person")
            .text("--evidence", "text", "a link, a run, or a sentence; needed")
            .changes()
            .example(
                "check confirm shop/42 tests-green --evidence https://ci.example.org/runs/8812",
                "with a link")
            .example("check confirm shop/42 on-call -- Chi watches until six", "with a sentence")
            .does(CheckVerbs::confirm),
        Verb.named("check withdraw", GROUP, "take a confirmation or waiver back")
            .release()
            .slot("item", Values.ITEM, "an item that is closed")
            .reason("why")
            .changes()
            .example(
                "check withdraw shop/42 tests-green --reason \"wrong run\"", "the item opens again")
            .does(CheckVerbs::withdraw),
        Verb.named("check waive", GROUP, "let a release pass without an item, for a while")
            .says(
                "Reason and end are needed, the end within 90 days; every report shows the waiver.")
            .release()
            .slot("item", Values.ITEM, "an open item")
            .reason("why it is acceptable; needed")
            .option(
                Option.value(
                    "--until", "end", Values.END_OF_WAIVER, "7d, 2026-12-01 or a moment; needed"))
            .changes()
            .example(
                "check waive shop/42 stakeholders --reason \"nothing they would notice\" --until 7d",
                "for a week")
            .does(CheckVerbs::waive));
  }

  private static Option phase() {
    return Option.value("--phase", "phase", Values.PHASE, "before the start, or after the deploy");
  }

  private static Outcome list(Call call) {
    ReleaseRecord release = call.release();
    return call.answer(
        view(call, release, call.word("--phase", Phase.class), call.has("--open"), false));
  }

  private static CheckListView view(
      Call call, ReleaseRecord release, Optional<Phase> phase, boolean open, boolean ran) {
    return CheckListView.of(
        release, call.desk().gates().status(release), call.people(), call.now(), phase, open, ran);
  }

  private static Outcome run(Call call) {
    ReleaseRecord release = call.release();
    boolean before = release.state() instanceof Planned || release.state() instanceof Draft;
    Phase phase = call.word("--phase", Phase.class).orElse(before ? Phase.BEFORE : Phase.AFTER);
    Optional<String> only = call.slot("item");
    only.ifPresent(id -> item(call, release, id));
    if (call.dryRun()) {
      call.refuseStranger();
      return call.answer(
          Notices.in(call)
              .would(
                  release,
                  "Would run "
                      + only.orElse("the checks " + Call.key(phase))
                      + " of "
                      + release.id()
                      + "."));
    }
    call.refuseStranger();
    ReleaseRecord after = call.yes(call.desk().gates().run(call.actor(), release, phase, only));
    GateKeeper.Status status = call.desk().gates().status(after);
    Optional<ItemState> failed =
        status.items().stream()
            .filter(state ->
                only.isPresent()
                    ? state.item().id().equals(only.get())
                    : state.item().phase() == phase)
            .filter(state -> state.standing() == ItemState.Standing.FAILED)
            .findFirst();
    ExitCode exit =
        failed
            .map(
                state -> state.item().phase() == Phase.AFTER ? ExitCode.BAD_VERDICT : ExitCode.GATE)
            .orElse(ExitCode.DONE);
    return call.answer(
        view(call, after, only.isPresent() ? Optional.empty() : Optional.of(phase), false, true),
        exit);
  }

  private static Item item(Call call, ReleaseRecord release, String id) {
    List<Item> items = call.desk().gates().status(release).facts().items();
    return items.stream()
        .filter(item -> item.id().equals(id))
        .findFirst()
        .orElseThrow(() -> {
          String near =
              Nearest.to(id, items.stream().map(Item::id).toList())
                  .map(word -> " Did you mean " + word + "?")
                  .orElse("");
          return Refused.of(
              "E-CHECK-01",
              Kind.NOT_FOUND,
              "There is no checklist item \"" + id + "\"." + near,
              List.of(),
              "slipway check list " + release.id());
        });
  }

  private static Outcome confirm(Call call) {
    ReleaseRecord release = call.release();
    Item item = item(call, release, call.need("item"));
    String evidence = call.required("--evidence", "Nothing is a bare tick: " + item.why());
    if (call.dryRun()) {
      call.refuseStranger();
      Standing.Answer answer =
          Standing.mayConfirm(
              call.desk().gates().status(release).facts(), call.actor().name(), item, evidence);
      refuse(answer, "E-CHECK-02", item.id() + " would not be confirmed: ");
      return call.answer(
          Notices.in(call)
              .would(release, "Would confirm " + item.id() + " of " + release.id() + "."));
    }
    ReleaseRecord after =
        call.yes(call.desk().gates().confirm(call.actor(), release, item.id(), evidence));
    return call.answer(
        Notices.in(call)
            .detail("Evidence: " + evidence)
            .undo("slipway check withdraw " + after.id() + " " + item.id())
            .done(release, after, item.id() + " of " + after.id() + " is confirmed."));
  }

  private static Outcome withdraw(Call call) {
    ReleaseRecord release = call.release();
    Item item = item(call, release, call.need("item"));
    if (call.dryRun()) {
      call.refuseStranger();
      return call.answer(
          Notices.in(call)
              .would(release, "Would open " + item.id() + " of " + release.id() + " again."));
    }
    ReleaseRecord after =
        call.yes(
            call.desk()
                .gates()
                .withdrawItem(call.actor(), release, item.id(), call.text("--reason")));
    String again =
        item.by() == Item.By.TOOL
            ? "slipway check run " + after.id() + " " + item.id()
            : "slipway check confirm "
                + after.id()
                + " "
                + item.id()
                + " --evidence \"link or sentence\"";
    return call.answer(
        Notices.in(call)
            .role(Role.WAITING)
            .undo(again)
            .done(release, after, item.id() + " of " + after.id() + " is open again."));
  }

  private static Outcome waive(Call call) {
    ReleaseRecord release = call.release();
    Item item = item(call, release, call.need("item"));
    String reason =
        call.required("--reason", "Every report shows it. Without this item: " + item.why());
    Instant until =
        Amounts.end(
            "--until",
            call.required("--until", "A waiver that never ends is a rule nobody dared to delete."),
            call.now());
    if (call.dryRun()) {
      Standing.Answer answer =
          Standing.mayWaive(
              call.desk().gates().status(release).facts(),
              call.actor().name(),
              item,
              reason,
              until);
      refuse(answer, "E-CHECK-03", item.id() + " would not be waived: ");
      return call.answer(
          Notices.in(call)
              .would(
                  release,
                  "Would waive " + item.id() + " of " + release.id() + " until " + until + "."));
    }
    ReleaseRecord after =
        call.yes(call.desk().gates().waive(call.actor(), release, item.id(), reason, until));
    return call.answer(
        Notices.in(call)
            .role(Role.WAITING)
            .detail("Without it: " + item.why())
            .undo("slipway check withdraw " + after.id() + " " + item.id())
            .done(
                release,
                after,
                item.id() + " of " + after.id() + " is waived until " + until + "."));
  }

  private static void refuse(Standing.Answer answer, String code, String words) {
    if (answer instanceof Standing.Answer.MayNot no) {
      throw Refused.of(code, Kind.NOT_ALLOWED, words + no.toYou() + ".", List.of());
    }
  }
}
