package dev.slipway.bot.delivery;

import dev.slipway.bot.conversation.Channels;
import dev.slipway.bot.conversation.ChatTrouble;
import dev.slipway.bot.conversation.Message;
import dev.slipway.bot.conversation.Place;
import dev.slipway.bot.conversation.Whereabouts;
import dev.slipway.control.Desk;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.journal.StreamName;
import dev.slipway.notice.ChatBook;
import dev.slipway.notice.ChatBook.Standing;
import dev.slipway.notice.Outbox;
import dev.slipway.notice.Telling;
import dev.slipway.notice.Tellings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Looks after one channel: at each step the one call that matters most. News of harm and of what
 * waits for people comes before everything else; figures come last.
 */
final class ChannelPump {
  private static final Duration BETWEEN_EDITS = Duration.ofSeconds(5);
  private static final Duration BETWEEN_FIGURES = Duration.ofSeconds(15);

  private final String channel;
  private final Desk desk;
  private final Shelf shelf;
  private final Outbox outbox;
  private final ChatBook book;
  private final Poster poster;
  private final Asks asks;
  private final Charts charts;
  private final Quiet quiet;
  private final Moves moves;
  private final String platform;

  /** Releases that have still to say what happened before they were told here. */
  private final Set<StreamName> moved = new HashSet<>();

  /** How many lines of a release were left out since one of it was posted. */
  private final Map<StreamName, Integer> left = new HashMap<>();

  /**
   * Something that could be done now.
   *
   * @param rank 0 comes first
   */
  record Task(int rank, Instant since, Call call) {}

  /** One call of the platform; false when there was nothing to do after all. */
  interface Call {
    boolean run() throws ChatTrouble;
  }

  ChannelPump(
      String channel,
      Desk desk,
      Shelf shelf,
      Outbox outbox,
      ChatBook book,
      Poster poster,
      Asks asks,
      Charts charts,
      Quiet quiet,
      Moves moves) {
    this.channel = channel;
    this.desk = desk;
    this.shelf = shelf;
    this.outbox = outbox;
    this.book = book;
    this.poster = poster;
    this.asks = asks;
    this.charts = charts;
    this.quiet = quiet;
    this.moves = moves;
    this.platform = Channels.platform(channel);
  }

  /** Does at most one call. */
  void step(Instant now) {
    if (!poster.mayCall(now)) {
      return;
    }
    List<Task> tasks = new ArrayList<>();
    byRelease().forEach((stream, lines) -> collect(stream, lines, now, tasks));
    tasks.sort(Comparator.comparingInt(Task::rank).thenComparing(Task::since));
    for (Task task : tasks) {
      if (poster.did(task.call(), now)) {
        return;
      }
    }
  }

  private Map<StreamName, List<Outbox.Line>> byRelease() {
    Map<StreamName, List<Outbox.Line>> releases = new LinkedHashMap<>();
    outbox
        .open(channel)
        .forEach(
            line -> releases.computeIfAbsent(line.stream(), stream -> new ArrayList<>()).add(line));
    moved.clear();
    for (Standing standing : book.open(channel)) {
      List<Outbox.Line> unused =
          releases.computeIfAbsent(standing.stream(), stream -> new ArrayList<>());
      if (standing.slot().equals(Whereabouts.MOVED)) {
        moved.add(standing.stream());
      }
    }
    return releases;
  }

