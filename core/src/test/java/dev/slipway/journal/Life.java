package dev.slipway.journal;

import dev.slipway.gate.GateVerdict;
import dev.slipway.health.Verdict;
import dev.slipway.release.Actor;
import dev.slipway.release.Weight;
import dev.slipway.rollout.Happening;
import dev.slipway.rollout.Watched;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The life of one release, written down entry by entry, with the live record beside it. */
final class Life {
  /** Where entries go. */
  interface Paper {
    Entry write(Life life, Fact fact, Instant at, Actor by);
  }

  final List<Entry> entries = new ArrayList<>();
  private final Paper paper;
  private Optional<ReleaseRecord> record = Optional.empty();
  private Instant now = Examples.NOON;

  private Life(Paper paper) {
    this.paper = paper;
  }

  static Life on(Paper paper, Fact.Opened opened) {
    Life life = new Life(paper);
    life.says(opened);
    return life;
  }

  /** A life that no store keeps. */
  static Life unstored() {
    return on(Life::link, Examples.opened());
  }

  static Entry link(Life life, Fact fact, Instant at, Actor by) {
    String previous = life.entries.isEmpty() ? Chain.BEGINNING : life.entries.getLast().hash();
    return Chain.link(
        StreamName.of(Examples.SHOP_42),
        life.entries.size() + 1L,
        previous,
        Codec.encode(fact),
        at,
        by,
        "host:1");
  }

  ReleaseRecord record() {
    return record.orElseThrow();
  }

  Instant now() {
    return now;
  }

  Life says(Fact fact) {
    now = now.plusSeconds(1);
    Entry entry = paper.write(this, fact, now, Examples.DRIVER);
    entries.add(entry);
    record =
        Optional.of(
            record
                .map(known -> Replay.after(known, entry))
                .orElseGet(() -> Replay.of(List.of(entry))));
    return this;
  }

  Life happens(Happening happening) {
    return says(Replay.fact(record().state(), happening, record().state().on(happening)));
  }

  Life planned() {
    return happens(new Happening.PlanMade(now, Examples.ADA, Examples.plan()));
  }

  Life started() {
    return planned()
        .happens(
            new Happening.StartRequested(now, Examples.ADA, GateVerdict.OPEN, Examples.PLAN_HASH));
  }

  Life done(String step) {
    return happens(new Happening.StepDone(now, Examples.DRIVER, step, 1, "ok"));
  }

  Life settledAt(int percent) {
    return happens(
        new Happening.TrafficSettled(now, Examples.DRIVER, new Weight(percent), "started 09:00"));
  }

  Life checked(Verdict verdict, int streak, boolean complete) {
    return happens(
        new Happening.Checked(
            now,
            Examples.DRIVER,
            Watched.in(record().state()).orElse(""),
            Examples.assessment(verdict, streak, complete)));
  }

  /** A quarter of the users are on the new version. */
  Life atAQuarter() {
    return started().done("checkpoint").done("migrate-V58").done("deploy-stage-1").settledAt(25);
  }

  Life rollingBack() {
    return atAQuarter().checked(Verdict.FAIL, 2, false);
  }

  Life rolledBack() {
    return rollingBack().settledAt(0).checked(Verdict.PASS, 0, true).done("remove-new");
  }
}
