package dev.slipway.control;

import dev.slipway.control.Refusal.Kind;
import dev.slipway.release.Actor;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What each person wants to be told in a message of their own. It belongs to the person, whichever
 * account or face it was said from; nobody who said nothing is told anything: channels call people
 * by name already.
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

  private final Books books;
  private final World world;

  Attention(Books books, World world) {
    this.books = books;
    this.world = world;
  }

  /** By the catalogue's keys; whoever is absent wants nothing. */
  public Map<String, Wish> all() {
    Map<String, Wish> wishes = new TreeMap<>();
    books
        .store()
        .read(reader -> reader.personalWishes())
        .forEach((person, wish) -> wish(wish).ifPresent(known -> wishes.put(person, known)));
    return wishes;
  }

  private static Optional<Wish> wish(String word) {
    try {
      return Optional.of(Wish.valueOf(word.toUpperCase(Locale.ROOT)));
    } catch (IllegalArgumentException unknown) {
      return Optional.empty();
    }
  }

  public Wish of(Actor person) {
    return all().getOrDefault(person.name(), Wish.NOTHING);
  }

  /** Why this is nobody whom a message could reach. */
  public Optional<Refusal> refuse(Actor by) {
    return Standings.refuseUnlessPerson(world.catalogue(), by, "ask to be told");
  }

  /** Whether there is an account through which this person can be told. */
  public boolean isReachable(Actor by) {
    return world.catalogue().person(by.name()).filter(p -> !p.chatIds().isEmpty()).isPresent();
  }

  public Answer<Wish> wants(Actor by, Wish wish) {
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
              writer.keepWish(by.name(), wish.name(), world.clock().now());
              return true;
            });
    return Answer.yes(wish);
  }
}
