package dev.slipway.view;

import java.util.List;
import java.util.Optional;

/**
 * What was examined, and what to mend.
 *
 * @param configuration the file that was read, as one would type it; empty when there is none
 * @param problems checks that have to be mended before a release can go out
 * @param remarks checks that are worth a look
 */
public record DoctorView(
    String program,
    String java,
    Optional<String> configuration,
    List<Check> checks,
    int problems,
    int remarks)
    implements View {
  /** How a check came out. */
  public enum State {
    WELL(Role.GOOD, "well"),
    LOOK(Role.WAITING, "look"),
    MEND(Role.BAD, "mend"),
    /** Not there, and nothing is wrong. */
    ABSENT(Role.NONE, "absent"),
    /** Cannot be told while something else is wrong. */
    UNKNOWN(Role.UNKNOWN, "unknown");

    private final Role role;
    private final String word;

    State(Role role, String word) {
      this.role = role;
      this.word = word;
    }

    public Role role() {
      return role;
    }

    public String word() {
      return word;
    }
  }

  /**
   * One line.
   *
   * @param check what was looked at: "store", "repository shop", "target shop prod"
   * @param means what follows from it where it is not well; "" where that is plain
   * @param fix a line that can be pasted
   */
  public record Check(
      String check, State state, String result, String means, Optional<String> fix) {
    public Check {
      check = Plain.line(check);
      result = Plain.line(result, 300);
      means = Plain.line(means, 300);
      fix = fix.map(Plain::line);
    }

    public static Check well(String check, String result) {
      return new Check(check, State.WELL, result, "", Optional.empty());
    }

    public static Check look(String check, String result, String means, String fix) {
      return new Check(check, State.LOOK, result, means, Optional.of(fix));
    }

    public static Check mend(String check, String result, String means, String fix) {
      return new Check(check, State.MEND, result, means, Optional.of(fix));
    }

    public static Check absent(String check, String result) {
      return new Check(check, State.ABSENT, result, "", Optional.empty());
    }

    public static Check unknown(String check, String result) {
      return new Check(check, State.UNKNOWN, result, "", Optional.empty());
    }
  }

  public DoctorView {
    checks = List.copyOf(checks);
  }

  public static DoctorView of(
      String program, String java, Optional<String> configuration, List<Check> checks) {
    return new DoctorView(
        program,
        java,
        configuration,
        checks,
        (int) checks.stream().filter(check -> check.state() == State.MEND).count(),
        (int) checks.stream().filter(check -> check.state() == State.LOOK).count());
  }

  @Override
  public String schema() {
    return "doctor/1";
  }
}
