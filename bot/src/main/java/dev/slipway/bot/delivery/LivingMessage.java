package dev.slipway.bot.delivery;

import dev.slipway.bot.conversation.LiveLines;
import dev.slipway.bot.conversation.Message;
import dev.slipway.bot.conversation.Message.Button;
import dev.slipway.bot.conversation.Message.Field;
import dev.slipway.bot.conversation.Message.Part;
import dev.slipway.bot.conversation.Message.Tone;
import dev.slipway.bot.conversation.Press;
import dev.slipway.bot.conversation.Words;
import dev.slipway.plan.Proofs;
import dev.slipway.view.ApprovalPart;
import dev.slipway.view.Block;
import dev.slipway.view.CheckListView;
import dev.slipway.view.Headline;
import dev.slipway.view.ItemCounts;
import dev.slipway.view.Plain;
import dev.slipway.view.ShowView;
import dev.slipway.view.WatchView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The one message of a release, at any moment of its life: what it does, what users get, what it
 * waits for, and the buttons that make sense now. When it is over the buttons are gone.
 */
final class LivingMessage {
  private static final int MOST_OPEN = 6;
  private static final int MOST_CHOICES = 25;
  private static final int LABEL = 75;

  private final ShowView show;
  private final WatchView watch;
  private final CheckListView checks;
  private final long footing;
  private final String release;

  /**
   * @param restored whether one before it was deleted
   * @param figures whether the newest figures belong into it; without them it changes only when
   *     something happens
   */
  record Wish(long footing, boolean restored, boolean figures) {}

  private LivingMessage(ShowView show, WatchView watch, CheckListView checks, long footing) {
    this.show = show;
    this.watch = watch;
    this.checks = checks;
    this.footing = footing;
    this.release = show.headline().release();
  }

  static Message of(ShowView show, WatchView watch, CheckListView checks, Wish wish) {
    return new LivingMessage(show, watch, checks, wish.footing()).message(wish);
  }

  private Message message(Wish wish) {
    Headline head = show.headline();
    String title =
        head.service()
            + " "
            + head.to()
            + " to "
            + head.environment()
            + ": "
            + head.state().words();
    List<Part> parts = new ArrayList<>();
    parts.add(new Message.Headline(Plain.line(title, 140)));
    parts.add(new Message.Paragraph(users(head)));
    parts.add(new Message.Fields(fields()));
    boolean moves = !watch.ended() && !isBefore() && !watch.stages().isEmpty();
    if (moves) {
      parts.add(new Message.Verbatim(progress(wish.figures())));
    }
    parts.add(new Message.Paragraph(Words.of(stand())));
    if (isBefore()) {
      open().ifPresent(parts::add);
    }
    if (!watch.ended()) {
      confirmMenu().ifPresent(parts::add);
      waiveMenu().ifPresent(parts::add);
    }
    List<Button> buttons = watch.ended() ? List.of() : isBefore() ? before() : moving();
    if (!buttons.isEmpty()) {
      parts.add(new Message.Buttons(buttons));
    }
    parts.add(new Message.Note(footer(wish.restored())));
    return new Message(title + ". " + head.users() + ".", parts, 0, Optional.of(release));
  }

  private Words users(Headline head) {
    String next = watch.ended() || isBefore() ? "" : " " + happensNext();
    return Words.of(new Words.Strong("Users: "), new Words.Plain(head.users() + "." + next));
  }

  private String happensNext() {
    return Plain.line(steady(watch.happensNext()), 400);
  }

  /** Without what changes with every check and stands in the figures: time left, requests. */
  static String steady(String next) {
    return next.replaceFirst("^In about [^,]*? (?=stage |the )", "Then ")
        .replaceFirst(
            "^When [\\d,]+ more requests? ha(s|ve) come(, in [^,]*,)? ",
            "When enough requests have come ");
  }

  private boolean isBefore() {
    return !watch.ended()
        && watch.stages().stream().allMatch(stage -> stage.words().equals("later"))
        && watch.actions().isEmpty();
  }

  private List<Field> fields() {
    List<Field> fields = new ArrayList<>();
    fields.add(new Field("Release", Words.of(release)));
    fields.add(new Field("Owner", Words.of(show.owner())));
    show.plan()
        .ifPresent(plan -> {
          fields.add(new Field("Risk", Words.of(plan.risk().level())));
          fields.add(new Field("Way back", Words.of(plan.wayBack())));
          fields.add(new Field("Strategy", Words.of(plan.strategy())));
        });
    watch.cause().ifPresent(cause -> fields.add(new Field("Why", Words.of(cause))));
    return fields;
  }

  private String progress(boolean figures) {
    List<String> lines = new ArrayList<>();
    if (figures) {
      lines.add(LiveLines.stages(watch));
      lines.addAll(LiveLines.signals(watch));
    } else {
      lines.add(
          watch.stages().stream()
              .map(stage -> stage.percent() + " % " + stage.words())
              .collect(Collectors.joining(" · ")));
    }
    return String.join("\n", lines);
  }

  private String stand() {
    return "Checklist: "
        + counts(show.before(), "before the start")
        + (show.after().closed() > 0 ? ", " + counts(show.after(), "after the deploy") : "")
        + ". Approvals: "
        + approvals(show.approvals());
  }

  private static String counts(ItemCounts counts, String when) {
    return counts.closed()
        + " of "
        + counts.total()
        + " "
        + when
        + (counts.waived() > 0 ? " (" + counts.waived() + " waived)" : "")
        + (counts.failed() > 0 ? " (" + counts.failed() + " failed)" : "");
  }

