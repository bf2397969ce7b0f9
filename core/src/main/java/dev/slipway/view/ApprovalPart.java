package dev.slipway.view;

import java.time.Instant;
import java.util.List;

/**
 * How the approvals stand.
 *
 * @param needed how many the plan asks for
 * @param ignored approvals that do not count, each with its reason
 */
public record ApprovalPart(
    int needed, List<Given> given, List<Missing> missing, List<String> ignored) {
  public record Given(String name, String role, Instant at, String surface) {}

  /**
   * @param can names of those who can still give it
   */
  public record Missing(String role, int open, List<String> can) {
    public Missing {
      can = List.copyOf(can);
    }
  }

  public ApprovalPart {
    given = List.copyOf(given);
    missing = List.copyOf(missing);
    ignored = List.copyOf(ignored);
  }
}
