package dev.slipway.rollout;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The whole transition table, as it is meant to be. Every row is a happening in one variant, every
 * column a state.
 *
 * <p>A cell answers every situation of its state: {@code preparing: ~ moving; else ·}. Answers:
 * {@code →State} goes there, {@code ~} changes inside the state, {@code =} stays, {@code R}
 * refused, {@code ·} recorded and ignored as late. The words behind it are what the next state and
 * the effects must show: a phase, {@code step-2}, {@code attempt-2}, holds, {@code page}, {@code
 * notice}. A small letter in brackets points to a note: there the machine says more, or something
 * else, than its first draft did.
 */
final class TheTable {
  static final List<String> COLUMNS =
      List.of(
          "Draft",
          "Planned",
          "Starting",
          "Deploying",
          "Shifting",
          "Verifying",
          "Observing",
          "Completing",
          "Paused",
          "RollingBack",
          "Finished",
          "RolledBack",
          "RollbackFailed",
          "Cancelled");

  static final Map<String, String> NOTES =
      Map.ofEntries(
          Map.entry(
              "a",
              "before a share is given there is none to lose or to lower: it stays, nothing is late"),
          Map.entry(
              "b",
              "a wish for later, a new time or the newest verdict is kept in the state: it moves inside"),
          Map.entry(
              "c",
              "the last step of a completing release ends it, whoever waits: nothing is left to hold"),
          Map.entry(
              "d",
              "no traffic is being moved while the old side comes up again, or the new one goes"),
          Map.entry("e", "no user is on it, so being blind is no reason to go back"),
          Map.entry("f", "time and data of a stage count once its share is confirmed"),
          Map.entry("g", "at 100 % there is no more to put down"),
          Map.entry(
              "h",
              "a step that may not have been left: it is held, and what the start rested on must come back first"),
          Map.entry("i", "people are called, too"),
          Map.entry("j", "a smaller share than before is no proof that nobody is left on it"),
          Map.entry(
              "k", "as a caution nothing is taken back that loses data: people are called instead"),
          Map.entry(
              "l",
              "an hour late is too late: who asked for a night is not served by the morning after"),
          Map.entry(
              "m",
              "nobody is served by what is kept: that it goes, and what comes of it, is written down and changes nothing"));

