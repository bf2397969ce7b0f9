package dev.slipway.control;

import dev.slipway.control.Refusal.Kind;
import dev.slipway.gate.Person;
import dev.slipway.journal.Store;
import dev.slipway.plan.Catalogue;
import dev.slipway.release.Actor;
import java.util.Optional;
import java.util.function.Function;

/**
 * Which catalogue holds at a store. Whoever works with another one may look, and may take users
 * back to where they were; everything else waits until both are the same, so that nobody gains a
 * right by editing a file.
 */
public final class Catalogues {
  private static final int BRIEF = 6;
  private final Optional<Store> store;
  private final Catalogue own;
  private final String text;
  private final boolean ownStore;
  private final Function<String, Optional<Catalogue>> reading;

  /**
   * @param own the one that this process works with, read from {@code text}
   * @param ownStore whether the store belongs to one person alone
   * @param reading reads a text that was kept; empty when this program cannot
   */
  public Catalogues(
      Store store,
      Catalogue own,
      String text,
      boolean ownStore,
      Function<String, Optional<Catalogue>> reading) {
    this(Optional.of(store), own, text, ownStore, reading);
  }

  private Catalogues(
      Optional<Store> store,
      Catalogue own,
      String text,
      boolean ownStore,
      Function<String, Optional<Catalogue>> reading) {
    this.store = store;
    this.own = own;
    this.text = text;
    this.ownStore = ownStore;
    this.reading = reading;
  }

  /** For a world in which there is only this one. */
  public static Catalogues only(Catalogue own) {
    return new Catalogues(Optional.empty(), own, "", true, kept -> Optional.empty());
  }

  /**
   * @param before the one that held until then; empty for the first
   */
  public record Applied(String hash, Optional<String> before) {
    public boolean isNew() {
      return !before.equals(Optional.of(hash));
    }
  }

  /** The hash of the one that holds; empty before the first was applied. */
  public Optional<String> active() {
    return store.flatMap(found -> found.read(Store.Reader::activeCatalogue));
  }

  /** The text of the one that holds, where it was kept. */
  public Optional<String> activeText() {
    return store.flatMap(
        found -> found.read(reader -> reader.activeCatalogue().flatMap(reader::catalogueText)));
  }

  public String ownHash() {
    return own.hash();
  }

  /** "3b7f0c": as people compare them. */
  public static String brief(String hash) {
    return hash.substring(0, Math.min(BRIEF, hash.length()));
  }

  /**
   * Asked before somebody acts. The first catalogue of a store holds without being applied; beside
   * a store of one's own so does every next one.
   */
  Optional<Refusal> refuseForeign(Actor by) {
    if (store.isEmpty()) {
      return Optional.empty();
    }
    Optional<String> active = active();
    if (active.isEmpty() || (ownStore && !active.get().equals(own.hash()))) {
      activate(by);
      return Optional.empty();
    }
    return active
        .filter(hash -> !hash.equals(own.hash()))
        .map(hash ->
            Refusal.of(
                "E-CATALOG-01",
                Kind.CONFLICT,
                "slipway.yaml here is not the catalogue that holds at this store.",
                "Here is "
                    + brief(own.hash())
                    + ", active is "
                    + brief(hash)
                    + ". With another one you may look, pause and roll back.",
                "slipway catalog apply        (makes this one active)",
                "slipway catalog show --text        (the active one)"));
  }

  /**
   * The one that a plan was made from, so that what moves goes on with it; this process's own where
   * it cannot be had.
   */
  public Catalogue of(String hash) {
    if (hash.equals(own.hash())) {
      return own;
    }
    return store
        .flatMap(found -> found.read(reader -> reader.catalogueText(hash)))
        .flatMap(reading)
        .filter(kept -> kept.hash().equals(hash))
        .orElse(own);
  }

  /** Makes this process's own the one that holds, from now on and for everybody. */
  public Answer<Applied> apply(Actor by) {
    Optional<String> before = active();
    Optional<Refusal> no =
        Standings.refuseStranger(own, by).or(() -> before.flatMap(hash -> mayNot(by, hash)));
    if (no.isPresent()) {
      return Answer.no(no.get());
    }
    activate(by);
    return Answer.yes(new Applied(own.hash(), before));
  }

  /** By the rights of the catalogue that holds now, not by those of the new one. */
  private Optional<Refusal> mayNot(Actor by, String active) {
    Catalogue holding = of(active);
    boolean guarded =
        holding.people().stream().anyMatch(person -> person.roles().contains(Tokens.ADMINISTRATOR));
    Optional<Person> person = holding.person(by.name());
    boolean may =
        guarded
            ? person.filter(one -> one.roles().contains(Tokens.ADMINISTRATOR)).isPresent()
            : person.filter(one -> !one.machine()).isPresent();
    return may || active.equals(own.hash())
        ? Optional.empty()
        : Optional.of(
            Refusal.of(
                "E-CATALOG-02",
                Kind.NOT_ALLOWED,
                "You may not make another catalogue active.",
                guarded
                    ? "In the one that holds this is for the role " + Tokens.ADMINISTRATOR + "."
                    : "The one that holds does not know you.",
                "ask " + who(holding, guarded)));
  }

  private static String who(Catalogue holding, boolean guarded) {
    return String.join(
        " or ",
        holding.people().stream()
            .filter(person ->
                guarded ? person.roles().contains(Tokens.ADMINISTRATOR) : !person.machine())
            .map(Person::name)
            .sorted()
            .limit(3)
            .toList());
  }

  private void activate(Actor by) {
    store.ifPresent(found -> {
      String unused =
          found.write(writer -> {
            writer.keepCatalogue(own.hash(), text);
            writer.activateCatalogue(own.hash(), writer.now(), by);
            return own.hash();
          });
    });
  }
}
