package dev.slipway.gate;

import static dev.slipway.gate.Item.Binding.COMMIT;
import static dev.slipway.gate.Item.Binding.DIGEST;
import static dev.slipway.gate.Item.Binding.PLAN;
import static dev.slipway.gate.Item.By.PERSON;
import static dev.slipway.gate.Item.By.TOOL;
import static dev.slipway.gate.Phase.AFTER;
import static dev.slipway.gate.Phase.BEFORE;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The checklist items there are, in the order people see them. An environment chooses from them by
 * id.
 */
public final class Checklist {
  private static final List<Item> ITEMS =
      List.of(
          new Item(
              "change-read",
              "code",
              BEFORE,
              TOOL,
              COMMIT,
              "every commit and file of the change was read from git",
              "A change nobody can list cannot be judged: its risk would be a guess."),
          new Item(
              "artifact-known",
              "code",
              BEFORE,
              TOOL,
              DIGEST,
              "the version's label was resolved to one artifact and recorded",
              "A label can be moved after it was tested; then something else reaches users."),
          new Item(
              "reviewed",
              "code",
              BEFORE,
              PERSON,
              COMMIT,
              "somebody other than the author has read the change",
              "Whoever wrote a mistake is the least likely to see it."),
          new Item(
              "debug-left",
              "code",
              BEFORE,
              PERSON,
              COMMIT,
              "no debug output, no secret in the code, no unfinished critical path",
              "Left-over output and secrets become public the moment users are on this version."),
          new Item(
              "tests-green",
              "testing",
              BEFORE,
              PERSON,
              COMMIT,
              "the tests passed on exactly this commit",
              "A green run of an earlier commit says nothing about the lines that came later."),
          new Item(
              "promoted",
              "testing",
              BEFORE,
              TOOL,
              DIGEST,
              "the very same artifact was released in the environment before this one",
              "What was tested and what users get are two things, unless their digest is one."),
          new Item(
              "migration-safe",
              "database",
              BEFORE,
              TOOL,
              PLAN,
              "every migration only adds, or a person has shown that it is safe",
              "The old version keeps running on the new schema; if it cannot, there is no way back."),
          new Item(
              "backup",
              "database",
              BEFORE,
              TOOL,
              PLAN,
              "the data are saved before the first change, and how to restore them is written",
              "Going back brings back code. What a release destroyed is gone, unless somebody saved it."),
          new Item(
              "rollback-plan",
              "infrastructure",
              BEFORE,
              TOOL,
              PLAN,
              "the way back is written and takes less than five minutes",
              "A way back that has to be invented in the bad minute takes an hour."),
          new Item(
              "rehearsed",
              "infrastructure",
              BEFORE,
              TOOL,
              PLAN,
              "the way back was rehearsed lately, and took less than five minutes",
              "What was never done before is slow and goes wrong in the bad minute."),
          new Item(
              "old-version-ready",
              "infrastructure",
              BEFORE,
              TOOL,
              PLAN,
              "the old version's instances are healthy and enough for all users",
              "Going back helps nobody when the old version cannot carry the load."),
          new Item(
              "capacity",
              "infrastructure",
              BEFORE,
              TOOL,
              PLAN,
              "the target has room for the instances every stage needs",
              "A stage without capacity makes a healthy version look broken."),
          new Item(
              "metrics-alive",
              "monitoring",
              BEFORE,
              TOOL,
              PLAN,
              "the metrics answer for the old version right now",
              "Without them the new version cannot be judged, and silence is not health."),
          new Item(
              "on-call",
              "communication",
              BEFORE,
              PERSON,
              PLAN,
              "it is agreed who watches this release until it is finished",
              "When everybody could react, nobody does."),
          new Item(
              "stakeholders",
              "communication",
              BEFORE,
              PERSON,
              PLAN,
              "the people who depend on this service have been told",
              "People who are surprised by a change work against it, or lose work."),
          new Item(
              "health",
              "infrastructure",
              AFTER,
              TOOL,
              DIGEST,
              "every instance of the new version answers its health check",
              "One sick instance hides behind the healthy ones until it gets their traffic."),
          new Item(
              "journeys",
              "testing",
              AFTER,
              TOOL,
              DIGEST,
              "the key journeys work on the new version",
              "A service can be healthy and still not sell anything."),
          new Item(
              "errors",
              "monitoring",
              AFTER,
              TOOL,
              DIGEST,
              "no more errors than before",
              "Some faults show only once every user is on the new version."),
          new Item(
              "telemetry",
              "monitoring",
              AFTER,
              TOOL,
              DIGEST,
              "the new version sends its metrics and logs",
              "A version that sends nothing looks calm, whatever happens."),
          new Item(
              "alerts-alive",
              "monitoring",
              AFTER,
              TOOL,
              DIGEST,
              "whoever raises alerts can be asked, and none of the named ones fires",
              "An alert that nobody can see fire takes nothing back."),
          new Item(
              "saturation",
              "infrastructure",
              AFTER,
              TOOL,
              DIGEST,
              "resources, queues, cost and business figures are within their limits",
              "A version can answer everything rightly while a queue grows or the bill doubles."),
          new Item(
              "markers-visible",
              "monitoring",
              AFTER,
              TOOL,
              DIGEST,
              "the release can be seen beside curves and traces",
              "Whoever looks at a curve that bends next week has to see what was released."),
          new Item(
              "migration-applied",
              "database",
              AFTER,
              TOOL,
              PLAN,
              "the database has every migration of the plan",
              "Code that expects a column which is not there fails on the first request that needs it."));

  /**
   * A person may vouch for these although the tool checks them, or the tool may find the proof
   * itself.
   */
  private static final Set<String> EITHER =
      Set.of("reviewed", "debug-left", "tests-green", "migration-safe", "promoted");

  /** These ask for a second pair of eyes, so the author's own word is worth nothing. */
  private static final Set<String> BY_ANOTHER = Set.of("reviewed", "migration-safe", "promoted");

  private Checklist() {}

  /** Every item there is. */
  public static List<Item> items() {
    return ITEMS;
  }

  public static Optional<Item> item(String id) {
    return ITEMS.stream().filter(item -> item.id().equals(id)).findFirst();
  }

  /**
   * The items that hold where these ids are chosen; all of them when the list is empty.
   *
   * @throws IllegalArgumentException for an id that does not exist, because leaving it out would
   *     open a gate
   */
  public static List<Item> applying(List<String> ids) {
    for (String id : ids) {
      if (item(id).isEmpty()) {
        throw new IllegalArgumentException("there is no checklist item \"" + id + "\"");
      }
    }
    return ids.isEmpty() ? ITEMS : ITEMS.stream().filter(item -> ids.contains(item.id())).toList();
  }

  /** Whether a word from this side can close the item. */
  public static boolean accepts(Item item, Item.By by) {
    return item.by() == by || EITHER.contains(item.id());
  }

  /** Whether authors and the creator of the release are left out of it. */
  public static boolean needsAnother(Item item) {
    return BY_ANOTHER.contains(item.id());
  }

  /**
   * Whether a person's word stands although the tool found no proof: here the tool can prove, but
   * not disprove.
   */
  static boolean personOutranksTool(Item item) {
    return EITHER.contains(item.id());
  }
}
