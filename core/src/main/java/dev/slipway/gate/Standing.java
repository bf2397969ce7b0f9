package dev.slipway.gate;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Who may say what about a release, and in words why not. Pure: everything it knows stands in the
 * facts.
 */
public final class Standing {
  /** The name under which checks by the tool are recorded; no person can have it. */
  public static final String TOOL = "slipway";

  /** A waiver that never ends is a rule nobody dared to delete. */
  public static final Duration LONGEST_WAIVER = Duration.ofDays(90);

  /** Whether somebody may do something. */
  public sealed interface Answer {
    record May() implements Answer {}

    /**
     * @param toYou the reason for the one who asked: "you wrote 2 of its commits"
     * @param aboutThem the same for others, after a name: "wrote 2 of its commits"
     */
    record MayNot(String toYou, String aboutThem) implements Answer {}

    default boolean yes() {
      return this instanceof May;
    }
  }

  private static final Pattern LINK = Pattern.compile("(?i)\\bhttps?://[^\\s/]+");
  private static final Answer MAY = new Answer.May();

  private Standing() {}

  /**
   * Whether a person's approval of the current plan would count. Approving again is allowed and
   * changes nothing.
   */
  public static Answer mayApprove(GateFacts facts, String person) {
    if (facts.planHash().isBlank()) {
      return no("there is no plan to approve yet", "has no plan to approve yet");
    }
    Answer neutral = mayJudge(facts, person);
    if (neutral instanceof Answer.MayNot) {
      return neutral;
    }
    if (facts.needs().isEmpty()) {
      return no("this plan asks for no approval", "is not asked: this plan needs no approval");
    }
    List<String> roles = facts.needs().stream().map(Need::role).distinct().toList();
    boolean asked =
        facts.person(person).stream()
            .anyMatch(known -> roles.stream().anyMatch(known.roles()::contains));
    if (!asked) {
      String asks = String.join(", ", roles);
      return no(
          "you have none of the roles asked for (" + asks + ")",
          "has none of the roles asked for (" + asks + ")");
    }
    return MAY;
  }

  /**
   * Whose approval would count, in a sentence: "Who can: Ben (on-call)." Empty where there is
   * nothing to approve.
   */
  public static Optional<String> whoMayApprove(GateFacts facts) {
    if (facts.planHash().isBlank() || facts.needs().isEmpty()) {
      return Optional.empty();
    }
    List<String> roles = facts.needs().stream().map(Need::role).distinct().toList();
    List<String> people =
        roles.stream()
            .flatMap(role ->
                eligible(facts, role).stream().map(person -> person.name() + " (" + role + ")"))
            .sorted()
            .toList();
    return Optional.of(
        people.isEmpty()
            ? "Nobody in slipway.yaml can: it needs somebody else with the role "
                + String.join(", ", roles)
                + "."
            : "Who can: " + String.join(", ", people) + ".");
  }

  /** People whose approval would count for this role. */
  public static List<Person> eligible(GateFacts facts, String role) {
    return facts.people().stream()
        .filter(person -> person.roles().contains(role) && mayJudge(facts, person.id()).yes())
        .toList();
  }

  /**
   * Whether this person's (or machine's, or the tool's) confirmation of an item counts.
   *
   * @param evidence what shows it: a link, a run, a sentence; nothing is a bare tick
   */
  public static Answer mayConfirm(GateFacts facts, String person, Item item, String evidence) {
    if (evidence.isBlank()) {
      return no("a confirmation needs evidence: a link, a run, or a sentence", "gave no evidence");
    }
    if (item.asked().filter(Item.Asked::link).isPresent() && !LINK.matcher(evidence).find()) {
      return no(item.id() + " needs a link that shows it: https://…", "gave no link that shows it");
    }
    return mayVouch(facts, person, item);
  }

  /** Whose word can close this item, evidence provided. */
  static Answer mayVouch(GateFacts facts, String person, Item item) {
    if (person.equals(TOOL)) {
      return Checklist.accepts(item, Item.By.TOOL)
          ? MAY
          : no(
              "only a person can confirm " + item.id(),
              "is the tool, and " + item.id() + " needs a person");
    }
    Optional<Person> known = facts.person(person);
    if (known.isEmpty()) {
      return stranger();
    }
    if (known.get().machine()) {
      return Checklist.accepts(item, Item.By.TOOL)
          ? MAY
          : no(
              "you are a machine, and " + item.id() + " needs a person",
              "is a machine, and " + item.id() + " needs a person");
    }
    if (!Checklist.accepts(item, Item.By.PERSON)) {
      return no(
          item.id() + " is checked by the tool; a person can only waive it",
          "is a person, and " + item.id() + " is checked by the tool");
    }
    Optional<String> role = item.asked().flatMap(Item.Asked::role);
    if (role.isPresent() && !known.get().roles().contains(role.get())) {
      return no(
          "it is for the role "
              + role.get()
              + ", which you do not have. "
              + whoHas(facts, role.get()),
          "does not have the role " + role.get());
    }
    return Checklist.needsAnother(item) ? mayJudge(facts, person) : MAY;
  }

