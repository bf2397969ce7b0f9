package dev.slipway.command;

import dev.slipway.control.Answer;
import dev.slipway.control.Desk;
import dev.slipway.control.Refusal;
import dev.slipway.control.Refusal.Kind;
import dev.slipway.gate.Person;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.plan.Service;
import dev.slipway.plan.TargetSpec;
import dev.slipway.release.Actor;
import dev.slipway.view.People;
import dev.slipway.view.View;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * One parsed line on its way through its verb. Everything it answers was checked; what does not fit
 * ends in {@link Refused}.
 */
final class Call {
  private final Session session;
  private final Verb verb;
  private final Map<String, String> slots;
  private final Given given;
  private final Format format;

  /**
   * Options of the line.
   *
   * @param values texts of options by long name
   * @param several texts of options that may be given again
   * @param flags long names of those given
   * @param behind the words behind "--"
   */
  record Given(
      Map<String, String> values,
      Map<String, List<String>> several,
      Set<String> flags,
      List<String> behind) {
    Given {
      values = Map.copyOf(values);
      several = Map.copyOf(several);
      flags = Set.copyOf(flags);
      behind = List.copyOf(behind);
    }
  }

  Call(Session session, Verb verb, Map<String, String> slots, Given given, Format format) {
    this.session = session;
    this.verb = verb;
    this.slots = Map.copyOf(slots);
    this.given = given;
    this.format = format;
  }

  Session session() {
    return session;
  }

  Desk desk() {
    return session.desk();
  }

  Actor actor() {
    return session.actor();
  }

  Format format() {
    return format;
  }

  Verb verb() {
    return verb;
  }

  Instant now() {
    return desk().now();
  }

  People people() {
    return People.of(desk().catalogue());
  }

  boolean has(String flag) {
    return given.flags().contains(flag);
  }

  boolean dryRun() {
    return has("--dry-run");
  }

  Optional<String> option(String name) {
    return Optional.ofNullable(given.values().get(name));
  }

  /** The option's text, or "" when it was not given. */
  String text(String name) {
    return given.values().getOrDefault(name, "");
  }

  /** Every text of an option that may be given again, in order. */
  List<String> every(String name) {
    return given.several().getOrDefault(name, List.of());
  }

  /** The words behind "--" one by one. */
  List<String> behind() {
    return given.behind();
  }

  Optional<String> slot(String name) {
    return Optional.ofNullable(slots.get(name));
  }

  /** A slot that the grammar made sure of. */
  String need(String slot) {
    return slot(slot).orElseThrow(() -> new IllegalStateException(verb.path() + " has no " + slot));
  }

  /** The option's text; a blank or missing one is refused with an example of how to give it. */
  String required(String name, String why) {
    String text = text(name);
    if (text.isBlank()) {
      throw Refused.of(
          "E-USAGE-03",
          Kind.USAGE,
          "slipway " + verb.path() + " needs " + name + ".",
          List.of(why),
          again(name));
    }
    return text;
  }

  /** The line as it was, with what was missing. */
  private String again(String missing) {
    StringBuilder line = new StringBuilder("slipway ").append(verb.path());
    for (Slot slot : verb.slots()) {
      slot(slot.name()).ifPresent(text -> line.append(' ').append(text));
    }
    new TreeMap<>(given.values())
        .forEach((name, text) ->
            line.append(' ')
                .append(name)
                .append(" \"")
                .append(text.replace("\"", "\\\""))
                .append('"'));
    return line.append(' ')
        .append(missing)
        .append(missing.equals("--until") ? " 7d" : " \"…\"")
        .toString();
  }

  /** The release that is meant: as typed, or the one in use. */
  ReleaseRecord release() {
    return yes(desk().lookup().find(slot("release").orElse("@"), session.inUse()));
  }

  <T> T yes(Answer<T> answer) {
    return switch (answer) {
      case Answer.Yes<T> yes -> yes.value();
      case Answer.No<T> no -> throw new Refused(no.refusal());
    };
  }

  Optional<Duration> duration(String name) {
    return option(name).map(text -> Amounts.duration(name, text));
  }

  int number(String name, int otherwise, int least, int most) {
    return option(name).map(text -> Amounts.number(name, text, least, most)).orElse(otherwise);
  }

  /** The constant whose name reads like this: "high", "blue-green". */
  <E extends Enum<E>> Optional<E> word(String name, Class<E> words) {
    return option(name).map(text -> oneOf(name, text, words));
  }

  static <E extends Enum<E>> E oneOf(String name, String text, Class<E> words) {
    for (E word : words.getEnumConstants()) {
      if (key(word).equals(text.toLowerCase(Locale.ROOT))) {
        return word;
      }
    }
    List<String> known = keys(words);
    throw Refused.of(
        "E-USAGE-04",
        Kind.USAGE,
        name
            + " cannot be \""
            + text
            + "\"."
            + Nearest.to(text, known).map(near -> " Did you mean " + near + "?").orElse(""),
        List.of("It is one of: " + String.join(", ", known)));
  }

  static <E extends Enum<E>> List<String> keys(Class<E> words) {
    return java.util.Arrays.stream(words.getEnumConstants()).map(Call::key).toList();
  }

  static String key(Enum<?> word) {
    return word.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Whoever writes is known to the catalogue; the desk asks the same where it is reached. */
  void refuseStranger() {
    Actor by = actor();
    boolean known =
        by.kind() != Actor.Kind.UNKNOWN && desk().catalogue().person(by.name()).isPresent();
    if (by.kind() != Actor.Kind.SYSTEM && !known) {
      throw Refused.of(
          "E-WHO-01",
          Kind.NOT_ALLOWED,
          "You are \"" + by.name() + "\", whom slipway.yaml does not know.",
          List.of("Unknown people may look, never act."),
          "add yourself under people: in slipway.yaml, with os-users: [" + by.name() + "]");
    }
  }

  boolean isMachine() {
    return desk().catalogue().person(actor().name()).map(Person::machine).orElse(false);
  }

  /** Whether the release runs on the practice fleet. */
  boolean isPractice(ReleaseRecord release) {
    return desk()
        .catalogue()
        .service(release.id().service())
        .map(Service::environments)
        .map(environments -> environments.get(release.opened().environment()))
        .filter(environment -> environment.target() instanceof TargetSpec.Practice)
        .isPresent();
  }

  /** Sees to it that somebody carries out what the line has set moving. */
  ReleaseRecord driven(ReleaseRecord after) {
    Optional<Refusal> unused = summon(after);
    return after;
  }

  /** Why nobody does; empty when somebody does, or nothing moves. */
  Optional<Refusal> summon(ReleaseRecord after) {
    return after.state().isMoving() && !desk().course().isWorkerAlive()
        ? session.host().summonWorker()
        : Optional.empty();
  }

  Outcome answer(View view) {
    return answer(view, ExitCode.DONE);
  }

  Outcome answer(View view, ExitCode exit) {
    return Outcome.of(view, exit, format);
  }

  static Refused notHere(String what, String... fix) {
    return new Refused(new Refusal("E-USAGE-08", Kind.USAGE, what, List.of(), List.of(fix)));
  }
}
