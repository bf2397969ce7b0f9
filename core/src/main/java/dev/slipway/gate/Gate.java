package dev.slipway.gate;

import dev.slipway.release.ReleaseId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Decides whether a release may start now. Everything in the way is said at once, each with who can
 * help and what to type.
 */
public final class Gate {
  private Gate() {}

  public static GateVerdict verdict(GateFacts facts) {
    List<GateVerdict.Block> blocks = new ArrayList<>();
    List<String> remarks = new ArrayList<>();
    facts.lock().ifPresent(holder -> blocks.add(busy(facts, holder)));
    facts.takenBack().ifPresent(before -> blocks.add(takenBack(facts, before)));
    facts.moved().ifPresent(moved -> blocks.add(moved(facts, moved)));
    if (facts.planHash().isBlank()) {
      blocks.add(
          GateCode.NO_PLAN.block(
              facts.release() + " has no plan yet, so there is nothing to approve or to start",
              "slipway plan " + facts.release()));
      return new GateVerdict(blocks, remarks);
    }
    Approvals approvals = Approvals.of(facts);
    approvals.missing().forEach(missing -> blocks.add(approval(facts, missing)));
    remarks.addAll(approvals.ignored());
    if (facts.needs().isEmpty()) {
      remarks.add(
          "this policy asks for no approval: nobody but whoever starts it has agreed to this release");
    }
    for (ItemState state : Standing.items(facts)) {
      if (state.item().phase() == Phase.BEFORE && !state.isClosed()) {
        blocks.add(item(facts, state));
      }
      if (state.standing() == ItemState.Standing.WAIVED) {
        remarks.add(waiver(facts, state));
      }
    }
    return new GateVerdict(blocks, remarks);
  }

  private static GateVerdict.Block busy(GateFacts facts, String holder) {
    Optional<ReleaseId> other = ReleaseId.parse(holder.strip().split("\\s", 2)[0]);
    return GateCode.LOCK.block(
        facts.release().service()
            + " is busy: "
            + holder
            + ". Two changes at once cannot be told apart.",
        "slipway show " + other.orElse(facts.release()));
  }

  private static GateVerdict.Block takenBack(GateFacts facts, GateFacts.TakenBack before) {
    return GateCode.TAKEN_BACK.block(
        before.version()
            + " was rolled back before, in "
            + before.release()
            + ": "
            + before.why()
            + ". Nobody has said what is different now.",
        "slipway new "
            + facts.release().service()
            + " "
            + before.version()
            + " --reason \"what is different now\"");
  }

  private static GateVerdict.Block moved(GateFacts facts, GateFacts.Moved moved) {
    return GateCode.MOVED.block(
        moved.runs().map(runs -> runs + " runs").orElse("nothing runs")
            + " since "
            + moved.by()
            + ", and this plan begins "
            + moved.planned().map(from -> "at " + from).orElse("where nothing runs")
            + ". Open it anew from what runs now",
        "slipway new " + facts.release().service() + " " + facts.version());
  }

  private static GateVerdict.Block approval(GateFacts facts, Approvals.Missing missing) {
    StringBuilder why = new StringBuilder("missing: ");
    if (missing.of() > 1) {
      why.append(missing.open()).append(" of ").append(missing.of()).append(' ');
    }
    why.append(missing.role());
    if (missing.reachable()) {
      why.append(" (can approve: ").append(String.join(", ", missing.can())).append(')');
      facts.unconfirmed().keySet().stream()
          .sorted()
          .filter(person -> missing.can().contains(facts.nameOf(person)))
          .map(person -> Approvals.unconfirmed(facts, person, facts.nameOf(person)))
          .forEach(words -> why.append(". ").append(words));
      return GateCode.APPROVAL.block(why.toString(), "slipway approve " + facts.release());
    }
    if (missing.can().isEmpty()) {
      why.append(
          missing.cannot().isEmpty()
              ? ", and nobody has this role"
              : ", and nobody of this role can approve");
    } else {
      why.append(", and too few can approve: ").append(String.join(", ", missing.can()));
    }
    if (!missing.cannot().isEmpty()) {
      why.append(" (").append(String.join("; ", missing.cannot())).append(')');
    }
    why.append(". Give another person the role ")
        .append(missing.role())
        .append(" in slipway.yaml, then apply it");
    return GateCode.APPROVAL.block(why.toString(), "slipway catalog apply");
  }

  private static GateVerdict.Block item(GateFacts facts, ItemState state) {
    Item item = state.item();
    boolean failed = state.standing() == ItemState.Standing.FAILED;
    boolean byTool = item.by() == Item.By.TOOL;
    StringBuilder why = new StringBuilder(failed ? "failed: " : "open: ").append(item.id());
    why.append(", ").append(state.detail());
    if (Checklist.accepts(item, Item.By.PERSON)) {
      List<String> can = Standing.canConfirm(facts, item);
      why.append(
          can.isEmpty()
              ? " (nobody can confirm it)"
              : " (can confirm: " + String.join(", ", can) + ")");
    }
    // A failed proof is not repaired by running it again when a person may show what the tool
    // cannot.
    boolean confirm = !byTool || (failed && Checklist.personOutranksTool(item));
    String fix =
        confirm
            ? "slipway check confirm "
                + facts.release()
                + " "
                + item.id()
                + " --evidence \"link or sentence\""
            : "slipway check run " + facts.release() + " " + item.id();
    return (failed ? GateCode.ITEM_FAILED : GateCode.ITEM_OPEN).block(why.toString(), fix);
  }

  private static String waiver(GateFacts facts, ItemState state) {
    return state.item().id()
        + " is waived by "
        + state.by().map(facts::nameOf).orElse("somebody")
        + state.until().map(until -> " until " + ItemReview.at(until)).orElse("")
        + ": "
        + state.detail();
  }
}