  private static String whoHas(GateFacts facts, String role) {
    List<String> people =
        facts.people().stream()
            .filter(person -> !person.machine() && person.roles().contains(role))
            .map(Person::name)
            .sorted()
            .toList();
    return people.isEmpty()
        ? "Nobody in slipway.yaml has it"
        : "Who can: " + String.join(", ", people);
  }

  /**
   * Whether this person may waive an item until then. Where the plan asks for approvals, authors
   * may not: waiving one's own gate is approving by the back door. Where it asks for none (a team
   * of one, a development environment), any known person may.
   */
  public static Answer mayWaive(
      GateFacts facts, String person, Item item, String reason, Instant until) {
    if (reason.isBlank()) {
      return no("a waiver needs a reason", "gave no reason");
    }
    if (!until.isAfter(facts.now())) {
      return no("a waiver must end in the future", "let the waiver end");
    }
    if (until.isAfter(facts.now().plus(LONGEST_WAIVER))) {
      return no(
          "a waiver lasts at most " + LONGEST_WAIVER.toDays() + " days", "waived it for too long");
    }
    return mayExcuse(facts, person);
  }

  /** Whose waiver counts, whatever its reason and end. */
  static Answer mayExcuse(GateFacts facts, String person) {
    if (!facts.needs().isEmpty()) {
      return mayJudge(facts, person);
    }
    Optional<Person> known = facts.person(person);
    return known.isEmpty() ? stranger() : known.get().machine() ? machine("waive") : MAY;
  }

  /**
   * Whether this person may take an approval back: everyone their own, which is always the safe
   * direction.
   */
  public static Answer mayWithdraw(GateFacts facts, String person) {
    boolean approved =
        facts.book().approvals().stream().anyMatch(approval -> approval.by().equals(person));
    return approved
        ? MAY
        : no("you have not approved " + facts.release(), "has not approved " + facts.release());
  }

  /** Every item that applies as it stands now, in the checklist's order. */
  public static List<ItemState> items(GateFacts facts) {
    return facts.items().stream().map(item -> ItemReview.of(facts, item)).toList();
  }

  /** Names of those who could close this item by their word; empty when only the tool can. */
  public static List<String> canConfirm(GateFacts facts, Item item) {
    return facts.people().stream()
        .filter(person -> !person.machine() && mayVouch(facts, person.id(), item).yes())
        .map(Person::name)
        .sorted()
        .toList();
  }

  /**
   * Whether somebody has the distance to judge this release: known, a person, and neither its
   * author nor its creator.
   */
  private static Answer mayJudge(GateFacts facts, String id) {
    Optional<Person> known = facts.person(id);
    if (known.isEmpty()) {
      return stranger();
    }
    Person person = known.get();
    if (person.machine()) {
      return machine("approve");
    }
    long written = commitsOf(facts, person);
    if (written > 0) {
      String words = "wrote " + (written == 1 ? "one" : Long.toString(written)) + " of its commits";
      return no("you " + words, words);
    }
    if (facts.creator().equals(id)) {
      return no("you opened this release", "opened this release");
    }
    if (person.emails().isEmpty()) {
      // Without an address nobody can tell whether this person wrote the change, so the answer must
      // be no.
      String words = "no e-mail address in slipway.yaml, so it is unknown who wrote what";
      return no("you have " + words, "has " + words);
    }
    return MAY;
  }

  private static long commitsOf(GateFacts facts, Person person) {
    List<String> mine = person.emails().stream().map(Standing::comparable).toList();
    return facts.authorEmails().stream().map(Standing::comparable).filter(mine::contains).count();
  }

  private static String comparable(String email) {
    return email.strip().toLowerCase(Locale.ROOT);
  }

  private static Answer stranger() {
    return no("slipway.yaml does not know you", "is not in slipway.yaml");
  }

  private static Answer machine(String verb) {
    return no(
        "you are a machine, and machines never " + verb,
        "is a machine, and machines never " + verb);
  }

  private static Answer no(String toYou, String aboutThem) {
    return new Answer.MayNot(toYou, aboutThem);
  }
}
