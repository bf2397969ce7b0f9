package dev.slipway.notice;

import dev.slipway.control.Attention.Asked;
import dev.slipway.control.Attention.Wish;
import dev.slipway.gate.Approvals;
import dev.slipway.gate.GateFacts;
import dev.slipway.gate.GateRecord;
import dev.slipway.gate.Person;
import dev.slipway.journal.Fact;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.rollout.Planned;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who is needed by an entry of a release's journal, of those who want to be told directly. Not a
 * copy of what channels hear: only whoever has to do something, and nobody of what they did
 * themselves.
 */
public final class Personal {
  private Personal() {}

  /**
   * @param sequence the entry's version
   * @param approval whether an approval is wanted; else what the entry tells calls this person
   */
  public record Needed(String person, long sequence, Telling.Urgency urgency, boolean approval) {}

  /**
   * @param tellings what the entries after {@code told} tell
   * @param facts how the gate stands now
   * @param wishes by person
   */
  public static List<Needed> of(
      ReleaseRecord release,
      long told,
      List<Telling> tellings,
      GateFacts facts,
      Map<String, Asked> wishes) {
    List<Needed> needed = new ArrayList<>();
    for (Telling telling : tellings) {
      String by = by(release, telling.sequence());
      telling.calls().stream()
          .distinct()
          .filter(person -> wish(wishes, person) == Wish.MINE && !person.equals(by))
          .forEach(person ->
              needed.add(new Needed(person, telling.sequence(), telling.urgency(), false)));
    }
    asking(release, told)
        .forEach(sequence ->
            whoCan(facts).stream()
                .filter(person -> wish(wishes, person) != Wish.NOTHING)
                .forEach(person ->
                    needed.add(new Needed(person, sequence, Telling.Urgency.SOON, true))));
    return needed;
  }

  private static Wish wish(Map<String, Asked> wishes, String person) {
    return Optional.ofNullable(wishes.get(person)).map(Asked::wish).orElse(Wish.NOTHING);
  }

  private static String by(ReleaseRecord release, long sequence) {
    return release.story().stream()
        .filter(told -> told.entry().version() == sequence)
        .map(told -> told.entry().by().name())
        .findFirst()
        .orElse("");
  }

  /** The newest entry since then after which approvals are wanted: a plan, or one taken back. */
  private static List<Long> asking(ReleaseRecord release, long told) {
    if (!(release.state() instanceof Planned)) {
      return List.of();
    }
    return release.story().stream()
        .filter(entry -> entry.entry().version() > told && asks(entry.fact()))
        .map(entry -> entry.entry().version())
        .reduce((first, second) -> second)
        .stream()
        .toList();
  }

  private static boolean asks(Fact fact) {
    return switch (fact) {
      case Fact.Happened happened ->
          happened.answer() == Fact.Answer.MOVED && happened.state().equals("Planned");
      case Fact.Gated gated -> gated.record() instanceof GateRecord.ApprovalWithdrawn;
      default -> false;
    };
  }

  /** Keys of those who can still give an approval that is missing. */
  public static List<String> whoCan(GateFacts facts) {
    List<String> names =
        Approvals.of(facts).missing().stream()
            .flatMap(missing -> missing.can().stream())
            .distinct()
            .toList();
    return facts.people().stream()
        .filter(person -> names.contains(person.name()))
        .map(Person::id)
        .toList();
  }
}
