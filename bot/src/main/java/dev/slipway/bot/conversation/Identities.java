package dev.slipway.bot.conversation;

import dev.slipway.control.Desk;
import dev.slipway.gate.Person;
import dev.slipway.release.Actor;
import dev.slipway.view.RefusalView;
import dev.slipway.view.View;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Who an account is, by the catalogue. Whoever it does not name may look, never act. */
public final class Identities {
  private static final String STRANGER = "E-WHO-01";

  private final Desk desk;
  private final ChannelNames channels;

  public Identities(Desk desk, ChannelNames channels) {
    this.desk = desk;
    this.channels = channels;
  }

  public Optional<Person> person(Account account) {
    return desk.catalogue().people().stream()
        .filter(person -> person.chatIds().contains(account.key()))
        .findFirst();
  }

  /** A person's name, or the account's key. */
  String name(Account account) {
    return person(account).map(Person::name).orElse(account.key());
  }

  public Actor actor(Account account, Place at) {
    String surface = surface(at);
    return person(account)
        .map(known ->
            new Actor(
                known.id(), known.machine() ? Actor.Kind.MACHINE : Actor.Kind.PERSON, surface))
        .orElse(new Actor(account.key(), Actor.Kind.UNKNOWN, surface));
  }

  /** "Slack #shop-deploys", as the journal keeps it. */
  String surface(Place at) {
    String platform = at.platform();
    return platform.substring(0, 1).toUpperCase(Locale.ROOT)
        + platform.substring(1)
        + " "
        + channels.name(platform, at.channel());
  }

  /** A stranger in a chat is told how to be known in that chat, not on a computer. */
  View inTheirWords(View view, Account by, Actor actor) {
    boolean stranger =
        actor.kind() == Actor.Kind.UNKNOWN
            && view instanceof RefusalView refusal
            && refusal.code().equals(STRANGER);
    return stranger
        ? new RefusalView(
            STRANGER,
            "not allowed",
            "slipway.yaml does not say who you are here.",
            List.of("Unknown people may look, never act."),
            List.of("add to yourself under people: chat: [" + by.key() + "]"))
        : view;
  }
}
