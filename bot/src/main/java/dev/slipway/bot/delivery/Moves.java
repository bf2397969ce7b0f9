package dev.slipway.bot.delivery;

import dev.slipway.bot.conversation.ChannelNames;
import dev.slipway.bot.conversation.Channels;
import dev.slipway.bot.conversation.Message;
import dev.slipway.bot.conversation.Place;
import dev.slipway.bot.conversation.Whereabouts;
import dev.slipway.control.Desk;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.notice.ChatBook;
import dev.slipway.notice.ChatBook.Standing;
import dev.slipway.notice.Outbox;
import dev.slipway.notice.Tellings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Releases that people moved to another channel: what is left behind, and what comes along. */
final class Moves {
  private static final Duration BETWEEN_EDITS = Duration.ofSeconds(5);

  private final Desk desk;
  private final ChatBook book;
  private final Asks asks;
  private final Whereabouts whereabouts;
  private final ChannelNames names;

  Moves(Desk desk, ChatBook book, Asks asks, Whereabouts whereabouts, ChannelNames names) {
    this.desk = desk;
    this.book = book;
    this.asks = asks;
    this.whereabouts = whereabouts;
    this.names = names;
  }

  /** Whereto it was moved from this channel. */
  Optional<String> from(ReleaseRecord release, String channel) {
    return whereabouts.movedFrom(release, channel);
  }

  /**
   * What stands here points there, once something stands there. Requests for approvals go on: who
   * has reacted to one need not react again.
   */
  List<ChannelPump.Task> away(
      ReleaseRecord release,
      Standing root,
      String to,
      List<Outbox.Line> lines,
      Poster poster,
      Naming naming,
      Instant now) {
    String channel = root.channel();
    List<ChannelPump.Task> tasks = new ArrayList<>();
    lines.forEach(line -> poster.keep(line.in(Outbox.Line.State.DROPPED)));
    // What was not asked here yet is asked there.
    book.open(channel).stream()
        .filter(one -> one.stream().equals(root.stream()) && one.state() == Standing.State.NEW)
        .filter(one -> one.slot().startsWith(Asks.SLOT))
        .forEach(one -> poster.keep(one.in(Standing.State.CLOSED)));
    switch (root.state()) {
      case NEW, UNCERTAIN -> poster.keep(root.in(Standing.State.CLOSED));
      case STANDING -> {
        Message pointer =
            MovedMessage.pointer(
                release, names.name(Channels.platform(to), Channels.place(to).channel()));
        String shown = PostIds.digest(pointer);
        boolean stands =
            book.find(to, root.stream(), Teller.ROOT)
                .filter(there -> there.state() == Standing.State.STANDING)
                .isPresent();
        if (root.shown().equals(shown)) {
          poster.keep(root.in(Standing.State.CLOSED));
        } else if (stands && !now.isBefore(root.shownAt().plus(BETWEEN_EDITS))) {
          tasks.add(
              new ChannelPump.Task(
                  1, root.shownAt(), () -> poster.edit(root, pointer, shown, true, now)));
        }
        asks.standing(channel, release, root, poster, naming, now).forEach(tasks::add);
      }
      case CLOSED -> asks.standing(channel, release, root, poster, naming, now).forEach(tasks::add);
      case DEAD -> {}
    }
    return tasks;
  }

  /** A release that was moved here brings along what happened. */
  Optional<ChannelPump.Task> history(
      ReleaseRecord release, Standing root, Poster poster, Instant now) {
    String channel = root.channel();
    Optional<Standing> note = book.find(channel, root.stream(), Whereabouts.MOVED);
    if (note.isEmpty() || now.isBefore(note.get().due())) {
      return Optional.empty();
    }
    return switch (note.get().state()) {
      case NEW, UNCERTAIN ->
          Optional.of(
              new ChannelPump.Task(
                  4,
                  note.get().due(),
                  () ->
                      poster.post(
                          note.get(),
                          Place.threadOf(Channels.message(channel, root.message().orElseThrow())),
                          MovedMessage.history(release, new Tellings(desk.catalogue())),
                          "said",
                          false,
                          now)));
      case STANDING -> {
        poster.keep(note.get().in(Standing.State.CLOSED));
        yield Optional.empty();
      }
      case CLOSED, DEAD -> Optional.empty();
    };
  }
}
