package dev.slipway.control.port;

import dev.slipway.plan.SmokeCheck;
import java.time.Duration;
import java.util.Map;

/** Makes smoke checks over the network, as a user or a neighbour would. */
public interface Smoke {
  /**
   * @param words what was seen, or why it is not well; one line, without secrets
   */
  record Seen(boolean well, String words) {}

  /**
   * Makes one check at one place. Never throws.
   *
   * @param places words in braces that hold there: {@code address}, {@code version}
   * @param atMost what takes longer is not well
   */
  Seen make(SmokeCheck.Kind.Asked check, Map<String, String> places, Duration atMost);
}
