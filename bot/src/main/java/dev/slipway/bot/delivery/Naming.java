package dev.slipway.bot.delivery;

import dev.slipway.bot.conversation.Account;
import dev.slipway.bot.conversation.Words;
import dev.slipway.gate.Person;
import dev.slipway.notice.Telling;
import dev.slipway.plan.Catalogue;
import dev.slipway.view.Plain;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** People as one platform names them: told where they have an account there, else by their name. */
final class Naming {
  private final Catalogue catalogue;
  private final String platform;

  Naming(Catalogue catalogue, String platform) {
    this.catalogue = catalogue;
    this.platform = platform;
  }

  Words.Piece called(String person) {
    Optional<Person> known = catalogue.person(person);
    return known
        .flatMap(this::account)
        .<Words.Piece>map(Words.Mention::new)
        .orElse(new Words.Plain(Plain.line(known.map(Person::name).orElse(person))));
  }

  private Optional<Account> account(Person person) {
    String prefix = platform + ":";
    return person.chatIds().stream()
        .filter(id -> id.startsWith(prefix))
        .map(id -> new Account(platform, id.substring(prefix.length())))
        .findFirst();
  }

  /** "for @Ada, @Chi". */
  List<Words.Piece> forAll(List<String> people) {
    List<Words.Piece> pieces = new ArrayList<>();
    for (String person : people) {
      pieces.add(new Words.Plain(pieces.isEmpty() ? "For " : ", "));
      pieces.add(called(person));
    }
    return pieces;
  }

  Words words(List<Telling.Piece> pieces) {
    return new Words(pieces.stream().map(this::piece).toList());
  }

  private Words.Piece piece(Telling.Piece piece) {
    return switch (piece) {
      case Telling.Text text -> new Words.Plain(text.words());
      case Telling.Strong strong -> new Words.Strong(strong.words());
      case Telling.Called called -> called(called.person());
      case Telling.Moment moment -> new Words.Time(moment.at());
    };
  }
}
