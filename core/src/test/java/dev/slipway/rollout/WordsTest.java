package dev.slipway.rollout;

import static dev.slipway.rollout.Situations.TEN;
import static dev.slipway.rollout.Situations.aPlan;
import static dev.slipway.rollout.Situations.aRelease;
import static dev.slipway.rollout.Situations.anAssessment;
import static dev.slipway.rollout.Situations.at;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.slipway.gate.GateVerdict;
import dev.slipway.health.Verdict;
import dev.slipway.release.Weight;
import dev.slipway.rollout.Reason.Code;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What people read: every reason, and every text of an effect, is part of a plain sentence. */
class WordsTest {
  private static final int HISTORIES = 3_000;
  private static final int HAPPENINGS = 60;

  private static final Map<String, Pattern> FAULTS =
      Map.of(
          "says null", Pattern.compile("\\bnull\\b"),
          "names a constant",
              Pattern.compile(
                  "\\b[A-Z]+_[A-Z_]+\\b|\\b(PASS|FAIL|INCONCLUSIVE|UNMEASURABLE|YES|UNKNOWN|LOST|LOWERED|RAISED)\\b"),
          "shows a type", Pattern.compile("[A-Z]\\w*\\[|Optional|\\w+@[0-9a-f]{4,}"),
          "has double or outer spaces", Pattern.compile("  |^\\s|\\s$"),
          "ends with punctuation", Pattern.compile("[.,:;!?]$"),
          "has punctuation twice", Pattern.compile("[.,:;!?]\\s*[,:;]"),
          "counts one as many",
              Pattern.compile("\\b1 (gates|requests|checks|instances|stages|times)\\b"),
          "is empty", Pattern.compile("^\\s*$"));

  private final Map<String, String> found = new TreeMap<>();
  private final Set<Code> codes = EnumSet.noneOf(Code.class);

  @Test
  void readAsPlainSentenceParts() {
    throughTheTable();
    throughHistories();
    assertEquals(Map.of(), found);
  }

  /** Codes that nothing gives belong to others, or to nobody. */
  @Test
  void giveEveryReasonThatIsTheMachinesToGive() {
    throughTheTable();
    throughHistories();
    Set<Code> never = EnumSet.complementOf(EnumSet.copyOf(codes));
    assertEquals(EnumSet.noneOf(Code.class), never);
  }

  @Test
  void countAsPeopleDo() {
    State baking = aRelease().shifting(2).baking();
    assertEquals(
        "stage 2 started: 25 %",
        words(aRelease().shifting(2).moving(), at(TEN).settled(new Weight(25))));
    assertEquals(
        "stage 2 held: 400 requests, error rate 0.30 %, limit 2.00 %",
        words(baking, at(TEN).checked(baking, anAssessment().complete())));
    assertEquals(
        "a release that is in stage 2 cannot be resumed",
        words(aRelease().shifting(2).baking(), at(TEN).resume()));
    assertEquals(
        "the way back is tried again, attempt 2",
        words(
            aRelease().stuck(aRelease().rollingBack().traffic()),
            at(TEN.plusSeconds(10)).timePassed()));
    GateVerdict oneClosed = new GateVerdict(Situations.CLOSED.blocks().subList(0, 1), List.of());
    assertEquals(
        "1 gate is closed", words(aRelease().planned(), at(TEN).start(aPlan().make(), oneClosed)));
    assertEquals(
        "2 gates are closed",
        words(aRelease().planned(), at(TEN).start(aPlan().make(), Situations.CLOSED)));
  }

  @Test
  void sayWhatAPersonSaidAndNothingWhereNothingWasSaid() {
    assertEquals(
        "ada asked: looks odd",
        words(aRelease().observing(), at(TEN).because("looks odd").pause()));
    assertEquals("ada asked", words(aRelease().observing(), at(TEN).because(" ").pause()));
  }

  @Test
  void tellWhyItEndedAsItDid() {
    RollingBack stuck = aRelease().onAttempt(3).rollingBack().cleaningUp();
    assertEquals(
        "rolled back to the old version, verified healthy; left over: remove-new failed: no answer within 10 min",
        words(stuck, at(TEN).stepFailed(stuck.work().orElseThrow(), Happening.Changed.NO)));
    Happening late = at(TEN.plusSeconds(120)).timePassed();
    assertEquals(
        Code.LIMIT_BROKEN,
        aRelease().rollingBack().verifying(Verdict.FAIL).on(late).because().code());
  }

  @Test
  void promiseNoWayBackWhereThereIsNone() {
    State baking = aRelease().shifting(2).baking();
    Happening blind = at(TEN).checked(baking, anAssessment().silentPastBlindLimit());
    String silent = "metrics do not answer: connection refused";
    assertEquals(silent + "; taken back as a caution", words(baking, blind));
    GivenPlan noWayBack = aPlan().withoutWayBackAfterMigration();
    assertEquals(
        silent + "; there is no way back any more",
        words(aRelease().of(noWayBack).shifting(2).baking(), blind));
  }

  private static String words(State state, Happening happening) {
    return state.on(happening).because().words();
  }

  private void throughTheTable() {
    TableSituations.rows()
        .values()
        .forEach(row ->
            TableSituations.columns(row)
                .values()
                .forEach(situations ->
                    situations
                        .values()
                        .forEach(state -> read(state, row.happening().apply(state)))));
  }

  private void throughHistories() {
    for (long seed = 1; seed <= HISTORIES; seed++) {
      RandomHistory history = new RandomHistory(seed);
      State state = Situations.aRelease().of(history.plan()).draft();
      for (int i = 0; i < HAPPENINGS; i++) {
        state = read(state, history.next(state));
      }
    }
  }

  private State read(State state, Happening happening) {
    Decision decision = state.on(happening);
    codes.add(decision.because().code());
    look(decision.because().words());
    Features.effects(decision).forEach(effect -> texts(effect).forEach(this::look));
    State next = Features.after(state, decision);
    if (next instanceof RolledBack rolledBack) {
      look(rolledBack.verification().words());
      rolledBack.remains().ifPresent(this::look);
    }
    return next;
  }

  private static Set<String> texts(Effect effect) {
    return switch (effect) {
      case Effect.Announce announce -> Set.of(announce.words());
      case Effect.PageSomeone page -> Set.of(page.why());
      case Effect.Perform perform -> Set.of(perform.step().words());
      case Effect.WriteDocuments documents -> Set.of();
    };
  }

  private void look(String words) {
    Set<String> faults = new TreeSet<>();
    FAULTS.forEach((fault, pattern) -> {
      if (pattern.matcher(words).find()) {
        faults.add(fault);
      }
    });
    if (!faults.isEmpty()) {
      found.put(words, String.join(", ", faults));
    }
  }
}
