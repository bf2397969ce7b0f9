package dev.slipway.bot.delivery;

import dev.slipway.bot.conversation.Footing;
import dev.slipway.bot.conversation.Message;
import dev.slipway.bot.conversation.Message.Button;
import dev.slipway.bot.conversation.Message.Part;
import dev.slipway.bot.conversation.Message.Tone;
import dev.slipway.bot.conversation.Press;
import dev.slipway.bot.conversation.Risks;
import dev.slipway.bot.conversation.Words;
import dev.slipway.gate.Approvals;
import dev.slipway.gate.GateFacts;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.notice.Telling;
import dev.slipway.rollout.Paused;
import dev.slipway.view.Plain;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What one person is told: what is the matter, what they can do about it, and how to end this. */
final class DirectMessage {
  private DirectMessage() {}

  static Message of(Telling telling, ReleaseRecord release, Naming naming) {
    String id = release.id().toString();
    List<Part> parts = new ArrayList<>();
    parts.add(new Message.Paragraph(naming.words(telling.sentence())));
    long footing = Footing.of(release);
    List<Button> buttons = new ArrayList<>();
    if (release.state() instanceof Paused) {
      buttons.add(button("Resume", "Resume " + id, Tone.GOOD, "resume", id, footing));
      buttons.add(
          button("Roll back", "Roll " + id + " back", Tone.DANGER, "rollback", id, footing));
    }
    buttons.add(button("Details", "Details of " + id, Tone.PLAIN, "details", id, footing));
    parts.add(new Message.Buttons(buttons));
    parts.add(why());
    return new Message(telling.words(), parts, 0, Optional.of(id));
  }

  /** An approval of theirs is wanted. */
  static Message asking(ReleaseRecord release, GateFacts facts) {
    String id = release.id().toString();
    String roles =
        String.join(
            ", ", Approvals.of(facts).missing().stream().map(Approvals.Missing::role).toList());
    String spoken =
        release.id().service()
            + " "
            + Plain.line(release.change().to().label(), 80)
            + " to "
            + release.opened().environment()
            + " waits for an approval that you can give.";
    boolean high = Risks.isHigh(release);
    long footing = Footing.of(release);
    Optional<Press.FormKind> form =
        high ? Optional.of(Press.FormKind.TYPED_NAME) : Optional.empty();
    return new Message(
        spoken,
        List.of(
            new Message.Paragraph(Words.of(new Words.Strong(spoken))),
            new Message.Paragraph(
                Words.of(
                    "Wanted: "
                        + roles
                        + ". A reaction counts on the request in the channel, not here.")),
            new Message.Buttons(
                List.of(
                    new Button(
                        "Approve",
                        "Approve " + id,
                        Tone.GOOD,
                        new Press("approve", id, footing, "", form)),
                    new Button(
                        "Hold back",
                        "Hold " + id + " back and say why",
                        Tone.PLAIN,
                        new Press("reject", id, footing, "", Optional.of(Press.FormKind.REASON))),
                    button(
                        "Changes", "What " + id + " changes", Tone.PLAIN, "changes", id, footing))),
            why()),
        0,
        Optional.of(id));
  }

  private static Button button(
      String label, String told, Tone tone, String verb, String id, long footing) {
    return new Button(label, told, tone, new Press(verb, id, footing, "", Optional.empty()));
  }

  private static Message.Note why() {
    return new Message.Note(
        Words.of(
            new Words.Plain("You asked for this. "),
            new Words.Code("notify me nothing"),
            new Words.Plain(" ends it · "),
            new Words.Code("todo"),
            new Words.Plain(" says what waits for you")));
  }
}