  private static String approvals(ApprovalPart part) {
    if (part.needed() == 0) {
      return "none needed.";
    }
    String given =
        part.given().stream()
            .map(one -> one.name() + " (" + one.role() + ")")
            .collect(Collectors.joining(", "));
    return part.given().size()
        + " of "
        + part.needed()
        + (given.isEmpty() ? "" : ": " + given)
        + ".";
  }

  /** What is open, and who can close it. */
  private Optional<Part> open() {
    if (show.blocks().isEmpty()) {
      return Optional.empty();
    }
    List<String> lines =
        show.blocks().stream().limit(MOST_OPEN).map(Block::why).map(why -> "• " + why).toList();
    int more = show.blocks().size() - lines.size();
    return Optional.of(
        new Message.Paragraph(
            Words.of(
                new Words.Strong("Open:\n"),
                new Words.Plain(
                    String.join("\n", lines)
                        + (more > 0 ? "\n• and " + more + " more: Open list shows them" : "")))));
  }

  private Optional<Part> confirmMenu() {
    return menu(
        "Confirm an item",
        press("confirm", Optional.of(Press.FormKind.EVIDENCE)),
        open(item -> !item.automatic()));
  }

  /** What the tool checks can be waived as well, once it was found not fulfilled. */
  private Optional<Part> waiveMenu() {
    return menu(
        "Waive an item",
        press("waive", Optional.of(Press.FormKind.WAIVER)),
        open(item -> !item.automatic() || item.state().equals("failed")));
  }

  private List<CheckListView.Item> open(Predicate<CheckListView.Item> which) {
    return checks.items().stream()
        .filter(item -> item.command().isPresent() && isAsked(item))
        .filter(which)
        .limit(MOST_CHOICES)
        .toList();
  }

  /** Before the start all of it; afterwards what success waits for: people, or a suite. */
  private boolean isAsked(CheckListView.Item item) {
    return isBefore()
        ? item.phase().equals("before")
        : item.phase().equals("after")
            && (item.until().isPresent() || item.id().equals(Proofs.SUITE));
  }

  private static Optional<Part> menu(String label, Press press, List<CheckListView.Item> items) {
    List<Message.Choice> choices =
        items.stream()
            .map(item ->
                new Message.Choice(item.id(), Plain.line(item.id() + ": " + item.title(), LABEL)))
            .toList();
    return choices.isEmpty()
        ? Optional.empty()
        : Optional.of(new Message.Menu(label, press, choices));
  }

  private List<Button> before() {
    List<Button> buttons = new ArrayList<>();
    boolean ready = show.plan().isPresent() && show.blocks().isEmpty();
    if (ready) {
      buttons.add(button("Start", "Start " + release, Tone.GOOD, "start"));
    }
    if (show.plan().isPresent()) {
      buttons.add(button("Open list", "Open items of " + release, Tone.PLAIN, "checks"));
      buttons.add(button("Changes", "What " + release + " changes", Tone.PLAIN, "changes"));
    }
    buttons.add(button("Details", "Details of " + release, Tone.PLAIN, "details"));
    return buttons;
  }

  private List<Button> moving() {
    List<Button> buttons = new ArrayList<>();
    for (WatchView.Action action : watch.actions()) {
      switch (action) {
        case PAUSE -> buttons.add(button("Pause", "Pause " + release, Tone.PLAIN, "pause"));
        case RESUME -> buttons.add(button("Resume", "Resume " + release, Tone.GOOD, "resume"));
        case ADVANCE ->
            buttons.add(
                button(
                    "Next stage", "Take " + release + " to its next stage", Tone.PLAIN, "advance"));
        case EXTEND ->
            buttons.add(
                button(
                    "Extend…",
                    (watch.waits()
                        ? "Let " + release + " wait longer"
                        : "Watch " + release + " longer"),
                    "extend",
                    Press.FormKind.LONGER));
        case FINISH ->
            buttons.add(
                button(
                    "Finish…",
                    "End the watching of " + release + " early",
                    "finish",
                    Press.FormKind.REASON));
        case ROLL_BACK ->
            buttons.add(
                button(
                    "Roll back",
                    Plain.line(
                        "Roll "
                            + release
                            + " back"
                            + show.headline().from().map(from -> " to " + from).orElse(""),
                        LABEL),
                    Tone.DANGER,
                    "rollback"));
      }
    }
    buttons.add(button("Details", "Details of " + release, Tone.PLAIN, "details"));
    return buttons;
  }

  private Button button(String label, String told, Tone tone, String verb) {
    return new Button(label, Plain.line(told, LABEL), tone, press(verb, Optional.empty()));
  }

  /** A command that needs more than a click. */
  private Button button(String label, String told, String verb, Press.FormKind form) {
    return new Button(label, Plain.line(told, LABEL), Tone.PLAIN, press(verb, Optional.of(form)));
  }

  private Press press(String verb, Optional<Press.FormKind> form) {
    return new Press(verb, release, footing, "", form);
  }

  private Words footer(boolean restored) {
    String plan = show.plan().map(part -> "Plan " + part.hashBrief() + " · ").orElse("");
    return Words.of(
        new Words.Plain(
            (restored ? "Restored: the message before it was deleted. " : "")
                + plan
                + "events are in this thread · "),
        new Words.Code("help"),
        new Words.Plain(" says what can be typed"));
  }
}
