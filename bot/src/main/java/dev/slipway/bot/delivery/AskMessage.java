package dev.slipway.bot.delivery;

import dev.slipway.bot.conversation.Message;
import dev.slipway.bot.conversation.Message.Button;
import dev.slipway.bot.conversation.Message.Part;
import dev.slipway.bot.conversation.Message.Tone;
import dev.slipway.bot.conversation.Press;
import dev.slipway.bot.conversation.Words;
import dev.slipway.gate.Approvals;
import dev.slipway.gate.GateFacts;
import dev.slipway.gate.Person;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.plan.Plan;
import dev.slipway.plan.PlanHash;
import dev.slipway.rollout.Planned;
import dev.slipway.view.Figures;
import dev.slipway.view.Plain;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The request for the approvals of one plan: the only message whose reactions approve. It is about
 * that plan for good; another plan has another message, so nobody approves what they did not see.
 */
final class AskMessage {
  private AskMessage() {}

  /**
   * @param hash of the plan it asks for
   * @param facts how the gate stands now
   * @param high whether a reaction is not enough
   */
  static Message of(
      ReleaseRecord release,
      String hash,
      GateFacts facts,
      Naming naming,
      long footing,
      boolean high) {
    String id = release.id().toString();
    String what =
        release.id().service()
            + " "
            + Plain.line(release.change().to().label(), 80)
            + " to "
            + release.opened().environment();
    List<Part> parts = new ArrayList<>();
    boolean current = facts.planHash().equals(hash);
    Approvals approvals = Approvals.of(facts);
    if (!current) {
      parts.add(
          paragraph("The plan of " + id + " has changed: approvals of this one do not count."));
      parts.add(note("Plan " + brief(hash) + " · a newer request follows"));
      return new Message(what + ": its plan has changed.", parts, 0, Optional.of(id));
    }
    String spoken;
    boolean waits = release.state() instanceof Planned && !approvals.missing().isEmpty();
    if (waits) {
      int open = approvals.missing().stream().mapToInt(Approvals.Missing::open).sum();
      spoken = what + " needs " + Figures.count(open, "approval") + ".";
      parts.add(new Message.Paragraph(Words.of(new Words.Strong(spoken))));
      approvals.missing().forEach(missing -> parts.add(missing(missing, facts, naming)));
      parts.add(
          paragraph(
              high
                  ? "The risk is high: it needs the button and the release's name, typed; a reaction does not count."
                  : "React with ✅ to this message, or press Approve."));
    } else {
      spoken = what + (approvals.missing().isEmpty() ? " is approved." : " was not approved.");
      parts.add(new Message.Paragraph(Words.of(new Words.Strong(spoken))));
    }
    approvals
        .given()
        .forEach(given ->
            parts.add(
                new Message.Paragraph(
                    Words.of(
                        new Words.Plain(
                            Plain.line(given.name()) + " approved as " + given.role() + ", "),
                        new Words.Time(given.at())))));
    if (waits) {
      parts.add(new Message.Buttons(buttons(id, footing, high)));
    }
    parts.add(note(footer(release, hash)));
    return new Message(spoken, parts, 0, Optional.of(id));
  }

  private static Part missing(Approvals.Missing missing, GateFacts facts, Naming naming) {
    List<Words.Piece> pieces = new ArrayList<>();
    pieces.add(new Words.Plain(missing.open() + " × " + missing.role() + ": "));
    List<String> can =
        facts.people().stream()
            .filter(person -> missing.can().contains(person.name()))
            .map(Person::id)
            .toList();
    for (int i = 0; i < can.size(); i++) {
      pieces.add(new Words.Plain(i == 0 ? "" : " or "));
      pieces.add(naming.called(can.get(i)));
    }
    if (can.isEmpty()) {
      pieces.add(new Words.Plain("nobody can give it"));
    }
    missing.cannot().forEach(why -> pieces.add(new Words.Plain("; " + Plain.line(why, 120))));
    return new Message.Paragraph(new Words(pieces));
  }

  private static List<Button> buttons(String id, long footing, boolean high) {
    Optional<Press.FormKind> form =
        high ? Optional.of(Press.FormKind.TYPED_NAME) : Optional.empty();
    return List.of(
        new Button(
            "Approve", "Approve " + id, Tone.GOOD, new Press("approve", id, footing, "", form)),
        new Button(
            "Hold back",
            "Hold " + id + " back and say why",
            Tone.PLAIN,
            new Press("reject", id, footing, "", Optional.of(Press.FormKind.REASON))),
        new Button(
            "Changes",
            "What " + id + " changes",
            Tone.PLAIN,
            new Press("changes", id, footing, "", Optional.empty())));
  }

  private static String footer(ReleaseRecord release, String hash) {
    return "Plan "
        + brief(hash)
        + release
            .plan()
            .map(plan ->
                " · "
                    + plan.risk().level().name().toLowerCase(java.util.Locale.ROOT)
                    + " risk · "
                    + commits(plan, release))
            .orElse("");
  }

  private static String commits(Plan plan, ReleaseRecord release) {
    return Figures.count(release.change().commits().size(), "commit")
        + plan.from().map(from -> " since " + Plain.line(from.label(), 60)).orElse("");
  }

  private static String brief(String hash) {
    return new PlanHash(hash).brief();
  }

  private static Message.Paragraph paragraph(String words) {
    return new Message.Paragraph(Words.of(words));
  }

  private static Message.Note note(String words) {
    return new Message.Note(Words.of(words));
  }

  /** For somebody who is against it: a button that opens the form for the reason. */
  static Message why(String id) {
    String question = "Why should " + id + " wait?";
    return new Message(
        question,
        List.of(
            paragraph(question + " Nothing is held back until you say."),
            new Message.Buttons(
                List.of(
                    new Button(
                        "Say why",
                        "Say why " + id + " should wait",
                        Tone.PLAIN,
                        new Press("reject", id, 0, "", Optional.of(Press.FormKind.REASON)))))),
        0,
        Optional.of(id));
  }

  /** "Reminder: …", for those who can still approve; later for the owner. */
  static Message reminder(ReleaseRecord release, List<String> people, Naming naming) {
    String id = release.id().toString();
    List<Words.Piece> pieces = new ArrayList<>();
    pieces.add(new Words.Plain(id + " still waits for an approval. "));
    pieces.addAll(naming.forAll(people));
    return new Message(
        id + " still waits for an approval.",
        List.of(new Message.Paragraph(new Words(pieces))),
        0,
        Optional.of(id));
  }
}
