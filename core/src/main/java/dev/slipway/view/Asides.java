package dev.slipway.view;

import dev.slipway.control.Stretch;
import dev.slipway.gate.GateBook;
import dev.slipway.health.Verdict;
import dev.slipway.journal.Fact;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.plan.Plan;
import dev.slipway.plan.Proofs;
import dev.slipway.rollout.Happening;
import dev.slipway.rollout.Observing;
import dev.slipway.rollout.Shifting;
import dev.slipway.rollout.Watched;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What is said beside what happens next. */
final class Asides {
  private Asides() {}

  /** Only clean time counts; whoever was told "in 5 min" before has to see why it is 15 again. */
  static String anew(ReleaseRecord release, Observing observing, Instant now) {
    return release.story().stream()
        .filter(told -> !told.entry().at().isBefore(observing.since()))
        .filter(told ->
            told.fact() instanceof Fact.Happened happened
                && happened.happening() instanceof Happening.Checked checked
                && checked.stretch().equals(Watched.in(observing))
                && checked.assessment().verdict() == Verdict.FAIL)
        .reduce((first, second) -> second)
        .map(told ->
            " The time counts anew since a limit was broken "
                + Figures.ago(told.entry().at(), now)
                + ".")
        .orElse("");
  }

  /** Whose figures stand where those of the two versions stand otherwise. */
  static String byFlag(Shifting shifting) {
    Plan plan = shifting.plan();
    String old = plan.from().map(Object::toString).orElse("the old version");
    return Stretch.of(shifting)
        .flatMap(Stretch::byFlag)
        .map(flag ->
            " Everybody is on "
                + plan.to()
                + ": its figures are of who sees flag "
                + Plain.line(flag, 80)
                + ", and those beside "
                + old
                + " of who does not.")
        .orElse("");
  }

  /** Whoever sees that it was watched long enough has to see what it waits for. */
  static String unshown(ReleaseRecord release, Instant now) {
    List<String> open = open(release, now);
    return open.isEmpty()
        ? ""
        : " It is no success before "
            + String.join(", ", open)
            + (open.size() == 1 ? " is" : " are")
            + " shown: slipway check list "
            + release.id()
            + " --phase after.";
  }

  /** The same, briefly. */
  static String ifAllHolds(ReleaseRecord release, Instant now) {
    List<String> open = open(release, now);
    return " if limits hold"
        + (open.isEmpty()
            ? ""
            : " and " + String.join(", ", open) + (open.size() == 1 ? " is" : " are") + " shown");
  }

  /** As far as the journal alone can tell: a word that counts no more shows in the checklist. */
  static List<String> open(ReleaseRecord release, Instant now) {
    Optional<Proofs> proofs = release.plan().flatMap(Plan::proofs);
    if (proofs.isEmpty()) {
      return List.of();
    }
    GateBook book = GateBook.of(release.gateRecords());
    return proofs.get().items().stream().filter(item -> !isClosed(book.notes(item), now)).toList();
  }

  private static boolean isClosed(GateBook.Notes notes, Instant now) {
    boolean confirmed = notes.confirmed().isPresent() && !notes.failedLast();
    return confirmed || notes.waived().filter(waived -> now.isBefore(waived.until())).isPresent();
  }
}