  private static final String WAY_OUT =
      """
      # happening | Draft | Planned | Starting | Deploying | Shifting | Verifying | Observing | Completing
      PlanMade, another plan | →Planned | ~ | R | R | R | R | R | R
      PlanMade, the same plan | →Planned | = | R | R | R | R | R | R
      StartRequested, gates open | R | →Starting step-1 | = | = | = | = | = | =
      StartRequested, gates closed | R | R | = | = | = | = | = | =
      StartRequested, other hash | R | R | = | = | = | = | = | =
      StartScheduled | R | ~ scheduled (b) | R | R | R | R | R | R
      TimePassed, nothing due | = | = | = | = | = | = | = | =
      TimePassed, all due, gates open | = | due: ~ unscheduled page (l); else = | = | = | = | = | = | =
      TimePassed, an hour on, gates open | = | due: →Starting step-1; else = | = | = | = | = | = | =
      TimePassed, an hour on, gates closed | = | due: ~ unscheduled page (b); else = | = | = | = | = | = | =
      TimePassed, all due, loses data | = | due: ~ unscheduled page (l); else = | = | = | = | = | = | =
      TimePassed, clock set back | = | = | = | = | baking, hold, last: ~ baking (b); else = | = | ~ (b) | =
      TimePassed, all due, gates closed | = | due: ~ unscheduled page (b); else = | = | = | = | = | = | =
      CancelRequested | →Cancelled | →Cancelled | R | R | R | R | R | R
      StepDone | · | · | first: ~ step-2; last: →Deploying | →Shifting stage-1 moving | preparing: ~ moving; else · | →Observing | · | first: ~ step-2; last: →Finished
      StepDone, pause asked | · | · | first: →Paused person-asked step-2; last: →Paused person-asked in-Deploying | →Paused person-asked in-Shifting moving | preparing: ~ moving; else · | →Observing | · | first: →Paused person-asked step-2; last: →Finished
      StepDone, standing lost | · | · | first: ~ step-2 hold-at-end; last: →Deploying hold-at-end | →Paused standing-missing in-Shifting | preparing: ~ moving hold-at-end; else · | →Observing | · | first: ~ step-2; last: →Finished
      StepDone, other attempt | · | · | · | · | · | · | · | ·
      StepDone, other step | · | · | · | · | · | · | · | ·
      TrafficSettled, as wanted | · | · | · | · | first, moving: ~ baking; else · | · | · | ·
      TrafficSettled, another share | · | · | · | · | · | · | · | ·
      TrafficSettled, share was lost | · | · | · | · | first, moving: ~ baking; else ~ settled | ~ settled | ~ settled | ~ settled
      TrafficSettled, share was lost, another share | · | · | · | · | · | · | · | ·
      TrafficFailed | · | · | →Paused traffic-stuck page | →RollingBack traffic | →RollingBack traffic | · | · | ·
      TrafficFailed, share was lost | · | · | →Paused traffic-stuck page | →RollingBack traffic | →RollingBack traffic | →Paused traffic-stuck page re-apply | →Paused traffic-stuck page re-apply | →Paused traffic-stuck page re-apply
      StepFailed NO | · | · | →Planned unscheduled | ~ attempt-2 | preparing: →RollingBack traffic; else · | →RollingBack traffic | · | →Paused step-unclear attempt-2
      StepFailed NO, attempts spent | · | · | →Planned unscheduled | →RollingBack traffic | preparing: →RollingBack traffic; else · | →RollingBack traffic | · | →Paused step-unclear attempt-4
      StepFailed YES | · | · | →RollingBack traffic | →RollingBack traffic | preparing: →RollingBack traffic; else · | →RollingBack traffic | · | →Paused step-unclear attempt-2
      StepFailed UNKNOWN | · | · | →Paused step-unclear attempt-2 | →Paused step-unclear attempt-2 | preparing: →RollingBack traffic; else · | →RollingBack traffic | · | →Paused step-unclear attempt-2
      StepFailed YES, no way back | · | · | first: →RollingBack traffic; last: →Paused no-way-back attempt-2 page | →Paused no-way-back attempt-2 page | preparing: →Paused no-way-back attempt-2 page; else · | →Paused no-way-back attempt-2 page | · | →Paused step-unclear attempt-2
      StepFailed NO, other attempt | · | · | · | · | · | · | · | ·
      Checked pass, incomplete | · | · | = | = | = | = | = | =
      Checked pass, complete | · | · | = | = | baking: ~ stage-3 preparing; hold: →Paused standing-missing baking; last: →Verifying; else = (f) | = | →Completing step-1 | =
      Checked pass, complete, of another stretch | · | · | · | · | · | · | · | ·
      Checked broken 1 of 2 | · | · | = | = | = | = | = | =
      Checked broken 2 of 2 | · | · | ~ boundary-limit-broken (b) | →Paused limit-broken | →RollingBack traffic | →RollingBack traffic | →RollingBack traffic | →RollingBack restoring
      AlertFired | · | · | ~ boundary-limit-broken (b) | →Paused limit-broken | →RollingBack traffic | →RollingBack traffic | →RollingBack traffic | →RollingBack restoring
      Checked broken 2 of 2, no way back | · | · | ~ boundary-limit-broken (b) | →Paused limit-broken | →Paused no-way-back page | →Paused no-way-back page | →Paused no-way-back page | →Paused no-way-back page
      Checked broken 2 of 2, loses data | · | · | ~ boundary-limit-broken (b) | →Paused limit-broken | →RollingBack traffic page (i) | →RollingBack traffic page (i) | →RollingBack traffic page (i) | →RollingBack restoring page (i)
      AlertFired, no way back | · | · | ~ boundary-limit-broken (b) | →Paused limit-broken | →Paused no-way-back page | →Paused no-way-back page | →Paused no-way-back page | →Paused no-way-back page
      Checked inconclusive | · | · | = | = | = | = | = | =
      Checked inconclusive at the deadline | · | · | = | = | baking, hold, last: →Paused too-little-data; else = (f) | →Paused too-little-data | →Paused too-little-data | =
      Checked unmeasurable within grace | · | · | = | = | = | = | = | =
      Checked unmeasurable past grace | · | · | = | →Paused metrics-silent | →Paused metrics-silent | →Paused metrics-silent | →Paused metrics-silent | →Paused metrics-silent
      Checked unmeasurable past grace, long after | · | · | = | →Paused metrics-silent | →Paused metrics-silent | →Paused metrics-silent | →Paused metrics-silent | →Paused metrics-silent
      Checked unmeasurable past the blind limit | · | · | = | →Paused metrics-silent (e) | →RollingBack traffic | →Paused metrics-silent page | →Paused metrics-silent page | →Paused metrics-silent page
      Checked unmeasurable past the blind limit, no way back | · | · | = | →Paused metrics-silent (e) | →Paused no-way-back page | →Paused metrics-silent page | →Paused metrics-silent page | →Paused metrics-silent page
      Checked unmeasurable past the blind limit, loses data | · | · | = | →Paused metrics-silent (e) | →Paused metrics-silent page (k) | →Paused metrics-silent page | →Paused metrics-silent page | →Paused metrics-silent page
      Drifted LOST | · | · | = (a) | = (a) | ~ re-apply | ~ re-apply | ~ re-apply | ~ re-apply
      Drifted LOST, third time | · | · | = (a) | = (a) | →Paused target-lost-state re-apply | →Paused target-lost-state re-apply | →Paused target-lost-state re-apply | →Paused target-lost-state re-apply
      Drifted LOWERED | · | · | = (a) | = (a) | →RollingBack verify | →RollingBack verify | →RollingBack verify | →RollingBack restoring
      Drifted LOWERED, not to nothing | · | · | = (a) | = (a) | →RollingBack verify | →RollingBack verify | →RollingBack verify | →RollingBack restoring
      Drifted LOWERED, no way back | · | · | = (a) | = (a) | →RollingBack verify | →RollingBack verify | →RollingBack verify | →RollingBack restoring
      Drifted RAISED | · | · | = | = | last: = (g); else = notice | = | = | =
      Drifted FOREIGN_VERSION | · | · | →Paused foreign-change | →Paused foreign-change | →Paused foreign-change | →Paused foreign-change | →Paused foreign-change | →Paused foreign-change
      PauseRequested | R | R | ~ boundary-person-asked (b) | ~ boundary-person-asked (b) | →Paused person-asked | →Paused person-asked | →Paused person-asked | ~ boundary-person-asked (b)
      ResumeRequested | R | R | R | R | R | R | R | R
      AdvanceRequested, enough data | R | R | R | R | baking: ~ stage-3 preparing; last: →Verifying; hold: R (h); else R | R | R | R
      AdvanceRequested, too little data | R | R | R | R | R | R | R | R
      AdvanceRequested, skip | R | R | R | R | baking: ~ stage-3 preparing; last: →Verifying; hold: R (h); else R | R | R | R
      AdvanceRequested, skip while a limit is past | R | R | R | R | R | R | R | R
      AdvanceRequested, skip past the last stage | R | R | R | R | last: →Verifying; else R | R | R | R
      ExtendRequested | R | R | R | R | ~ (b) | R | ~ (b) | R
      ExtendRequested, by nothing | R | R | R | R | R | R | R | R
      ExtendRequested, by less | R | R | R | R | R | R | R | R
      ExtendRequested, for ever | R | R | R | R | R | R | R | R
      RollbackRequested | R | R | →RollingBack traffic | →RollingBack traffic | →RollingBack traffic | →RollingBack traffic | →RollingBack traffic | →RollingBack restoring
      RollbackRequested, loses data | R | R | R | R | R | R | R | R
      RollbackRequested, loses data, accepted | R | R | →RollingBack traffic | →RollingBack traffic | →RollingBack traffic | →RollingBack traffic | →RollingBack traffic | →RollingBack restoring
      RollbackRequested, no way back | R | R | →RollingBack traffic | →RollingBack traffic | →RollingBack traffic | →RollingBack traffic | →RollingBack traffic | →RollingBack restoring
      FinishRequested | R | R | R | R | R | R | →Completing step-1 | =
      FinishRequested, no reason | R | R | R | R | R | R | R | =
      HideRequested, no flag is turned | R | R | R | R | R | R | R | R
      RetireRequested | R | R | R | R | R | R | R | R
      RetireRequested, old side kept | R | R | R | R | R | R | R | R
      StandingLost | = | due: ~ unscheduled; else = | ~ hold-at-end (b) | ~ hold-at-end (b) | hold: =; else ~ hold-at-end (b) | = | = | =
      TakenBackUnrecorded | · | · | →RollingBack verify | →RollingBack verify | →RollingBack verify | →RollingBack verify | →RollingBack verify | →RollingBack restoring
      TakenBackUnrecorded, no way back | · | · | →RollingBack verify | →RollingBack verify | →RollingBack verify | →RollingBack verify | →RollingBack verify | →RollingBack restoring
      ResolvedByHand | R | R | R | R | R | R | R | R
      """;

