package dev.slipway.view;

import dev.slipway.gate.Person;
import dev.slipway.journal.Store;
import dev.slipway.plan.Catalogue;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Tokens that somebody may see to. */
public record TokensView(Instant now, List<Row> tokens) implements View {
  /**
   * One of them.
   *
   * @param token its public name
   * @param holder whose rights it carries
   * @param by who made it
   * @param secret what is presented; only in the answer that made it
   */
  public record Row(
      String token,
      String holder,
      boolean machine,
      String purpose,
      StateWords state,
      Instant created,
      String by,
      Instant expires,
      Optional<String> secret) {
    static Row of(Store.Token token, Catalogue catalogue, Optional<String> secret, Instant now) {
      People people = People.of(catalogue);
      return new Row(
          token.id(),
          people.name(token.holder()),
          catalogue.person(token.holder()).map(Person::machine).orElse(false),
          Plain.line(token.purpose(), 120),
          standing(token, now),
          token.created(),
          people.name(token.createdBy()),
          token.expires(),
          secret);
    }
  }

  public TokensView {
    tokens = List.copyOf(tokens);
  }

  /** Just made: with its secret. */
  public static TokensView made(
      Store.Token token, String secret, Catalogue catalogue, Instant now) {
    return new TokensView(now, List.of(Row.of(token, catalogue, Optional.of(secret), now)));
  }

  public static TokensView of(List<Store.Token> tokens, Catalogue catalogue, Instant now) {
    return new TokensView(
        now,
        tokens.stream().map(token -> Row.of(token, catalogue, Optional.empty(), now)).toList());
  }

  private static StateWords standing(Store.Token token, Instant now) {
    if (token.revoked().isPresent()) {
      return new StateWords(Role.NONE, "revoked");
    }
    return now.isBefore(token.expires())
        ? new StateWords(Role.GOOD, "valid")
        : new StateWords(Role.NONE, "expired");
  }

  /** Whether it lets anybody in. */
  public static boolean isValid(Store.Token token, Instant now) {
    return token.revoked().isEmpty() && now.isBefore(token.expires());
  }

  @Override
  public String schema() {
    return "token.list/1";
  }
}
