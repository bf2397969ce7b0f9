package dev.slipway.bot.delivery;

import dev.slipway.bot.conversation.Account;
import dev.slipway.bot.conversation.Answering;
import dev.slipway.bot.conversation.Channels;
import dev.slipway.bot.conversation.ChatPlatform;
import dev.slipway.bot.conversation.ChatTrouble;
import dev.slipway.bot.conversation.Identities;
import dev.slipway.bot.conversation.Incoming;
import dev.slipway.bot.conversation.Message;
import dev.slipway.bot.conversation.MessageId;
import dev.slipway.bot.conversation.Reacting;
import dev.slipway.bot.conversation.Reactions;
import dev.slipway.bot.conversation.Whereabouts;
import dev.slipway.control.Answer;
import dev.slipway.control.Desk;
import dev.slipway.control.Refusal;
import dev.slipway.gate.GateRecord;
import dev.slipway.gate.Person;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.journal.StreamName;
import dev.slipway.notice.ChatBook;
import dev.slipway.notice.ChatBook.Reaction;
import dev.slipway.notice.ChatBook.Standing;
import dev.slipway.release.Actor;
import dev.slipway.release.ReleaseId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Approvals by reaction. An event is only a reason to look: what counts is what the platform lists
 * when it is asked. Being there is proved by any list, being gone only by a whole one. Each
 * reaction is weighed once; whoever wants it weighed again takes it back and gives it anew.
 */
final class ReactionApprovals implements Reacting {
  private static final Logger LOG = LoggerFactory.getLogger(ReactionApprovals.class);
  private static final Set<String> LOOKING = Set.of("eyes", "👀");
  private static final Set<String> AGAINST = Set.of("x", "❌");

  private static final Duration LONGEST_WEIGHING = Duration.ofSeconds(10);

  private final Desk desk;
  private final Shelf shelf;
  private final ChatBook book;
  private final Map<String, ChatPlatform> platforms;
  private final Identities identities;
  private final List<String> approveWith;
  private final Map<String, Instant> readAt = new ConcurrentHashMap<>();
  private final Map<String, Instant> answered = new ConcurrentHashMap<>();
  private volatile Map<StreamName, Instant> wanted = Map.of();

  ReactionApprovals(
      Desk desk,
      Shelf shelf,
      ChatBook book,
      Map<String, ChatPlatform> platforms,
      Identities identities,
      List<String> approveWith) {
    this.desk = desk;
    this.shelf = shelf;
    this.book = book;
    this.platforms = Map.copyOf(platforms);
    this.identities = identities;
    this.approveWith = List.copyOf(approveWith);
  }

  private static String key(Standing ask) {
    return ask.channel() + " " + ask.message().orElse("");
  }

  boolean isDue(Standing ask, Duration between, Instant now) {
    return !now.isBefore(readAt.getOrDefault(key(ask), Instant.EPOCH).plus(between));
  }

  /** Somebody waits for these releases' reactions. */
  void wanted(Map<StreamName, Instant> looks) {
    wanted = Map.copyOf(looks);
  }

  /** Whether somebody waits for a look that was not taken yet. */
  boolean isWanted(Standing ask) {
    Instant since = wanted.get(ask.stream());
    return since != null && !since.equals(answered.get(key(ask)));
  }

  /** When somebody last said that they are looking at it. */
  Optional<Instant> lookedAt(Standing ask) {
    return ask.message().stream()
        .flatMap(id -> book.reactions(ask.channel(), id).stream())
        .filter(reaction -> LOOKING.contains(reaction.emoji()))
        .map(Reaction::at)
        .max(Instant::compareTo);
  }

  @Override
  public void reacted(Incoming.Reacted reacted, Answering answering) {
    MessageId on = reacted.on();
    Optional<Standing> standing = book.of(Channels.key(on), on.id());
    boolean approves = approveWith.contains(reacted.emoji());
    if (standing.isEmpty() || !standing.get().slot().startsWith(Asks.SLOT)) {
      if (standing.isPresent()
          && approves
          && reacted.added()
          && identities.person(reacted.by()).isPresent()) {
        answering.privately(
            Message.of(
                "A reaction approves only on the request for approvals, in this thread. Here it is decoration."));
      }
      return;
    }
    Standing ask = standing.get();
    if (LOOKING.contains(reacted.emoji()) && reacted.added()) {
      boolean unused =
          book.keepReaction(
              ask.channel(),
              on.id(),
              reaction(reacted.by(), reacted.emoji(), Reaction.Outcome.SEEN));
    } else if (AGAINST.contains(reacted.emoji()) && reacted.added()) {
      askWhy(ask, reacted.by(), answering);
    } else if (approves) {
      weigh(ask, reacted, answering);
    }
  }

  private Reaction reaction(Account by, String emoji, Reaction.Outcome outcome) {
    return new Reaction(by.key(), emoji, outcome, desk.now());
  }

