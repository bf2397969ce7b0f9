package dev.slipway.bot.conversation;

import dev.slipway.control.Answer;
import dev.slipway.control.Desk;
import dev.slipway.control.Refusal;
import dev.slipway.control.Refusal.Kind;
import dev.slipway.gate.Need;
import dev.slipway.gate.Person;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.journal.StreamName;
import dev.slipway.notice.ChatBook;
import dev.slipway.notice.ChatBook.Standing;
import dev.slipway.release.Actor;
import java.util.List;
import java.util.Optional;

/** Lets a release be told in another channel, for somebody who is there. */
final class Moving {
  private static final String ON_CALL = "on-call";

  private final Desk desk;
  private final ChatBook book;
  private final ChannelNames names;

  Moving(Desk desk, ChatBook book, ChannelNames names) {
    this.desk = desk;
    this.book = book;
    this.names = names;
  }

  /**
   * @param dry only says what would be
   * @return what the channel is called in which it was told
   */
  Answer<String> move(Actor by, Place at, ReleaseRecord release, boolean dry) {
    Optional<Refusal> refused = refuse(by, at, release);
    if (refused.isPresent()) {
      return Answer.no(refused.get());
    }
    Whereabouts whereabouts = new Whereabouts(desk, book).refresh();
    String here = Channels.key(at.platform(), at.channel());
    List<String> configured = whereabouts.configured(release);
    List<String> near =
        configured.stream()
            .filter(one -> Channels.platform(whereabouts.now(release, one)).equals(at.platform()))
            .toList();
    List<String> candidates = near.isEmpty() ? configured : near;
    if (whereabouts.of(release).contains(here)) {
      return refused(release.id() + " is told here already.", "");
    }
    if (candidates.size() != 1) {
      return refused(
          candidates.isEmpty()
              ? release.id() + " is told in no channel, so there is nothing to move."
              : release.id() + " is told in several channels; one of them cannot be meant.",
          "slipway.yaml says where an environment is told.");
    }
    String from = candidates.getFirst();
    String old = whereabouts.now(release, from);
    if (!dry) {
      StreamName stream = StreamName.of(release.id());
      book.add(Standing.fresh(here, stream, Whereabouts.ROOT, desk.now()));
      book.add(Standing.fresh(here, stream, Whereabouts.MOVED, desk.now()));
      // It may have been here before: then what points elsewhere becomes its message again.
      book.find(here, stream, Whereabouts.ROOT)
          .ifPresent(root -> {
            if (root.message().isPresent()) {
              book.doubt(root);
            } else {
              book.keep(root.anew(desk.now()));
            }
          });
      book.move(stream, from, here, desk.now());
    }
    return Answer.yes(names.name(Channels.platform(old), Channels.place(old).channel()));
  }

  private Optional<Refusal> refuse(Actor by, Place at, ReleaseRecord release) {
    boolean concerned =
        desk.catalogue().person(by.name()).filter(one -> isOf(one, release)).isPresent();
    if (!concerned) {
      return Optional.of(
          new Refusal(
              "E-WHO-07",
              Kind.NOT_ALLOWED,
              "Only people of " + release.id() + " move it to another channel.",
              List.of("Its owner, those whose approval it needs, and whoever is on call."),
              List.of()));
    }
    if (release.state().isEnd()) {
      return Optional.of(refusal(release.id() + " is over; its message stays where it is.", ""));
    }
    return names.isDirect(at.platform(), at.channel())
        ? Optional.of(
            refusal(
                "Here nobody else would hear of " + release.id() + ".",
                "A release is told in a channel."))
        : Optional.empty();
  }

  private static boolean isOf(Person person, ReleaseRecord release) {
    return release.opened().owner().equals(person.id())
        || person.roles().contains(ON_CALL)
        || release.plan().stream()
            .flatMap(plan -> plan.approvals().stream())
            .map(Need::role)
            .anyMatch(person.roles()::contains);
  }

  private static Answer<String> refused(String what, String why) {
    return Answer.no(refusal(what, why));
  }

  private static Refusal refusal(String what, String why) {
    return new Refusal(
        "E-STATE-03", Kind.CONFLICT, what, why.isEmpty() ? List.of() : List.of(why), List.of());
  }
}
