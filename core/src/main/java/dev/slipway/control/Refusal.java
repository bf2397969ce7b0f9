package dev.slipway.control;

import java.util.List;

/**
 * An expected "no": what, why, and what helps. Nothing was changed.
 *
 * @param code stable: "E-GATE-01"
 * @param why one line each; hostile text may stand in it
 * @param fix lines that can be pasted
 */
public record Refusal(String code, Kind kind, String what, List<String> why, List<String> fix) {
  /** What kind of no; faces turn it into an exit code or a colour. */
  public enum Kind {
    FAILED,
    USAGE,
    GATE,
    NOT_ALLOWED,
    NOT_FOUND,
    CONFLICT,
    PENDING,
    INCONCLUSIVE
  }

  public Refusal {
    why = List.copyOf(why);
    fix = List.copyOf(fix);
  }

  static Refusal of(String code, Kind kind, String what, String why, String... fix) {
    return new Refusal(code, kind, what, why.isBlank() ? List.of() : List.of(why), List.of(fix));
  }
}
