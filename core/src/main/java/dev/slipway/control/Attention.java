package dev.slipway.control;

import dev.slipway.control.Refusal.Kind;
import dev.slipway.journal.Store;
import dev.slipway.release.Actor;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What each person wants to be told in a message of their own. It belongs to the person, whichever
 * account or face it was said from; the account that said it last is told. Nobody who said nothing
 * is told anything: channels call people by name already.
 */
public final class Attention {
  /** What somebody wants to be told. */
  public enum Wish {
    /** Whatever needs them: approvals, and their releases that pause or go back. */
    MINE,
    /** Approvals that they can give. */
    APPROVALS,
    NOTHING
  }

  /**
   * @param account the one to tell, by the catalogue's key, where one said it
   */
  public record Asked(Wish wish, Optional<String> account) {}

  private final Books books;
  private final World world;

  Attention(Books books, World world) {
    this.books = books;
    this.world = world;
  }

  /** By the catalogue's keys; whoever is absent wants nothing. */
  public Map<String, Asked> all() {
    Map<String, Asked> wishes = new TreeMap<>();
    books
        .store()
        .read(reader -> reader.personalWishes())
        .forEach((person, kept) ->
            wish(kept.wish())
                .ifPresent(known -> wishes.put(person, new Asked(known, kept.account()))));
    return wishes;
  }

  private static Optional<Wish> wish(String word) {
    try {
      return Optional.of(Wish.valueOf(word.toUpperCase(Locale.ROOT)));
    } catch (IllegalArgumentException unknown) {
      return Optional.empty();
    }
  }

  public Asked of(Actor person) {
    return all().getOrDefault(person.name(), new Asked(Wish.NOTHING, Optional.empty()));
  }

  /** Why this is nobody whom a message could reach. */
  public Optional<Refusal> refuse(Actor by) {
    return Standings.refuseUnlessPerson(world.catalogue(), by, "ask to be told");
  }

  /** Whether there is an account through which this person can be told. */
  public boolean isReachable(Actor by) {
    return world.catalogue().person(by.name()).filter(p -> !p.chatIds().isEmpty()).isPresent();
  }

  /**
   * @param account through which it is said; empty where it is said at a computer
   */
  public Answer<Asked> wants(Actor by, Wish wish, Optional<String> account) {
    Optional<Refusal> refused =
        refuse(by)
            .or(() ->
                wish == Wish.NOTHING || isReachable(by)
                    ? Optional.empty()
                    : Optional.of(
                        Refusal.of(
                            "E-WHO-06",
                            Kind.NOT_ALLOWED,
                            "There is no account in a chat through which you could be told.",
                            "slipway.yaml does not say who you are there.",
                            "add to yourself under people: chat: [slack:U…]")));
    if (refused.isPresent()) {
      return Answer.no(refused.get());
    }
    boolean unused =
        books
            .store()
            .write(writer -> {
              writer.keepWish(
                  by.name(), new Store.PersonalWish(wish.name(), account), world.clock().now());
              return true;
            });
    return Answer.yes(of(by));
  }
}
