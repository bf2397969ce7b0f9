package dev.slipway.bot.conversation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.command.AShop;
import dev.slipway.journal.Fact;
import dev.slipway.journal.ReleaseRecord;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What forms and their buttons do: they open once, and what is written into them is text. */
@Tag("T2")
abstract class FormStory extends AConversation {
  @Test
  void aHighRiskIsApprovedByTypingTheName() throws ChatTrouble {
    ReleaseRecord release = raiseTheRisk(shop.opened("v2"));
    MessageId root =
        posted(
            release,
            button(
                "Approve",
                "approve",
                release,
                Footing.of(release),
                Optional.of(Press.FormKind.TYPED_NAME)));

    rig.presses(chi(), root, "Approve");
    Eventually.so("a form", () -> rig.form(chi()).isPresent());
    rig.submits(chi(), Map.of(Forms.NAME, "shop/3"));
    eventuallyPrivate(chi(), "typed letter by letter");
    assertEquals(0, approvals());

    shop.later(Duration.ofSeconds(3));
    rig.presses(chi(), root, "Approve");
    Eventually.so("a form", () -> rig.form(chi()).isPresent());
    rig.submits(chi(), Map.of(Forms.NAME, "shop/2"));

    Eventually.so("approved", () -> approvals() == 1);
  }

  private long approvals() {
    return release("shop/2").story().stream()
        .filter(told ->
            told.fact() instanceof Fact.Gated gated
                && gated.record() instanceof dev.slipway.gate.GateRecord.Approved)
        .count();
  }

  @Test
  void aHighRiskIsNotApprovedByAButtonAlone() throws ChatTrouble {
    ReleaseRecord release = raiseTheRisk(shop.opened("v2"));
    MessageId root = posted(release, button("Approve", "approve", release, Footing.of(release)));

    rig.presses(chi(), root, "Approve");

    eventuallyPrivate(chi(), "needs the button and the name");
    assertEquals(0, approvals());
  }

  @Test
  void anItemIsConfirmedWithEvidence() throws ChatTrouble {
    ReleaseRecord release = shop.opened("v2");
    MessageId root =
        posted(
            release,
            new Message.Button(
                "Confirm on-call",
                "Confirm on-call",
                Message.Tone.PLAIN,
                new Press(
                    "confirm",
                    "shop/2",
                    Footing.of(release),
                    "on-call",
                    Optional.of(Press.FormKind.EVIDENCE))));

    rig.presses(chi(), root, "Confirm on-call");
    Eventually.so("a form", () -> rig.form(chi()).isPresent());
    rig.submits(chi(), Map.of(Forms.EVIDENCE, "Chi watches until six"));

    eventuallyPrivate(chi(), "on-call of shop/2 is confirmed");
    assertEquals(
        "Chi watches until six",
        release("shop/2").gateRecords().stream()
            .filter(r -> r instanceof dev.slipway.gate.GateRecord.ItemConfirmed)
            .map(r -> ((dev.slipway.gate.GateRecord.ItemConfirmed) r).evidence())
            .findFirst()
            .orElseThrow());
  }

  private MessageId withAForm(ReleaseRecord release, String label, String verb, Press.FormKind form)
      throws ChatTrouble {
    return posted(release, button(label, verb, release, Footing.of(release), Optional.of(form)));
  }

  @Test
  void aFormOpensOnceForTwoClicksAndForAClickThatComesAgain() throws ChatTrouble {
    MessageId root = withAForm(shop.opened("v2"), "Hold back", "reject", Press.FormKind.REASON);

    rig.presses(chi(), root, "Hold back");
    Eventually.so("a form", () -> rig.form(chi()).isPresent());
    rig.repeatsLastEvent();
    rig.presses(chi(), root, "Hold back");
    rig.types(chi(), channel(), "list");
    eventuallyPrivate(chi(), "shop/2");

    assertEquals(1, rig.formsOpened(chi()));
    shop.later(Duration.ofSeconds(3));
    rig.presses(chi(), root, "Hold back");
    Eventually.so("whoever comes again gets it again", () -> rig.formsOpened(chi()) == 2);
  }

  @Test
  void twoServersOpenOneForm() throws ChatTrouble {
    ChatPlatform second = rig.anotherPlatform();
    second.open(conversation());
    Eventually.so("connected", () -> second.connection().up());
    MessageId root = withAForm(shop.opened("v2"), "Hold back", "reject", Press.FormKind.REASON);

    rig.presses(chi(), root, "Hold back");
    Eventually.so("a form", () -> rig.form(chi()).isPresent());
    rig.types(chi(), channel(), "list");
    eventuallyPrivate(chi(), "shop/2");

    assertEquals(1, rig.formsOpened(chi()));
    second.close();
  }

  @Test
  void aStageIsWatchedForAsLongAsTheFormSays() throws ChatTrouble {
    MessageId root = withAForm(shop.atAQuarter("v2"), "Extend…", "extend", Press.FormKind.LONGER);

    rig.presses(ada(), root, "Extend…");
    Eventually.so("a form", () -> rig.form(ada()).isPresent());
    rig.submits(ada(), Map.of(Forms.LONGER, "20m"));

    eventuallyPrivate(ada(), "shop/2 is watched 20 min longer");
    assertEquals(
        Duration.ofMinutes(20),
        ((dev.slipway.rollout.Shifting) release("shop/2").state()).longer());
  }

  @Test
  void whatIsWrittenIntoAFormIsNoOption() throws ChatTrouble {
    MessageId root = withAForm(shop.atAQuarter("v2"), "Extend…", "extend", Press.FormKind.LONGER);

    rig.presses(ada(), root, "Extend…");
    Eventually.so("a form", () -> rig.form(ada()).isPresent());
    rig.submits(ada(), Map.of(Forms.LONGER, "--help"));

    eventuallyPrivate(ada(), "--help");
    assertTrue(lastPrivate(ada()).contains("E-USAGE"), lastPrivate(ada()));
  }

  @Test
  void aFormOfAnOlderMessageDoesNothing() throws ChatTrouble {
    ReleaseRecord release = shop.atAQuarter("v2");
    MessageId root = withAForm(release, "Finish…", "finish", Press.FormKind.REASON);
    ReleaseRecord unused = AShop.yes(shop.desk().course().pause(AShop.BEN, release, "a log line"));

    rig.presses(ada(), root, "Finish…");
    Eventually.so("a form", () -> rig.form(ada()).isPresent());
    rig.submits(ada(), Map.of(Forms.REASON, "quiet for an hour"));

    eventuallyPrivate(ada(), "This message was older, nothing done");
  }
}
