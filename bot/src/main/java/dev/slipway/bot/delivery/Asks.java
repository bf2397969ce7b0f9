package dev.slipway.bot.delivery;

import dev.slipway.bot.conversation.Channels;
import dev.slipway.bot.conversation.Footing;
import dev.slipway.bot.conversation.Message;
import dev.slipway.bot.conversation.Place;
import dev.slipway.bot.conversation.Risks;
import dev.slipway.gate.Approvals;
import dev.slipway.gate.GateFacts;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.journal.StreamName;
import dev.slipway.notice.ChatBook;
import dev.slipway.notice.ChatBook.Standing;
import dev.slipway.notice.Personal;
import dev.slipway.rollout.Planned;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Requests for approvals: one message for each plan that asks for some, and its reminders. */
final class Asks {
  static final String SLOT = "ask/";

  private static final Duration BETWEEN_EDITS = Duration.ofSeconds(5);
  private static final Duration BETWEEN_READINGS = Duration.ofMinutes(1);
  private static final Duration BETWEEN_REMINDERS = Duration.ofMinutes(30);

  private final Shelf shelf;
  private final ChatBook book;
  private final ReactionApprovals reactions;
  private final Quiet quiet;

  Asks(Shelf shelf, ChatBook book, ReactionApprovals reactions, Quiet quiet) {
    this.shelf = shelf;
    this.book = book;
    this.reactions = reactions;
    this.quiet = quiet;
  }

  /** Whether none is open any more. */
  boolean areOver(String channel, StreamName stream) {
    return book.open(channel).stream()
        .noneMatch(one -> one.stream().equals(stream) && one.slot().startsWith(SLOT));
  }

  List<ChannelPump.Task> tasks(
      String channel,
      ReleaseRecord release,
      Standing root,
      Poster poster,
      Naming naming,
      Instant now) {
    GateFacts facts = shelf.gates(release).facts();
    boolean asks = release.state() instanceof Planned && !facts.needs().isEmpty();
    String current = SLOT + facts.planHash();
    if (asks
        && !Approvals.of(facts).missing().isEmpty()
        && book.find(channel, release(release), current).isEmpty()) {
      poster.keep(Standing.fresh(channel, release(release), current, now));
    }
    return standing(channel, release, facts, root, poster, naming, now);
  }

  /** Of the requests that there are; none is made. */
  List<ChannelPump.Task> standing(
      String channel,
      ReleaseRecord release,
      Standing root,
      Poster poster,
      Naming naming,
      Instant now) {
    return standing(channel, release, shelf.gates(release).facts(), root, poster, naming, now);
  }

  private List<ChannelPump.Task> standing(
      String channel,
      ReleaseRecord release,
      GateFacts facts,
      Standing root,
      Poster poster,
      Naming naming,
      Instant now) {
    List<ChannelPump.Task> tasks = new ArrayList<>();
    for (Standing ask : book.open(channel)) {
      if (ask.stream().equals(release(release)) && ask.slot().startsWith(SLOT)) {
        tasks(ask, release, facts, root, poster, naming, now, tasks);
      }
    }
    return tasks;
  }

  private static StreamName release(ReleaseRecord release) {
    return StreamName.of(release.id());
  }

  private void tasks(
      Standing ask,
      ReleaseRecord release,
      GateFacts facts,
      Standing root,
      Poster poster,
      Naming naming,
      Instant now,
      List<ChannelPump.Task> tasks) {
    if (now.isBefore(ask.due())) {
      return;
    }
    String hash = ask.slot().substring(SLOT.length());
    Message message =
        AskMessage.of(release, hash, facts, naming, Footing.of(release), Risks.isHigh(release));
    String shown = PostIds.digest(message);
    Message numbered =
        new Message(message.spoken(), message.parts(), ask.revision() + 1, message.about());
    Place thread = Place.threadOf(Channels.message(ask.channel(), root.message().orElseThrow()));
    boolean current = facts.planHash().equals(hash);
    if (ask.state() != Standing.State.STANDING) {
      if (!current || !(release.state() instanceof Planned)) {
        poster.keep(ask.in(Standing.State.CLOSED));
      } else {
        tasks.add(
            new ChannelPump.Task(
                2, ask.due(), () -> poster.post(ask, thread, numbered, shown, true, now)));
      }
      return;
    }
    // First what counts, then what it looks like: nobody is told of a doubt that a look ends.
    boolean open = current && !release.state().isEnd();
    boolean wanted = open && reactions.isWanted(ask);
    if (wanted || (open && reactions.isDue(ask, BETWEEN_READINGS, now))) {
      tasks.add(
          new ChannelPump.Task(
              wanted ? 1 : 3,
              ask.shownAt(),
              () -> poster.mayRead(wanted, now) && reactions.read(ask, release, now)));
      if (!facts.unconfirmed().isEmpty()) {
        return;
      }
    }
    if (!shown.equals(ask.shown())) {
      if (!now.isBefore(ask.shownAt().plus(BETWEEN_EDITS))) {
        tasks.add(
            new ChannelPump.Task(
                3, ask.shownAt(), () -> poster.edit(ask, numbered, shown, false, now)));
      }
      return;
    }
    if (!current || release.state().isEnd()) {
      poster.keep(ask.in(Standing.State.CLOSED));
      return;
    }
    reminder(ask, release, facts, naming, thread, poster, now).ifPresent(tasks::add);
  }

  private Optional<ChannelPump.Task> reminder(
      Standing ask,
      ReleaseRecord release,
      GateFacts facts,
      Naming naming,
      Place thread,
      Poster poster,
      Instant now) {
    boolean waits = release.state() instanceof Planned && !Approvals.of(facts).missing().isEmpty();
    if (!waits || ask.reminders() >= 2 || quiet.until(now).isPresent()) {
      return Optional.empty();
    }
    Instant since = reactions.lookedAt(ask).orElse(ask.postedAt());
    Instant due =
        (since.isAfter(ask.postedAt()) ? since : ask.postedAt())
            .plus(BETWEEN_REMINDERS.multipliedBy(ask.reminders() + 1L));
    List<String> people =
        ask.reminders() == 0 ? Personal.whoCan(facts) : List.of(release.opened().owner());
    return now.isBefore(due) || people.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new ChannelPump.Task(
                4,
                due,
                () -> {
                  // Written first: rather none than two.
                  poster.keep(ask.reminded());
                  poster.once(
                      thread,
                      AskMessage.reminder(release, people, naming),
                      PostIds.of(ask.channel(), ask.stream(), ask.slot(), ask.reminders()));
                  return true;
                }));
  }
}