  private void askWhy(Standing ask, Account by, Answering answering) {
    Optional<ReleaseRecord> release = shelf.release(ask.stream());
    if (release.isEmpty() || identities.person(by).isEmpty()) {
      return;
    }
    String id = release.get().id().toString();
    answering.privately(AskMessage.why(id));
  }

  private void weigh(Standing ask, Incoming.Reacted reacted, Answering answering) {
    Optional<ReleaseRecord> release = shelf.release(ask.stream());
    if (release.isEmpty() || ask.state() != Standing.State.STANDING) {
      return;
    }
    try {
      Optional<String> no = read(ask, release.get(), Optional.of(reacted.by()));
      no.ifPresent(why -> answering.privately(Message.of(why)));
    } catch (ChatTrouble trouble) {
      answering.privately(
          Message.of(
              "Your reaction could not be confirmed yet, so it does not count yet; it is asked for again within a minute. It can be typed as well: approve "
                  + release.get().id()));
    }
  }

  /** Asks the platform who reacts now. */
  boolean read(Standing ask, ReleaseRecord release, Instant now) throws ChatTrouble {
    readAt.put(key(ask), now);
    Optional<Instant> wish = Optional.ofNullable(wanted.get(ask.stream()));
    Optional<String> unused = read(ask, release, Optional.empty());
    wish.ifPresent(since -> answered.put(key(ask), since));
    return true;
  }

  /**
   * @param asking whoever reacted just now; told why not
   */
  private Optional<String> read(Standing ask, ReleaseRecord release, Optional<Account> asking)
      throws ChatTrouble {
    ChatPlatform platform = platforms.get(Channels.platform(ask.channel()));
    if (platform == null) {
      return Optional.empty();
    }
    MessageId message = Channels.message(ask.channel(), ask.message().orElseThrow());
    Reactions there = platform.reactions(message);
    Optional<String> why = Optional.empty();
    Set<String> present = new HashSet<>();
    Map<String, Reaction> known = new HashMap<>();
    List<Reaction> weighed = book.reactions(ask.channel(), message.id());
    weighed.forEach(reaction -> known.put(reaction.account() + " " + reaction.emoji(), reaction));
    for (Reactions.Reaction reaction : there.all()) {
      if (!approveWith.contains(reaction.emoji())) {
        continue;
      }
      String name = reaction.by().key() + " " + reaction.emoji();
      present.add(name);
      Reaction before = known.get(name);
      if (before != null && !isLeftBehind(before)) {
        continue;
      }
      Optional<String> no =
          before == null ? count(ask, release, reaction) : recover(ask, release, before);
      if (asking.filter(reaction.by()::equals).isPresent()) {
        why = no;
      }
    }
    confirm(ask, release, message, present);
    if (there.complete()) {
      weighed.stream()
          .filter(reaction -> approveWith.contains(reaction.emoji()))
          .filter(reaction -> !present.contains(reaction.account() + " " + reaction.emoji()))
          .forEach(reaction -> takenBack(ask, release, reaction, weighed, present));
    }
    return why;
  }

  /** Tells the gate whose reactions were seen just now. */
  private void confirm(
      Standing ask, ReleaseRecord release, MessageId message, Set<String> present) {
    Set<String> people = new HashSet<>();
    for (Reaction reaction : book.reactions(ask.channel(), message.id())) {
      if (reaction.outcome() == Reaction.Outcome.COUNTED
          && present.contains(reaction.account() + " " + reaction.emoji())) {
        identities.person(account(reaction.account())).map(Person::id).ifPresent(people::add);
      }
    }
    desk.gates().confirmations().seen(release, ask.slot().substring(Asks.SLOT.length()), people);
  }

  /** Whether whoever weighs it has had the time to come to an end. */
  private boolean isLeftBehind(Reaction reaction) {
    return reaction.outcome() == Reaction.Outcome.WEIGHED
        && reaction.at().plus(LONGEST_WEIGHING).isBefore(desk.now());
  }

  /** Why it does not count; empty when it does. */
  private Optional<String> count(Standing ask, ReleaseRecord seen, Reactions.Reaction reaction) {
    ReleaseRecord release = desk.renew(seen);
    String hash = ask.slot().substring(Asks.SLOT.length());
    String message = ask.message().orElseThrow();
    Optional<String> no =
        ReactionRules.against(
            release, hash, reaction.by(), identities.person(reaction.by()).isPresent());
    Reaction kept =
        reaction(
            reaction.by(),
            reaction.emoji(),
            no.isEmpty() ? Reaction.Outcome.WEIGHED : Reaction.Outcome.REFUSED);
    // Written first: of two servers that see it at once, one counts it.
    if (!book.keepReaction(ask.channel(), message, kept) || no.isPresent()) {
      return no;
    }
    return approve(ask, release, kept);
  }

