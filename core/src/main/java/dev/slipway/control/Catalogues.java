package dev.slipway.control;

import dev.slipway.control.Refusal.Kind;
import dev.slipway.journal.Store;
import dev.slipway.plan.Catalogue;
import dev.slipway.release.Actor;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Which catalogue holds at a store. Whoever works with another one may look, and may take users
 * back to where they were; everything else waits until both are the same, so that nobody gains a
 * right by editing a file.
 */
public final class Catalogues {
  private static final int BRIEF = 6;
  private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}([0-9a-f]{24})?");
  private final Optional<Store> store;
  private final boolean ownStore;
  private final Function<String, Meaning> reading;
  private volatile Own own;
  private volatile boolean following;

  private record Own(Catalogue catalogue, String text) {}

  /** What a text amounts to here. */
  public sealed interface Meaning {
    record Readable(Catalogue catalogue) implements Meaning {}

    /**
     * @param problems at least one, with place and fix
     */
    record Unreadable(List<String> problems) implements Meaning {
      public Unreadable {
        problems = List.copyOf(problems);
      }
    }
  }

  /**
   * A catalogue that somebody has elsewhere.
   *
   * @param text all its files in one
   * @param hash what it amounts to there
   * @param commit the one that its files were checked out from; empty when they were changed since,
   *     or never were
   */
  public record Sent(String text, String hash, Optional<String> commit) {}

  /**
   * @param own the one that this process works with, read from {@code text}
   * @param ownStore whether the store belongs to one person alone
   * @param reading reads a text that was kept or sent
   */
  public Catalogues(
      Store store,
      Catalogue own,
      String text,
      boolean ownStore,
      Function<String, Meaning> reading) {
    this(Optional.of(store), own, text, ownStore, reading);
  }

  private Catalogues(
      Optional<Store> store,
      Catalogue own,
      String text,
      boolean ownStore,
      Function<String, Meaning> reading) {
    this.store = store;
    this.own = new Own(own, text);
    this.ownStore = ownStore;
    this.reading = reading;
  }

  /** For a world in which there is only this one. */
  public static Catalogues only(Catalogue own) {
    return new Catalogues(
        Optional.empty(),
        own,
        "",
        true,
        kept -> new Meaning.Unreadable(List.of("there is one only")));
  }

  /** The one that this process works with. */
  public Catalogue own() {
    return own.catalogue();
  }

  /** From now on this process works with the one that holds, whichever that becomes. */
  public void follow() {
    following = true;
  }

  /** The same with the one of this moment, whatever is applied from here on. */
  Catalogues settled() {
    Own now = own;
    return new Catalogues(store, now.catalogue(), now.text(), ownStore && !following, reading);
  }

  /**
   * Takes up the one that holds, where this process follows it and can read it.
   *
   * @return its hash, when that is another one than until now
   */
  public Optional<String> takeUp() {
    if (!following) {
      return Optional.empty();
    }
    Optional<String> active = active();
    if (active.isEmpty() || active.get().equals(ownHash())) {
      return Optional.empty();
    }
    Optional<String> text = activeText();
    if (text.isPresent()
        && reading.apply(text.get()) instanceof Meaning.Readable(Catalogue catalogue)
        && (ownStore || active.get().equals(catalogue.hash()))
        && !catalogue.hash().equals(ownHash())) {
      own = new Own(catalogue, text.get());
      return Optional.of(catalogue.hash());
    }
    return Optional.empty();
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
    return own().hash();
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
    var unused = takeUp();
    Optional<String> active = active();
    // Another version reads the same text to another hash: that is no other catalogue.
    boolean replaces = ownStore && (!following || activeText().equals(Optional.of(own.text())));
    if (active.isEmpty() || (replaces && !active.get().equals(ownHash()))) {
      activate(by, own, Optional.empty());
      return Optional.empty();
    }
    return active
        .filter(hash -> !hash.equals(ownHash()))
        .map(hash -> following ? unread(hash) : foreign(hash));
  }

  private Refusal unread(String hash) {
    return Refusal.of(
        "E-CATALOG-01",
        Kind.CONFLICT,
        "The catalogue that holds at this store is not what this server makes of its text.",
        "Active is "
            + brief(hash)
            + "; this server goes on looking, pausing and rolling back with "
            + brief(ownHash())
            + ".",
        "slipway catalog apply        (after an upgrade, in the folder of its slipway.yaml)",
        "or run the Slipway that it was applied with",
        "slipway catalog show --text        (the active one)");
  }

  private Refusal foreign(String hash) {
    return Refusal.of(
        "E-CATALOG-01",
        Kind.CONFLICT,
        "slipway.yaml here is not the catalogue that holds at this store.",
        "Here is "
            + brief(ownHash())
            + ", active is "
            + brief(hash)
            + ". With another one you may look, pause and roll back.",
        "slipway catalog apply        (makes this one active)",
        "slipway catalog show --text        (the active one)");
  }

  /**
   * The one that a plan was made from, so that what moves goes on with it; this process's own where
   * it cannot be had.
   */
  public Catalogue of(String hash) {
    Own now = own;
    if (hash.equals(now.catalogue().hash())) {
      return now.catalogue();
    }
    return store
        .flatMap(found -> found.read(reader -> reader.catalogueText(hash)))
        .map(reading)
        .flatMap(kept ->
            kept instanceof Meaning.Readable(Catalogue catalogue)
                ? Optional.of(catalogue)
                : Optional.empty())
        .filter(kept -> kept.hash().equals(hash))
        .orElse(now.catalogue());
  }

  /** Makes this process's own the one that holds, from now on and for everybody. */
  public Answer<Applied> apply(Actor by) {
    return allowed(by, ownHash(), true)
        .then(before ->
            before.equals(Optional.of(ownHash()))
                ? Answer.yes(new Applied(ownHash(), before))
                : replaced(by, own, Optional.empty(), before));
  }

  /**
   * Makes one that was sent the one that holds, likewise. It is not even read before it is known
   * that whoever sent it may do so.
   */
  public Answer<Applied> apply(Actor by, Sent sent) {
    return allowed(by, sent.hash(), false)
        .then(before ->
            before.equals(Optional.of(sent.hash()))
                ? Answer.yes(new Applied(sent.hash(), before))
                : understood(sent)
                    .then(catalogue ->
                        replaced(by, new Own(catalogue, sent.text()), commit(sent), before)));
  }

  /** Why it could not be made the one that holds; empty when it could. */
  public Optional<Refusal> wouldRefuse(Actor by, Optional<Sent> sent) {
    Answer<?> would =
        sent.isEmpty()
            ? allowed(by, ownHash(), true)
            : allowed(by, sent.get().hash(), false)
                .then(before ->
                    before.equals(Optional.of(sent.get().hash()))
                        ? Answer.yes(sent.get().hash())
                        : understood(sent.get()).then(catalogue -> Answer.yes(catalogue.hash())));
    return would instanceof Answer.No<?> no ? Optional.of(no.refusal()) : Optional.empty();
  }

  /**
   * The one that holds until now. What holds already may be asked for by everybody: nothing comes
   * of it.
   */
  private Answer<Optional<String>> allowed(Actor by, String next, boolean atTheStore) {
    Optional<String> before = active();
    Optional<Refusal> no =
        Standings.refuseStranger(own(), by)
            .or(() ->
                before
                    .filter(hash -> !hash.equals(next))
                    .flatMap(hash -> Replacing.refuse(by, holding(hash), atTheStore)));
    return no.<Answer<Optional<String>>>map(Answer::no).orElseGet(() -> Answer.yes(before));
  }

  /**
   * The one that holds, for what it says about people. Another version may make another hash of its
   * text: its people are the same. A file that somebody edited never stands in for it.
   */
  private Optional<Catalogue> holding(String hash) {
    Own now = own;
    if (hash.equals(now.catalogue().hash())) {
      return Optional.of(now.catalogue());
    }
    boolean workedWith = following || ownStore;
    return activeText()
        .map(reading)
        .flatMap(kept ->
            kept instanceof Meaning.Readable(Catalogue catalogue)
                ? Optional.of(catalogue)
                : Optional.empty())
        .or(() -> workedWith ? Optional.of(now.catalogue()) : Optional.empty());
  }

  private Answer<Applied> replaced(
      Actor by, Own next, Optional<String> commit, Optional<String> before) {
    activate(by, next, commit);
    var unused = takeUp();
    return Answer.yes(new Applied(next.catalogue().hash(), before));
  }

  private Answer<Catalogue> understood(Sent sent) {
    return switch (reading.apply(sent.text())) {
      case Meaning.Unreadable unreadable ->
          Answer.no(
              new Refusal(
                  "E-CATALOG-03",
                  Kind.USAGE,
                  "The catalogue that was sent has problems; nothing was changed.",
                  unreadable.problems(),
                  List.of("slipway doctor --only configuration")));
      case Meaning.Readable(Catalogue catalogue) ->
          catalogue.hash().equals(sent.hash())
              ? Answer.yes(catalogue)
              : Answer.no(
                  Refusal.of(
                      "E-CATALOG-04",
                      Kind.CONFLICT,
                      "The catalogue that was sent means something else to the server; nothing was changed.",
                      "Where it was sent it is "
                          + brief(sent.hash())
                          + ", at the server "
                          + brief(catalogue.hash())
                          + ".",
                      "use the same Slipway on both sides: slipway doctor"));
    };
  }

  private static Optional<String> commit(Sent sent) {
    return sent.commit().filter(name -> COMMIT.matcher(name).matches());
  }

  private void activate(Actor by, Own next, Optional<String> commit) {
    store.ifPresent(found -> {
      String hash = next.catalogue().hash();
      String unused =
          found.write(writer -> {
            writer.keepCatalogue(hash, next.text());
            writer.activateCatalogue(hash, commit, writer.now(), by);
            return hash;
          });
    });
  }
}
