package dev.slipway.gate;

import dev.slipway.release.ReleaseId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Given-words for a release that wants to start: {@code aRelease().needs("on-call",
 * 1).approvedBy("chi")}.
 */
final class ARelease {
  static final Instant NOW = Instant.parse("2026-11-17T14:00:00Z");
  static final String COMMIT = "41fa9c".repeat(6) + "41fa";
  static final String OTHER_COMMIT = "77b0d1".repeat(6) + "77b0";
  static final String DIGEST = "sha256:" + "9f1c".repeat(16);
  static final String PLAN = "3b7f".repeat(16);
  static final String OTHER_PLAN = "c0de".repeat(16);

  private final List<GateRecord> records = new ArrayList<>();
  private final List<Need> needs = new ArrayList<>();
  private final List<Person> people = new ArrayList<>();
  private List<Item> items = List.of();
  private List<String> authors = List.of();
  private String creator = "ada";
  private String commit = COMMIT;
  private String plan = PLAN;
  private Optional<String> lock = Optional.empty();
  private Optional<GateFacts.TakenBack> takenBack = Optional.empty();
  private Optional<GateFacts.Moved> moved = Optional.empty();
  private final Map<String, Instant> unconfirmed = new HashMap<>();
  private Instant now = NOW;

  static ARelease aRelease() {
    return new ARelease();
  }

  ARelease person(String id, String... roles) {
    people.add(
        new Person(id, name(id), List.of(id + "@example.org"), List.of(id), List.of(roles), false));
    return this;
  }

  ARelease personWithoutAddress(String id, String... roles) {
    people.add(new Person(id, name(id), List.of(), List.of(id), List.of(roles), false));
    return this;
  }

  ARelease machine(String id, String... roles) {
    people.add(
        new Person(id, name(id), List.of(id + "@example.org"), List.of(), List.of(roles), true));
    return this;
  }

  /** Nobody has seen this person's reaction since. */
  ARelease reactionLastSeen(String person, Instant at) {
    unconfirmed.put(person, at);
    return this;
  }

  ARelease needs(String role, int count) {
    needs.add(new Need(role, count));
    return this;
  }

  ARelease items(String... ids) {
    items = Checklist.applying(List.of(ids));
    return this;
  }

  ARelease writtenBy(String... emails) {
    authors = List.of(emails);
    return this;
  }

  ARelease openedBy(String id) {
    creator = id;
    return this;
  }

  ARelease approvedBy(String id) {
    return approvedBy(id, "", PLAN);
  }

  ARelease approvedBy(String id, String role, String planHash) {
    return record(new GateRecord.Approved(id, now, role, planHash, "shell", ""));
  }

  ARelease withdrawnBy(String id) {
    return record(new GateRecord.ApprovalWithdrawn(id, now, "changed my mind"));
  }

  ARelease confirmed(String item, String by, String boundTo) {
    return confirmed(item, by, boundTo, "run 8812", Optional.empty());
  }

  ARelease confirmed(
      String item, String by, String boundTo, String evidence, Optional<Instant> until) {
    return record(new GateRecord.ItemConfirmed(by, now, item, evidence, boundTo, until));
  }

  ARelease failed(String item, String why) {
    return record(new GateRecord.ItemFailed(Standing.TOOL, now, item, why));
  }

  ARelease waived(String item, String by, Duration lasting) {
    return record(
        new GateRecord.ItemWaived(by, now, item, "same query plan as v2.3", now.plus(lasting)));
  }

  ARelease itemWithdrawn(String item, String by) {
    return record(new GateRecord.ItemWithdrawn(by, now, item, "wrong link"));
  }

  ARelease record(GateRecord entry) {
    records.add(entry);
    return this;
  }

  ARelease nowAtCommit(String id) {
    commit = id;
    return this;
  }

  ARelease withPlan(String hash) {
    plan = hash;
    return this;
  }

  ARelease later(Duration time) {
    now = now.plus(time);
    return this;
  }

  ARelease lockedBy(String words) {
    lock = Optional.of(words);
    return this;
  }

  ARelease takenBackBefore() {
    takenBack =
        Optional.of(
            new GateFacts.TakenBack(
                ReleaseId.parse("shop/41").orElseThrow(), "v2.4.1", "error rate"));
    return this;
  }

  /** Another release went back meanwhile, to the version before the one this plan begins at. */
  ARelease plannedFromWhatRunsNoMore() {
    moved =
        Optional.of(
            new GateFacts.Moved(
                ReleaseId.parse("shop/41").orElseThrow(),
                Optional.of("v2.3.9"),
                Optional.of("v2.4.0")));
    return this;
  }

  GateFacts facts() {
    return new GateFacts(
        ReleaseId.parse("shop/42").orElseThrow(),
        "v2.4.1",
        items,
        GateBook.of(records),
        commit,
        DIGEST,
        plan,
        needs,
        people,
        authors,
        creator,
        lock,
        takenBack,
        moved,
        unconfirmed,
        now);
  }

  /** The verdict without checklist, unless items were chosen. */
  GateVerdict verdict() {
    return Gate.verdict(facts());
  }

  ItemState item(String id) {
    return Standing.items(facts()).stream()
        .filter(state -> state.item().id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private static String name(String id) {
    return id.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + id.substring(1);
  }
}
