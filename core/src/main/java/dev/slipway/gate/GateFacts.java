package dev.slipway.gate;

import dev.slipway.release.ReleaseId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything a verdict about one release is made from, as it is now.
 *
 * @param version label of the version to be released
 * @param items the checklist items that apply, of both phases
 * @param commit full id of the commit to be released
 * @param digest digest of the artifact to be released
 * @param planHash hash of the current plan; empty text before the first plan
 * @param needs approvals the plan asks for; an empty list asks for none
 * @param people everyone the catalogue knows, machines included
 * @param authorEmails one entry for each commit of the change, so that an author of two commits
 *     stands in it twice
 * @param creator catalogue key of whoever opened the release
 * @param lock who holds the service, in words that begin with the release: "shop/41 is being
 *     watched (Ada)"; empty when free or held by this release
 * @param takenBack set when this version was rolled back before and nobody has said what is
 *     different now
 * @param unconfirmed people whose approval is a reaction that nobody has seen lately, with when it
 *     was last; it does not count until it is seen again
 * @param moved set when another release has changed what runs since this one was planned
 */
public record GateFacts(
    ReleaseId release,
    String version,
    List<Item> items,
    GateBook book,
    String commit,
    String digest,
    String planHash,
    List<Need> needs,
    List<Person> people,
    List<String> authorEmails,
    String creator,
    Optional<String> lock,
    Optional<TakenBack> takenBack,
    Optional<Moved> moved,
    Map<String, Instant> unconfirmed,
    Instant now) {
  /**
   * An earlier release of the same version that did not stay.
   *
   * @param why the cause as recorded; hostile text
   */
  public record TakenBack(ReleaseId release, String version, String why) {}

  /**
   * What runs is not what the plan begins at.
   *
   * @param runs empty when nothing does
   * @param planned empty when the plan is for a service that nobody had yet
   */
  public record Moved(ReleaseId by, Optional<String> runs, Optional<String> planned) {}

  public GateFacts {
    items = List.copyOf(items);
    needs = List.copyOf(needs);
    people = List.copyOf(people);
    authorEmails = List.copyOf(authorEmails);
    unconfirmed = Map.copyOf(unconfirmed);
  }

  Optional<Person> person(String id) {
    return people.stream().filter(person -> person.id().equals(id)).findFirst();
  }

  /** A person's name, or the key as it is when the catalogue does not know it any more. */
  String nameOf(String id) {
    return person(id).map(Person::name).orElse(id);
  }

  /** What a confirmation of this item must be tied to now. */
  String bindingOf(Item item) {
    return switch (item.binding()) {
      case COMMIT -> commit;
      case DIGEST -> digest;
      case PLAN -> planHash;
    };
  }
}
