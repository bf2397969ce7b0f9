package dev.slipway.outside.scheduler;

import java.util.Optional;
import java.util.function.LongPredicate;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which holders are known to be dead, so that nobody needs to wait for heartbeats that cannot come:
 * processes of this computer that have ended. A number that another process has by now looks alive,
 * and its heartbeats tell.
 */
public final class Graves {
  /** "host:4711", and "host:4711/2" for the second worker of one process. */
  private static final Pattern NODE = Pattern.compile("(.+):(\\d{1,18})(/\\d+)?");

  private Graves() {}

  /** Where workers of several computers meet, only heartbeats tell. */
  public static Predicate<String> unknown() {
    return node -> false;
  }

  /**
   * @param node a worker of this process; others of the same computer are known by its name
   */
  public static Predicate<String> ofComputer(String node) {
    return ofComputer(
        node, pid -> ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent());
  }

  static Predicate<String> ofComputer(String node, LongPredicate alive) {
    Optional<Matcher> own = matched(node);
    return other ->
        own.isPresent()
            && matched(other)
                .filter(one -> one.group(1).equals(own.get().group(1)))
                .filter(one -> !alive.test(Long.parseLong(one.group(2))))
                .isPresent();
  }

  private static Optional<Matcher> matched(String node) {
    return Optional.of(NODE.matcher(SchedulerLeases.shortened(node))).filter(Matcher::matches);
  }
}
