package dev.slipway.shell.faults;

import dev.slipway.rollout.Finished;
import dev.slipway.rollout.RolledBack;
import dev.slipway.rollout.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** One fault of the matrix, and what has to be so while it lasts and after it. */
final class Row {
  /** Something that is done to a part, or to the ground it stands on. */
  interface Act {
    Act NOTHING = ground -> {};

    void on(FaultGround ground) throws Exception;
  }

  /** What users meet while the fault lasts. */
  enum Users {
    /** Those on the new version stay there, and no more come. */
    STAY,
    /** Everybody is on the old version. */
    ARE_ON_THE_OLD,
    /** Nobody is answered: the balancer itself is gone. */
    WAIT,
    /** The release goes on. */
    GO_ON
  }

  final String part;
  final String fault;
  final Moment at;
  final Act strike;

  /** Of each list one has to be read. */
  final List<List<String>> says = new ArrayList<>();

  Act before = Act.NOTHING;
  Optional<Act> asked = Optional.empty();
  Users users = Users.STAY;
  Optional<String> next = Optional.empty();
  Act mend = Act.NOTHING;
  Predicate<State> end = Finished.class::isInstance;
  boolean nobodyFails = true;
  boolean images;

  /** How long a release may go without metrics: on a busy computer everything takes longer. */
  Duration blindLimit = Duration.ofMinutes(1);

  private Row(String part, String fault, Moment at, Act strike) {
    this.part = part;
    this.fault = fault;
    this.at = at;
    this.strike = strike;
  }

  static Row of(String part, String fault, Moment at, Act strike) {
    return new Row(part, fault, at, strike);
  }

  /** Something that is arranged before the release is opened. */
  Row given(Act arranged) {
    before = arranged;
    return this;
  }

  /** While a quarter is watched a person asks for the way back. */
  Row asked() {
    return asked(Act.NOTHING);
  }

  /** The same, and something happens just before it. */
  Row asked(Act first) {
    asked =
        Optional.of(ground -> {
          first.on(ground);
          if (at != Moment.PAUSED) {
            ground.runsWell("rollback", "search/2", "--reason", "looks odd");
          }
        });
    return this;
  }

  Row users(Users meanwhile) {
    users = meanwhile;
    return this;
  }

  /**
   * Words that a person has to read, on {@code show} or in the lines of {@code rollout watch}; of
   * several one, whichever is found out first.
   */
  Row says(String... words) {
    says.add(List.of(words));
    return this;
  }

  /** What is gone stays gone, and nobody wants to wait for long until it counts. */
  Row blindAtMost(Duration limit) {
    blindLimit = limit;
    return this;
  }

  /** The one command that is shown. */
  Row next(String command) {
    next = Optional.of(command);
    return this;
  }

  Row mended(Act mended) {
    mend = mended;
    return this;
  }

  Row goesBack() {
    end = RolledBack.class::isInstance;
    return this;
  }

  /** Forward or back, as it happens to be seen. */
  Row endsEither() {
    end = State::isEnd;
    return this;
  }

  /** Requests fail because of the fault itself. */
  Row someFail() {
    nobodyFails = false;
    return this;
  }

  /** The versions are images in a registry. */
  Row ofImages() {
    images = true;
    return this;
  }

  String name() {
    return part + ": " + fault + " (" + at.words + ")";
  }
}
