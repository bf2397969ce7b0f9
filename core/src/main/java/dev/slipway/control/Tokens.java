package dev.slipway.control;

import dev.slipway.control.Refusal.Kind;
import dev.slipway.gate.Person;
import dev.slipway.journal.Store;
import dev.slipway.release.Actor;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Who may act over the network, and for how long. Everybody has tokens of their own; those of
 * others and of machines are for people with the role {@value #ADMINISTRATOR}, because whoever
 * holds a token is its holder. Machines make none.
 */
public final class Tokens {
  /** The role whose people see to others' tokens. */
  public static final String ADMINISTRATOR = "administrator";

  public static final Duration USUAL = Duration.ofDays(90);
  private static final Duration SHORTEST = Duration.ofMinutes(1);
  private static final Duration LONGEST = Duration.ofDays(366);

  private final Store store;
  private final World world;

  Tokens(Store store, World world) {
    this.store = store;
    this.world = world;
  }

  /**
   * A new token, the only time its secret is seen.
   *
   * @param secret what is presented
   */
  public record Made(TokenSecret secret, Store.Token token) {}

  /** What a presented text amounts to. */
  public sealed interface Bearer {
    /**
     * @param token its public name
     */
    record Known(Person person, String token) implements Bearer {
      /** Acts here. */
      public Actor at(String surface) {
        return new Actor(
            person.id(), person.machine() ? Actor.Kind.MACHINE : Actor.Kind.PERSON, surface);
      }
    }

    /** No such token, or not the secret that belongs to it: which of the two is not told. */
    record Wrong() implements Bearer {}

    record Expired(Instant at) implements Bearer {}

    record Revoked(Instant at) implements Bearer {}

    /** The catalogue no longer knows whose it is. */
    record HolderGone(String holder) implements Bearer {}
  }

  /**
   * @param with the token with which this is asked for; empty at the store itself
   */
  public Answer<Made> create(
      Actor by, Optional<String> with, String holder, Duration lasts, String purpose) {
    Optional<Refusal> no =
        Standings.refuseUnlessPerson(world, by, "make tokens")
            .or(() -> unknown(holder))
            .or(() -> notTheirs(by, holder, "make"))
            .or(() -> length(lasts));
    if (no.isPresent()) {
      return Answer.no(no.get());
    }
    TokenSecret secret = TokenSecret.random();
    Store.Token token =
        store.write(writer -> {
          Instant now = writer.now().truncatedTo(ChronoUnit.MICROS);
          Store.Token made =
              new Store.Token(
                  secret.id(),
                  holder,
                  secret.hash(),
                  purpose,
                  now,
                  by.name(),
                  now.plus(lasts),
                  with,
                  Optional.empty());
          writer.addToken(made, by);
          return made;
        });
    return Answer.yes(new Made(secret, token));
  }

  private Optional<Refusal> unknown(String holder) {
    return world.catalogue().person(holder).isPresent()
        ? Optional.empty()
        : Optional.of(
            Refusal.of(
                "E-TOKEN-01",
                Kind.NOT_FOUND,
                "The catalogue knows nobody called \"" + holder + "\".",
                "A token carries the rights of somebody under people: in slipway.yaml.",
                "slipway token create --for "
                    + world.catalogue().people().stream().map(Person::id).findFirst().orElse("ada"),
                "add the person or machine under people: in slipway.yaml"));
  }

  private Optional<Refusal> notTheirs(Actor by, String holder, String what) {
    return by.name().equals(holder) || isAdministrator(by)
        ? Optional.empty()
        : Optional.of(
            Refusal.of(
                "E-TOKEN-02",
                Kind.NOT_ALLOWED,
                "You may not " + what + " a token of " + holder + ".",
                "Whoever holds it acts as "
                    + holder
                    + ". Own tokens are everybody's; others' are for the role "
                    + ADMINISTRATOR
                    + ".",
                "ask somebody with the role " + ADMINISTRATOR,
                "or add it to your roles: in slipway.yaml, and apply that"));
  }

  private static Optional<Refusal> length(Duration lasts) {
    return lasts.compareTo(SHORTEST) >= 0 && lasts.compareTo(LONGEST) <= 0
        ? Optional.empty()
        : Optional.of(
            Refusal.of(
                "E-TOKEN-03",
                Kind.USAGE,
                "A token lasts between a minute and a year.",
                "One that never ends is never missed when it gets lost.",
                "slipway token create --expires 90d"));
  }

  private boolean isAdministrator(Actor by) {
    return by.isPerson()
        && world
            .catalogue()
            .person(by.name())
            .filter(person -> person.roles().contains(ADMINISTRATOR))
            .isPresent();
  }

  /** Those that this person may see to, newest first, the ended ones included. */
  public List<Store.Token> of(Actor by) {
    boolean all = isAdministrator(by);
    return store.read(Store.Reader::tokens).stream()
        .filter(token -> all || token.holder().equals(by.name()))
        .toList();
  }

  /**
   * Ends a token and every one that was made with it.
   *
   * @return those that ended now, the one that was named first; empty when it had ended
   */
  public Answer<List<Store.Token>> revoke(Actor by, String id, String reason) {
    Optional<Refusal> stranger = Standings.refuseStranger(world.catalogue(), by);
    if (stranger.isPresent()) {
      return Answer.no(stranger.get());
    }
    Optional<Store.Token> token = store.read(reader -> reader.token(id));
    // That somebody else has a token of this name is nobody's business.
    if (token.isEmpty() || notTheirs(by, token.get().holder(), "revoke").isPresent()) {
      return Answer.no(
          Refusal.of(
              "E-TOKEN-04",
              Kind.NOT_FOUND,
              "There is no token \"" + id + "\" that you may revoke.",
              "",
              "slipway token list --all"));
    }
    return Answer.yes(
        store.write(writer -> {
          Instant now = writer.now().truncatedTo(ChronoUnit.MICROS);
          List<Store.Token> ended =
              family(writer.tokens(), id).stream().filter(one -> one.revoked().isEmpty()).toList();
          ended.forEach(one ->
              writer.revokeToken(
                  one.id(), one.id().equals(id) ? reason : "made with " + id, now, by));
          return ended;
        }));
  }

  private static List<Store.Token> family(List<Store.Token> all, String id) {
    List<Store.Token> family = new ArrayList<>();
    Deque<String> next = new ArrayDeque<>(List.of(id));
    while (!next.isEmpty()) {
      String one = next.removeFirst();
      all.stream().filter(token -> token.id().equals(one)).forEach(family::add);
      all.stream()
          .filter(token -> token.madeWith().filter(one::equals).isPresent())
          .map(Store.Token::id)
          .forEach(next::add);
    }
    return family;
  }

  /** Who presents this text. Takes as long for a wrong secret as for a right one. */
  public Bearer bearer(String presented) {
    Optional<TokenSecret> secret = TokenSecret.parse(presented);
    if (secret.isEmpty()) {
      return new Bearer.Wrong();
    }
    return store.read(reader -> {
      Optional<Store.Token> token = reader.token(secret.get().id());
      boolean right =
          secret.get().fits(token.map(Store.Token::secretHash).orElse(TokenSecret.NO_HASH));
      if (token.isEmpty() || !right) {
        return new Bearer.Wrong();
      }
      return standing(token.get(), reader.now());
    });
  }

  private Bearer standing(Store.Token token, Instant now) {
    if (token.revoked().isPresent()) {
      return new Bearer.Revoked(token.revoked().get());
    }
    if (!now.isBefore(token.expires())) {
      return new Bearer.Expired(token.expires());
    }
    return world
        .catalogue()
        .person(token.holder())
        .<Bearer>map(person -> new Bearer.Known(person, token.id()))
        .orElseGet(() -> new Bearer.HolderGone(token.holder()));
  }

  /** The public part of a token that was presented, for messages; empty when it is none. */
  public static Optional<String> name(String presented) {
    return TokenSecret.parse(presented).map(TokenSecret::id);
  }
}