  private static final String WAITING_AND_BACK =
      """
      # happening | Paused | RollingBack | Finished | RolledBack | RollbackFailed | Cancelled
      PlanMade, another plan | R | R | R | R | R | R
      PlanMade, the same plan | R | R | R | R | R | R
      StartRequested, gates open | R | R | R | R | R | R
      StartRequested, gates closed | R | R | R | R | R | R
      StartRequested, other hash | R | R | R | R | R | R
      StartScheduled | R | R | R | R | R | R
      TimePassed, nothing due | = | = | = | = | = | =
      TimePassed, all due, gates open | last, verifying, observing, completing, ending: ~ page; else →RollingBack traffic | verify: ~ cleaning unverified page (i); sick: ~ cleaning still-unhealthy page (i); else = | = | = | restoring: →RollingBack restoring try-2 attempt-2; traffic: →RollingBack traffic try-2 | =
      TimePassed, an hour on, gates open | last, verifying, observing, completing, ending: ~ page; else →RollingBack traffic | verify: ~ cleaning unverified page (i); sick: ~ cleaning still-unhealthy page (i); else = | = | = | restoring: →RollingBack restoring try-2 attempt-2; traffic: →RollingBack traffic try-2 | =
      TimePassed, an hour on, gates closed | last, verifying, observing, completing, ending: ~ page; else →RollingBack traffic | verify: ~ cleaning unverified page (i); sick: ~ cleaning still-unhealthy page (i); else = | = | = | restoring: →RollingBack restoring try-2 attempt-2; traffic: →RollingBack traffic try-2 | =
      TimePassed, all due, loses data | ~ page | verify: ~ cleaning unverified page (i); sick: ~ cleaning still-unhealthy page (i); else = | = | = | restoring: →RollingBack restoring try-2 attempt-2; traffic: →RollingBack traffic try-2 | =
      TimePassed, clock set back | ~ (b) | verify, sick: ~ verify (b); else = | = | = | restoring: →RollingBack restoring try-2 attempt-2; traffic: →RollingBack traffic try-2 | =
      TimePassed, all due, gates closed | last, verifying, observing, completing, ending: ~ page; else →RollingBack traffic | verify: ~ cleaning unverified page (i); sick: ~ cleaning still-unhealthy page (i); else = | = | = | restoring: →RollingBack restoring try-2 attempt-2; traffic: →RollingBack traffic try-2 | =
      CancelRequested | R | R | R | R | R | =
      StepDone | starting: ~ step-2; deploying: ~ in-Shifting moving; preparing: ~ moving; verifying: ~ in-Observing; completing: ~ step-2; ending: →Finished (c); else · | restoring: ~ traffic; cleaning: →RolledBack verified; else · | · | · | · | ·
      StepDone, pause asked | starting: ~ step-2 person-asked; deploying: ~ in-Shifting moving person-asked; preparing: ~ moving; verifying: ~ in-Observing; completing: ~ step-2 person-asked; ending: →Finished (c); else · | restoring: ~ traffic; cleaning: →RolledBack verified; else · | · | · | · | ·
      StepDone, standing lost | starting: ~ step-2 hold-at-end; deploying: ~ in-Shifting moving standing-missing; preparing: ~ moving hold-at-end; verifying: ~ in-Observing; completing: ~ step-2; ending: →Finished (c); else · | restoring: ~ traffic; cleaning: →RolledBack verified; else · | · | · | · | ·
      StepDone, other attempt | · | · | · | · | · | ·
      StepDone, other step | · | · | · | · | · | ·
      TrafficSettled, as wanted | first, moving: ~ baking; else · | traffic: ~ verify; else · | · | · | →RollingBack verify | ·
      TrafficSettled, another share | · | · | · | · | · | ·
      TrafficSettled, share was lost | first, moving: ~ baking; starting, deploying: ·; else ~ settled | traffic: ~ verify; else · | · | · | →RollingBack verify | ·
      TrafficSettled, share was lost, another share | · | · | · | · | · | ·
      TrafficFailed | starting: ~ traffic-stuck page; deploying, first, preparing, moving, baking, last: →RollingBack traffic; else · | restoring, cleaning: · (d); else →RollbackFailed traffic page | · | · | = | ·
      TrafficFailed, share was lost | deploying, first, preparing, moving, baking, last: →RollingBack traffic; else ~ traffic-stuck page | restoring, cleaning: · (d); else →RollbackFailed traffic page | · | · | = | ·
      StepFailed NO | starting: →Planned unscheduled; deploying: ~ attempt-2; preparing, verifying: →RollingBack traffic; completing, ending: ~ step-unclear attempt-2; else · | restoring: ~ attempt-2; cleaning: ~ attempt-2; else · | · | · | = | ·
      StepFailed NO, attempts spent | starting: →Planned unscheduled; deploying, preparing, verifying: →RollingBack traffic; completing, ending: ~ step-unclear attempt-4; else · | restoring: →RollbackFailed restoring page; cleaning: →RolledBack verified remains; else · | · | · | = | ·
      StepFailed YES | starting, deploying, preparing, verifying: →RollingBack traffic; completing, ending: ~ step-unclear attempt-2; else · | restoring: ~ attempt-2; cleaning: ~ attempt-2; else · | · | · | = | ·
      StepFailed UNKNOWN | starting, deploying: ~ step-unclear attempt-2; preparing, verifying: →RollingBack traffic; completing, ending: ~ step-unclear attempt-2; else · | restoring: ~ attempt-2; cleaning: ~ attempt-2; else · | · | · | = | ·
      StepFailed YES, no way back | starting: →RollingBack traffic; deploying, preparing, verifying: ~ no-way-back attempt-2 page; completing, ending: ~ step-unclear attempt-2; else · | restoring: ~ attempt-2; cleaning: ~ attempt-2; else · | · | · | = | ·
      StepFailed NO, other attempt | · | · | · | · | = | ·
      Checked pass, incomplete | = | verify, sick: ~ verify (b); else = | · | · | = | ·
      Checked pass, complete | = | verify, sick: ~ cleaning verified; else = | · | · | = | ·
      Checked pass, complete, of another stretch | · | verify, sick: ·; else = | · | · | = | ·
      Checked broken 1 of 2 | = | verify: ~ verify (b); else = | · | · | = | ·
      Checked broken 2 of 2 | starting, deploying, first: =; completing, ending: →RollingBack restoring; else →RollingBack traffic | verify: ~ verify (b); else = | = notice | = notice | = | ·
      AlertFired | starting, deploying, first: =; completing, ending: →RollingBack restoring; else →RollingBack traffic | = | = notice | = notice | = | ·
      Checked broken 2 of 2, no way back | starting, deploying, first: =; else ~ no-way-back page | verify: ~ verify (b); else = | = notice | = notice | = | ·
      Checked broken 2 of 2, loses data | starting, deploying, first: =; completing, ending: →RollingBack restoring page (i); else →RollingBack traffic page (i) | verify: ~ verify (b); else = | = notice | = notice | = | ·
      AlertFired, no way back | starting, deploying, first: =; else ~ no-way-back page | = | = notice | = notice | = | ·
      Checked inconclusive | = | verify, sick: ~ verify (b); else = | · | · | = | ·
      Checked inconclusive at the deadline | = | verify, sick: ~ verify (b); else = | · | · | = | ·
      Checked unmeasurable within grace | = | verify, sick: ~ verify (b); else = | · | · | = | ·
      Checked unmeasurable past grace | ~ metrics-silent | verify, sick: ~ verify (b); else = | · | · | = | ·
      Checked unmeasurable past grace, long after | ~ metrics-silent | verify, sick: ~ verify (b); else = | · | · | = | ·
      Checked unmeasurable past the blind limit | starting, deploying, first: ~ metrics-silent (e); preparing, moving, baking, last: →RollingBack traffic; else ~ metrics-silent page | verify, sick: ~ verify (b); else = | · | · | = | ·
      Checked unmeasurable past the blind limit, no way back | starting, deploying, first: ~ metrics-silent (e); preparing, moving, baking, last: ~ no-way-back page; else ~ metrics-silent page | verify, sick: ~ verify (b); else = | · | · | = | ·
      Checked unmeasurable past the blind limit, loses data | starting, deploying, first: ~ metrics-silent (e); else ~ metrics-silent page (k) | verify, sick: ~ verify (b); else = | · | · | = | ·
      Drifted LOST | starting, deploying: = (a); else ~ re-apply | = | · | · | = | ·
      Drifted LOST, third time | starting, deploying: = (a); else ~ re-apply target-lost-state | = | · | · | = | ·
      Drifted LOWERED | starting, deploying: = (a); completing, ending: →RollingBack restoring; else →RollingBack verify | traffic: ~ verify; else = | = notice | = | →RollingBack verify | ·
      Drifted LOWERED, not to nothing | starting, deploying: = (a); completing, ending: →RollingBack restoring; else →RollingBack verify | = (j) | = notice | = | →RollingBack verify | ·
      Drifted LOWERED, no way back | starting, deploying: = (a); completing, ending: →RollingBack restoring; else →RollingBack verify | traffic: ~ verify; else = | = notice | = | →RollingBack verify | ·
      Drifted RAISED | = | = | · | = page | = page (i) | ·
      Drifted FOREIGN_VERSION | ~ foreign-change | = notice | = notice | = notice | = | ·
      PauseRequested | ~ person-asked | R | R | R | R | R
      ResumeRequested | starting: →Starting; deploying: →Deploying; first, preparing, moving, baking, last: →Shifting; verifying: →Verifying; observing: →Observing; completing, ending: →Completing | R | R | R | R | R
      AdvanceRequested, enough data | R | R | R | R | R | R
      AdvanceRequested, too little data | R | R | R | R | R | R
      AdvanceRequested, skip | baking: →Shifting stage-3 preparing; last: →Verifying; else R | R | R | R | R | R
      AdvanceRequested, skip while a limit is past | R | R | R | R | R | R
      AdvanceRequested, skip past the last stage | last: →Verifying; else R | R | R | R | R | R
      ExtendRequested | ~ (b) | R | R | R | R | R
      ExtendRequested, by nothing | R | R | R | R | R | R
      ExtendRequested, by less | R | R | R | R | R | R
      ExtendRequested, for ever | R | R | R | R | R | R
      RollbackRequested | completing, ending: →RollingBack restoring; else →RollingBack traffic | = | R | = | restoring: →RollingBack restoring try-2 attempt-2; traffic: →RollingBack traffic try-2 | R
      RollbackRequested, loses data | R | R | R | R | R | R
      RollbackRequested, loses data, accepted | completing, ending: →RollingBack restoring; else →RollingBack traffic | = | R | = | restoring: →RollingBack restoring try-2 attempt-2; traffic: →RollingBack traffic try-2 | R
      RollbackRequested, no way back | completing, ending: →RollingBack restoring; else →RollingBack traffic | = | R | = | restoring: →RollingBack restoring try-2 attempt-2; traffic: →RollingBack traffic try-2 | R
      FinishRequested | observing: →Completing step-1; else R | R | = | R | R | R
      FinishRequested, no reason | R | R | = | R | R | R
      HideRequested, no flag is turned | R | R | R | R | R | R
      RetireRequested | R | R | R | R | R | R
      RetireRequested, old side kept | R | R | adopted: R; else = (m) | R | R | R
      StandingLost | ~ standing-missing | · | · | · | · | ·
      TakenBackUnrecorded | completing, ending: →RollingBack restoring; else →RollingBack verify | = | = notice | · | →RollingBack verify | ·
      TakenBackUnrecorded, no way back | completing, ending: →RollingBack restoring; else →RollingBack verify | = | = notice | · | →RollingBack verify | ·
      ResolvedByHand | R | R | R | unverified: ~ by-hand; else R | →RolledBack by-hand | R
      """;

