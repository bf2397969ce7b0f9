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
import dev.slipway.view.Plain;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Lets a release be told in another channel, for somebody who is there. */
final class Moving {
  private static final String ON_CALL = "on-call";
  private static final int LONGEST = 80;

  private final Desk desk;
  private final ChatBook book;
  private final ChannelNames names;

  Moving(Desk desk, ChatBook book, ChannelNames names) {
    this.desk = desk;
    this.book = book;
    this.names = names;
  }

  /**
   * @param wanted which of its channels is meant, by name or id, where it is told in several
   * @param dry only says what would be
   * @return what the channel is called in which it was told
   */
  Answer<String> move(
      Actor by, Place at, ReleaseRecord release, Optional<String> wanted, boolean dry) {
    Optional<Refusal> refused = refuse(by, at, release);
    if (refused.isPresent()) {
      return Answer.no(refused.get());
    }
    Whereabouts whereabouts = new Whereabouts(desk, book).refresh();
    String here = Channels.key(at.platform(), at.channel());
    if (whereabouts.of(release).contains(here)) {
      return refused(release.id() + " is told here already.", "");
    }
    return which(whereabouts, at, release, wanted)
        .then(from -> {
          String old = whereabouts.now(release, from.getFirst());
          if (!dry) {
            ReleaseRecord unused = desk.toldElsewhere(by, release, written(old), written(here));
            from.forEach(one -> move(release, one, here));
          }
          return Answer.yes(name(old));
        });
  }

  /** Channels by their keys, which nobody can take for another one's, with their names. */
  Map<String, String> toldIn(ReleaseRecord release) {
    Map<String, String> told = new LinkedHashMap<>();
    new Whereabouts(desk, book).refresh().of(release).forEach(one -> told.put(one, name(one)));
    return told;
  }

  /**
   * The channels of the catalogue that are told in the one that is meant; more than one when they
   * were moved together before.
   */
  private Answer<List<String>> which(
      Whereabouts whereabouts, Place at, ReleaseRecord release, Optional<String> wanted) {
    List<String> told = whereabouts.configured(release);
    List<String> near =
        told.stream()
            .filter(one -> Channels.platform(whereabouts.now(release, one)).equals(at.platform()))
            .toList();
    List<String> candidates = near.isEmpty() ? told : near;
    List<String> meant =
        wanted
            .map(name ->
                (candidates.stream().anyMatch(one -> is(whereabouts.now(release, one), name))
                        ? candidates
                        : told)
                    .stream().filter(one -> is(whereabouts.now(release, one), name)).toList())
            .orElse(candidates);
    if (told.isEmpty()) {
      return refused(
          release.id() + " is told in no channel, so there is nothing to move.",
          "slipway.yaml says where an environment is told.");
    }
    return meant.stream().map(one -> whereabouts.now(release, one)).distinct().count() == 1
        ? Answer.yes(meant)
        : Answer.no(
            unclear(
                release,
                wanted,
                (meant.isEmpty() ? told : meant)
                    .stream().map(one -> whereabouts.now(release, one)).distinct().toList()));
  }

  private Refusal unclear(ReleaseRecord release, Optional<String> wanted, List<String> channels) {
    boolean elsewhere =
        wanted.isPresent() && channels.stream().noneMatch(one -> is(one, wanted.get()));
    return new Refusal(
        "E-STATE-03",
        Kind.CONFLICT,
        elsewhere
            ? release.id() + " is not told in " + Plain.line(wanted.orElse(""), LONGEST) + "."
            : release.id() + " is told in several channels; say which one this replaces.",
        List.of(
            "It is told in "
                + String.join(", ", channels.stream().map(this::written).toList())
                + "."),
        // Their ids: two channels may have one name, and a name may be anything.
        channels.stream().map(one -> "move here " + release.id() + " --from " + one).toList());
  }

  /** Whether that is what somebody calls the channel: "#shop-deploys", its id, or its key. */
  private boolean is(String channel, String said) {
    String bare = said.startsWith("#") ? said.substring(1) : said;
    String name = name(channel);
    return channel.equals(said)
        || Channels.place(channel).channel().equals(bare)
        || (name.startsWith("#") ? name.substring(1) : name).equalsIgnoreCase(bare);
  }

  private String name(String channel) {
    return names.name(Channels.platform(channel), Channels.place(channel).channel());
  }

  /** As the journal keeps it: a name is for people and may change, the id stays. */
  private String written(String channel) {
    String name = Plain.line(name(channel), LONGEST);
    return name.equals(Channels.place(channel).channel()) ? channel : name + " (" + channel + ")";
  }

  private void move(ReleaseRecord release, String from, String here) {
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

  private static <T> Answer<T> refused(String what, String why) {
    return Answer.no(refusal(what, why));
  }

  private static Refusal refusal(String what, String why) {
    return new Refusal(
        "E-STATE-03", Kind.CONFLICT, what, why.isEmpty() ? List.of() : List.of(why), List.of());
  }
}
