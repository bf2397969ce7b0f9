package dev.slipway.bot.delivery;

import dev.slipway.bot.conversation.Account;
import dev.slipway.bot.conversation.ChatPlatform;
import dev.slipway.bot.conversation.ChatTrouble;
import dev.slipway.bot.conversation.Footing;
import dev.slipway.bot.conversation.Message;
import dev.slipway.control.Attention.Asked;
import dev.slipway.control.Attention.Wish;
import dev.slipway.control.Desk;
import dev.slipway.gate.GateFacts;
import dev.slipway.gate.Person;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.notice.Outbox;
import dev.slipway.notice.Personal;
import dev.slipway.notice.Telling;
import dev.slipway.notice.Tellings;
import dev.slipway.view.Plain;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Messages to people of their own, for those who want them: you are the one needed. They wait in
 * the outbox like every line; one that is late is sent only while it is still true.
 */
final class Directs {
  private static final Duration LATE = Duration.ofMinutes(1);
  private static final int LONGEST = 200;

  private final Desk desk;
  private final Shelf shelf;
  private final Outbox outbox;
  private final Map<String, ChatPlatform> platforms;

  Directs(Desk desk, Shelf shelf, Outbox outbox, Map<String, ChatPlatform> platforms) {
    this.desk = desk;
    this.shelf = shelf;
    this.outbox = outbox;
    this.platforms = platforms;
  }

  /** Begins the name of everything that one platform says to single people. */
  static String beginning(String platform) {
    return platform + ":@";
  }

  /** Whom the entries after those that were told need, as lines that wait. */
  List<Outbox.Line> lines(
      ReleaseRecord release, Outbox.Behind behind, List<Telling> tellings, Instant now) {
    Map<String, Asked> wishes = desk.attention().all();
    if (wishes.values().stream().map(Asked::wish).allMatch(Wish.NOTHING::equals)) {
      return List.of();
    }
    GateFacts facts = shelf.gates(release).facts();
    List<Outbox.Line> lines = new ArrayList<>();
    for (Personal.Needed needed : Personal.of(release, behind.told(), tellings, facts, wishes)) {
      account(needed.person(), wishes)
          .ifPresent(account ->
              lines.add(
                  Outbox.Line.waiting(
                      beginning(account.platform()) + account.id(),
                      behind.stream(),
                      needed.sequence(),
                      needed.urgency().rank(),
                      Plain.line(release.id() + " needs " + needed.person(), LONGEST),
                      now,
                      now)));
    }
    return lines;
  }

  /**
   * The account that asked, for as long as it is this person's; else the first in the catalogue.
   * While its chat is away, another one that is connected: somebody who is needed is told now.
   */
  private Optional<Account> account(String person, Map<String, Asked> wishes) {
    Optional<String> asked = Optional.ofNullable(wishes.get(person)).flatMap(Asked::account);
    List<String> theirs = desk.catalogue().person(person).map(Person::chatIds).orElse(List.of());
    List<Account> accounts =
        Stream.concat(asked.filter(theirs::contains).stream(), theirs.stream())
            .distinct()
            .map(Directs::account)
            .filter(account -> platforms.containsKey(account.platform()))
            .toList();
    Predicate<Account> connected =
        account ->
            Optional.ofNullable(platforms.get(account.platform()))
                .filter(platform -> platform.connection().up())
                .isPresent();
    return accounts.stream().filter(connected).findFirst().or(() -> accounts.stream().findFirst());
  }

  private static Account account(String key) {
    int colon = key.indexOf(':');
    return new Account(key.substring(0, colon), key.substring(colon + 1));
  }

  /** Sends the most urgent one that is due. */
  void step(ChatPlatform platform, Poster poster, Instant now) {
    if (!poster.mayCall(now)) {
      return;
    }
    for (Outbox.Line line : outbox.openOf(beginning(platform.name()))) {
      if (!now.isBefore(line.due()) && poster.did(() -> send(platform, poster, line, now), now)) {
        return;
      }
    }
  }

  private boolean send(ChatPlatform platform, Poster poster, Outbox.Line line, Instant now)
      throws ChatTrouble {
    Account to =
        new Account(platform.name(), line.channel().substring(beginning(platform.name()).length()));
    Optional<Message> message =
        shelf.release(line.stream()).flatMap(release -> message(release, line, to, now));
    if (message.isEmpty()) {
      poster.keep(line.in(Outbox.Line.State.DROPPED));
      return false;
    }
    try {
      return poster.direct(line, platform.direct(to), message.get(), now);
    } catch (ChatTrouble trouble) {
      if (trouble.kind() == ChatTrouble.Kind.REFUSED || trouble.kind() == ChatTrouble.Kind.GONE) {
        // Somebody who takes no messages is no trouble of the server's.
        poster.keep(
            line.later(now, Outbox.Line.State.DROPPED, String.valueOf(trouble.getMessage())));
      }
      throw trouble;
    }
  }

  /** Empty when nobody needs to hear it any more. */
  private Optional<Message> message(
      ReleaseRecord release, Outbox.Line line, Account to, Instant now) {
    Optional<Person> person =
        desk.catalogue().people().stream()
            .filter(known -> known.chatIds().contains(to.key()))
            .findFirst();
    if (person.isEmpty()) {
      return Optional.empty();
    }
    Naming naming = new Naming(desk.catalogue(), to.platform());
    Optional<Telling> telling =
        release.story().stream()
            .filter(told -> told.entry().version() == line.sequence())
            .findFirst()
            .flatMap(told -> new Tellings(desk.catalogue()).of(release, told))
            .filter(one -> one.calls().contains(person.get().id()));
    if (telling.isPresent()) {
      boolean stands = Footing.of(release) <= line.sequence();
      boolean fresh = now.isBefore(line.made().plus(LATE));
      return stands || fresh
          ? Optional.of(DirectMessage.of(telling.get(), release, naming))
          : Optional.empty();
    }
    GateFacts facts = shelf.gates(release).facts();
    return Personal.whoCan(facts).contains(person.get().id())
            && release.state() instanceof dev.slipway.rollout.Planned
        ? Optional.of(DirectMessage.asking(release, facts))
        : Optional.empty();
  }
}
