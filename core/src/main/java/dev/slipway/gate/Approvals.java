package dev.slipway.gate;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How the approvals of the current plan stand.
 *
 * @param given who fills which role
 * @param missing what is still asked for, one entry per role
 * @param ignored approvals that do not count, each as a sentence with its reason
 */
public record Approvals(List<Given> given, List<Missing> missing, List<String> ignored) {
  /** An approval given longer ago was given for another week's world. */
  public static final Duration LAST = Duration.ofDays(7);

  /**
   * @param role the role it counts for, which may be another of the person's roles than the one
   *     acted in
   */
  public record Given(String person, String name, String role, Instant at, String surface) {}

  /**
   * @param open how many are missing
   * @param of how many the plan asks for
   * @param can names of those who can still give it
   * @param cannot people of that role who cannot, each as a sentence
   * @param reachable whether those who can are enough
   */
  public record Missing(
      String role, int open, int of, List<String> can, List<String> cannot, boolean reachable) {}

  public Approvals {
    given = List.copyOf(given);
    missing = List.copyOf(missing);
    ignored = List.copyOf(ignored);
  }

  public static Approvals of(GateFacts facts) {
    List<String> ignored = new ArrayList<>();
    List<GateRecord.Approved> counting = new ArrayList<>();
    Assignment assignment = new Assignment(facts.needs());
    for (GateRecord.Approved approved : facts.book().approvalsOf(facts.planHash())) {
      String name = facts.nameOf(approved.by());
      if (Standing.mayApprove(facts, approved.by()) instanceof Standing.Answer.MayNot no) {
        ignored.add(name + "'s approval does not count: " + name + " " + no.aboutThem());
      } else if (approved.isByReaction() && facts.unconfirmed().containsKey(approved.by())) {
        ignored.add(unconfirmed(facts, approved.by(), name));
      } else if (!facts.now().isBefore(approved.at().plus(LAST))) {
        ignored.add(name + "'s approval has expired: it was given " + ItemReview.at(approved.at()));
      } else {
        counting.add(approved);
        Person person = facts.person(approved.by()).orElseThrow();
        if (!assignment.place(person, approved.role())) {
          ignored.add(
              name
                  + "'s approval is not needed: others fill the places of "
                  + String.join(", ", person.roles()));
        }
      }
    }
    for (GateRecord.Approved old : facts.book().outdatedApprovals(facts.planHash())) {
      ignored.add(
          facts.nameOf(old.by())
              + "'s approval is for another plan: "
              + ItemReview.changed(old.planHash(), facts.planHash()));
    }
    // Whoever could still approve is placed behind those who did: where they land is what is really
    // missing.
    List<String> placed = counting.stream().map(GateRecord.Approved::by).toList();
    List<Person> helpers =
        facts.people().stream()
            .filter(person ->
                !placed.contains(person.id()) && Standing.mayApprove(facts, person.id()).yes())
            .toList();
    // First the places that are free, so that nobody moves from the role acted in without need.
    List<Person> unplaced =
        helpers.stream().filter(helper -> !assignment.placeWhereFree(helper)).toList();
    for (Person helper : unplaced) {
      assignment.place(helper, "");
    }
    return new Approvals(
        given(facts, assignment, counting), missing(facts, assignment, counting, helpers), ignored);
  }

  /** Why an approval by reaction does not count now, and what makes it count. */
  static String unconfirmed(GateFacts facts, String person, String name) {
    Instant seen = facts.unconfirmed().getOrDefault(person, facts.now());
    return name
        + "'s reaction does not count yet: it was last seen in the chat "
        + ItemReview.at(seen)
        + " and counts once the chat confirms it; an approval that is typed counts at once";
  }

  private static List<Given> given(
      GateFacts facts, Assignment assignment, List<GateRecord.Approved> counting) {
    List<Given> given = new ArrayList<>();
    for (int place = 0; place < assignment.size(); place++) {
      int holder = assignment.holder(place);
      if (holder >= 0 && holder < counting.size()) {
        GateRecord.Approved approved = counting.get(holder);
        given.add(
            new Given(
                approved.by(),
                facts.nameOf(approved.by()),
                assignment.role(place),
                approved.at(),
                approved.surface()));
      }
    }
    return given;
  }

  private static List<Missing> missing(
      GateFacts facts,
      Assignment assignment,
      List<GateRecord.Approved> counting,
      List<Person> helpers) {
    Map<String, int[]> byRole = new LinkedHashMap<>();
    for (int place = 0; place < assignment.size(); place++) {
      int[] figures = byRole.computeIfAbsent(assignment.role(place), role -> new int[3]);
      int holder = assignment.holder(place);
      figures[0] += holder < 0 || holder >= counting.size() ? 1 : 0;
      figures[1]++;
      figures[2] += holder < 0 ? 1 : 0;
    }
    List<Missing> missing = new ArrayList<>();
    byRole.forEach((role, figures) -> {
      if (figures[0] > 0) {
        List<String> can =
            helpers.stream()
                .filter(person -> person.roles().contains(role))
                .map(Person::name)
                .sorted()
                .toList();
        List<String> cannot = cannot(facts, role, counting, helpers);
        missing.add(new Missing(role, figures[0], figures[1], can, cannot, figures[2] == 0));
      }
    });
    return missing;
  }

  private static List<String> cannot(
      GateFacts facts, String role, List<GateRecord.Approved> counting, List<Person> helpers) {
    List<String> cannot = new ArrayList<>();
    for (Person person : facts.people()) {
      if (!person.roles().contains(role) || helpers.contains(person)) {
        continue;
      }
      if (Standing.mayApprove(facts, person.id()) instanceof Standing.Answer.MayNot no) {
        cannot.add(person.name() + " " + no.aboutThem());
      } else if (counting.stream().anyMatch(approved -> approved.by().equals(person.id()))) {
        cannot.add(person.name() + " has approved already, and one person counts once");
      }
    }
    return cannot;
  }
}