  private void collect(StreamName stream, List<Outbox.Line> lines, Instant now, List<Task> tasks) {
    Optional<ReleaseRecord> release = shelf.release(stream);
    if (release.isEmpty()) {
      return;
    }
    Standing root =
        book.find(channel, stream, Teller.ROOT)
            .orElseGet(() -> Standing.fresh(channel, stream, Teller.ROOT, now));
    Optional<String> elsewhere = moves.from(release.get(), channel);
    if (elsewhere.isPresent()) {
      moves
          .away(release.get(), root, elsewhere.get(), lines, poster, naming(), now)
          .forEach(tasks::add);
      return;
    }
    Shelf.Drawn drawn = shelf.drawn(stream, release.get());
    Collapse collapse = Collapse.of(lines, now);
    collapse.drop().forEach(line -> poster.keep(line.in(Outbox.Line.State.DROPPED)));
    left.merge(stream, collapse.drop().size(), Integer::sum);
    // Lines of one release stay in order: one that is urgent pulls those before it along.
    int urgency =
        lines.stream()
            .filter(line -> !collapse.drop().contains(line))
            .mapToInt(Outbox.Line::urgency)
            .min()
            .orElse(2);
    switch (root.state()) {
      case NEW, UNCERTAIN -> {
        if (!now.isBefore(root.due())) {
          tasks.add(
              new Task(
                  urgency == 0 || drawn.urgent() ? 0 : 3,
                  root.due(),
                  () ->
                      poster.post(
                          root,
                          Channels.place(channel),
                          whole(root, drawn),
                          shown(drawn),
                          false,
                          now)));
        }
      }
      case STANDING, CLOSED -> {
        Optional<Instant> quietUntil = quiet.until(now).filter(end -> urgency > 0);
        quietUntil.ifPresent(end -> hold(lines, collapse, end));
        collapse
            .post()
            .filter(line -> quietUntil.isEmpty() || wasSent(line))
            .filter(line -> !now.isBefore(line.due()) || (urgency == 0 && !wasSent(line)))
            .ifPresent(line -> tasks.add(line(release.get(), root, line, urgency, collapse, now)));
        if (root.state() == Standing.State.STANDING) {
          root(root, drawn, lines, now).ifPresent(tasks::add);
          if (moved.contains(stream)) {
            moves.history(release.get(), root, poster, now).ifPresent(tasks::add);
          }
          asks.tasks(channel, release.get(), root, poster, naming(), now).forEach(tasks::add);
        }
      }
      // Nothing can stand in its thread: its lines are dead as well, and doctor shows why.
      case DEAD ->
          lines.forEach(
              line -> poster.keep(line.later(now, Outbox.Line.State.DEAD, root.trouble())));
    }
  }

  /** Nothing that is not urgent leaves until then; the release's message goes on telling. */
  private void hold(List<Outbox.Line> lines, Collapse collapse, Instant end) {
    lines.stream()
        .filter(line -> !wasSent(line) && line.due().isBefore(end))
        .filter(line -> !collapse.drop().contains(line))
        .forEach(line -> poster.keep(line.later(end, Outbox.Line.State.WAITING, "")));
  }

  /** It may stand there already: it is looked for at any hour. */
  private static boolean wasSent(Outbox.Line line) {
    return line.state() == Outbox.Line.State.SENT_UNCERTAIN;
  }

  private static Message whole(Standing root, Shelf.Drawn drawn) {
    Message message = drawn.message(root.generation() > 1);
    return new Message(message.spoken(), message.parts(), root.revision() + 1, message.about());
  }

  private static String shown(Shelf.Drawn drawn) {
    return drawn.state() + " " + drawn.whole();
  }

  private Optional<Task> root(
      Standing root, Shelf.Drawn drawn, List<Outbox.Line> lines, Instant now) {
    if (root.shown().equals(shown(drawn))) {
      if (drawn.over() && lines.isEmpty() && asks.areOver(channel, root.stream())) {
        poster.keep(root.in(Standing.State.CLOSED));
        shelf.forget(root.stream());
        left.remove(root.stream());
      }
      return Optional.empty();
    }
    boolean happened = !root.shown().startsWith(drawn.state());
    Instant due = root.shownAt().plus(happened ? BETWEEN_EDITS : BETWEEN_FIGURES);
    Instant after = due.isAfter(root.due()) ? due : root.due();
    int rank = !happened ? 6 : drawn.urgent() ? 1 : 4;
    return now.isBefore(after)
        ? Optional.empty()
        : Optional.of(
            new Task(
                rank,
                root.shownAt(),
                () -> poster.edit(root, whole(root, drawn), shown(drawn), rank == 1, now)));
  }

  private Task line(
      ReleaseRecord release,
      Standing root,
      Outbox.Line line,
      int urgency,
      Collapse collapse,
      Instant now) {
    int rank = urgency == 0 ? 0 : urgency == 1 ? 2 : 5;
    return new Task(
        rank,
        line.made(),
        () -> {
          Optional<Telling> telling = telling(release, line);
          if (telling.isEmpty()) {
            poster.keep(line.in(Outbox.Line.State.DROPPED));
            return false;
          }
          Place thread = Place.threadOf(Channels.message(channel, root.message().orElseThrow()));
          Message message =
              TellingMessage.of(
                  telling.get(),
                  release.id().toString(),
                  naming(),
                  collapse.late(),
                  left.getOrDefault(line.stream(), 0),
                  charts.of(desk, release, telling.get()));
          boolean done = poster.post(line, thread, message, telling.get().inChannel(), root, now);
          left.remove(line.stream());
          return done;
        });
  }

  /** By the catalogue that holds now. */
  private Naming naming() {
    return new Naming(desk.catalogue(), platform);
  }

  private Optional<Telling> telling(ReleaseRecord release, Outbox.Line line) {
    Tellings tellings = new Tellings(desk.catalogue());
    return release.story().stream()
        .filter(told -> told.entry().version() == line.sequence())
        .findFirst()
        .flatMap(told -> tellings.of(release, told));
  }
}