  /**
   * The answer to one situation.
   *
   * @param way {@code →State}, {@code ~}, {@code =}, {@code R} or {@code ·}
   * @param words what next state and effects must show
   */
  record Answer(String way, Set<String> words) {}

  private static final Map<String, Map<String, String>> CELLS = read();

  /** By happening, then by state: the cell's text. */
  static Map<String, Map<String, String>> cells() {
    return CELLS;
  }

  static String cell(String happening, String state) {
    return Optional.ofNullable(CELLS.get(happening))
        .map(row -> row.get(state))
        .orElseThrow(() -> new IllegalStateException(happening + " is not answered in " + state));
  }

  private static Map<String, Map<String, String>> read() {
    Map<String, Map<String, String>> cells = new LinkedHashMap<>();
    for (String half : List.of(WAY_OUT, WAITING_AND_BACK)) {
      List<String> header = List.of();
      for (String line : half.lines().toList()) {
        List<String> parts = split(line, "\\|");
        if (line.startsWith("#")) {
          header = parts.subList(1, parts.size());
          continue;
        }
        if (parts.size() != header.size() + 1) {
          throw new IllegalStateException("a row has " + header.size() + " cells: " + line);
        }
        Map<String, String> row =
            cells.computeIfAbsent(parts.getFirst(), name -> new LinkedHashMap<>());
        for (int i = 0; i < header.size(); i++) {
          row.put(header.get(i), parts.get(i + 1));
        }
      }
    }
    return cells;
  }