  /** Writes the approval down, and then that it is written. */
  private Optional<String> approve(Standing ask, ReleaseRecord release, Reaction weighed) {
    Answer<ReleaseRecord> answer =
        desk.gates().approve(actor(ask, account(weighed.account())), release, Optional.empty(), "");
    book.settleReaction(
        ask.channel(),
        ask.message().orElseThrow(),
        weighed.in(
            answer instanceof Answer.Yes<ReleaseRecord>
                ? Reaction.Outcome.COUNTED
                : Reaction.Outcome.REFUSED));
    return answer instanceof Answer.No<ReleaseRecord> refused
        ? Optional.of(words(refused.refusal()))
        : Optional.empty();
  }

  /**
   * Whoever weighed this reaction has not said what came of it: it died in between. Its approval
   * may be written down already, and may have been taken back since; then it stays so.
   */
  private Optional<String> recover(Standing ask, ReleaseRecord seen, Reaction weighed) {
    ReleaseRecord release = desk.renew(seen);
    Account by = account(weighed.account());
    String hash = ask.slot().substring(Asks.SLOT.length());
    Optional<Person> person = identities.person(by);
    Optional<String> no = ReactionRules.against(release, hash, by, person.isPresent());
    boolean written =
        release.gateRecords().stream()
            .anyMatch(record ->
                record instanceof GateRecord.Approved approved
                    && person.filter(known -> isByReaction(approved, known.id())).isPresent()
                    && approved.planHash().equals(hash)
                    && !approved.at().isBefore(weighed.at()));
    if (!written && no.isEmpty()) {
      return approve(ask, release, weighed);
    }
    book.settleReaction(
        ask.channel(),
        ask.message().orElseThrow(),
        weighed.in(written ? Reaction.Outcome.COUNTED : Reaction.Outcome.REFUSED));
    return written ? Optional.empty() : no;
  }

  private Actor actor(Standing ask, Account by) {
    Actor actor = identities.actor(by, Channels.place(ask.channel()));
    return new Actor(actor.name(), actor.kind(), actor.surface() + GateRecord.Approved.BY_REACTION);
  }

  private static String words(Refusal refusal) {
    return refusal.what();
  }

  private void takenBack(
      Standing ask,
      ReleaseRecord seen,
      Reaction reaction,
      List<Reaction> weighed,
      Set<String> present) {
    book.dropReaction(
        ask.channel(), ask.message().orElseThrow(), reaction.account(), reaction.emoji());
    boolean another =
        weighed.stream()
            .anyMatch(other ->
                other.account().equals(reaction.account())
                    && !other.emoji().equals(reaction.emoji())
                    && present.contains(other.account() + " " + other.emoji()));
    boolean mayStand =
        switch (reaction.outcome()) {
          case COUNTED, WEIGHED -> true;
          case REFUSED, SEEN -> false;
        };
    if (!mayStand || another) {
      return;
    }
    ReleaseRecord release = desk.renew(seen);
    Account by = account(reaction.account());
    String hash = ask.slot().substring(Asks.SLOT.length());
    boolean standsByReaction =
        identities.person(by).stream()
            .anyMatch(person ->
                dev.slipway.gate.GateBook.of(release.gateRecords()).approvalsOf(hash).stream()
                    .anyMatch(approved -> isByReaction(approved, person.id())));
    if (standsByReaction
        && desk.gates().withdraw(actor(ask, by), release, "took the reaction back")
            instanceof Answer.No<ReleaseRecord> no) {
      LOG.warn("{}: {}", release.id(), no.refusal().what());
    }
  }

  private static boolean isByReaction(GateRecord.Approved approved, String person) {
    return approved.by().equals(person) && approved.isByReaction();
  }

  private static Account account(String key) {
    int colon = key.indexOf(':');
    return new Account(key.substring(0, colon), key.substring(colon + 1));
  }

  @Override
  public void removed(MessageId message) {
    book.of(Channels.key(message), message.id())
        .ifPresent(standing -> book.keep(standing.anew(desk.now())));
  }

  @Override
  public void settle(ReleaseId id) {
    Optional<ReleaseRecord> release = shelf.release(StreamName.of(id));
    if (release.isEmpty()) {
      return;
    }
    String slot = Asks.SLOT + release.get().plan().map(plan -> plan.hash().value()).orElse("");
    for (String channel : new Whereabouts(desk, book).refresh().everywhere(release.get())) {
      book.find(channel, StreamName.of(id), slot)
          .filter(ask -> ask.state() == Standing.State.STANDING)
          .ifPresent(ask -> {
            try {
              boolean unused = read(ask, release.get(), desk.now());
            } catch (ChatTrouble away) {
              LOG.info("{}: not asked before the start: {}", channel, away.getMessage());
            }
          });
    }
  }
}