  /**
   * The cell's answer for each situation; every situation is answered exactly once and no other is
   * named.
   */
  static Map<String, Answer> answers(String cell, Set<String> situations) {
    Map<String, Answer> answers = new LinkedHashMap<>();
    for (String part : split(cell, ";")) {
      int colon = part.indexOf(':');
      Set<String> named =
          new TreeSet<>(colon < 0 ? List.of() : split(part.substring(0, colon), ","));
      if (!situations.containsAll(named)) {
        throw new IllegalStateException("no such situation, in: " + cell);
      }
      Answer answer = answer(part.substring(colon + 1).replaceFirst("^\\s*else ", ""));
      for (String situation : colon < 0 ? situations : named) {
        if (colon >= 0 && answers.containsKey(situation)) {
          throw new IllegalStateException(situation + " is answered twice, in: " + cell);
        }
        answers.putIfAbsent(situation, answer);
      }
    }
    if (!answers.keySet().equals(situations)) {
      throw new IllegalStateException("unanswered situations, in: " + cell);
    }
    return answers;
  }

  private static Answer answer(String text) {
    List<String> words = new ArrayList<>(split(text.replaceAll("\\([a-z]\\)", ""), " "));
    return new Answer(words.removeFirst(), Set.copyOf(words));
  }

  private static List<String> split(String text, String by) {
    return java.util.Arrays.stream(text.split(by))
        .map(String::strip)
        .filter(part -> !part.isEmpty())
        .toList();
  }

  private TheTable() {}
}
