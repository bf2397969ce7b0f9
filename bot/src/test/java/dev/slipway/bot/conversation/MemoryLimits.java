package dev.slipway.bot.conversation;

import dev.slipway.control.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What a chat in memory refuses, as platforms do. Used under the chat's lock. */
final class MemoryLimits {
  /** How many posts a channel takes at once before one a second is all. */
  private static final int BURST = 5;

  /** Edits, and readings of reactions, of the whole workspace. */
  private static final int A_MINUTE = 50;

  private final Clock clock;
  private final Map<String, List<Instant>> pace = new ConcurrentHashMap<>();
  boolean away;
  boolean refusing;
  boolean losesAnswer;
  int throttled;
  Duration throttledFor = Duration.ZERO;
  int calls;
  int refusedForPace;

  MemoryLimits(Clock clock) {
    this.clock = clock;
  }

  void admit() throws ChatTrouble {
    calls++;
    if (away) {
      throw new ChatTrouble(ChatTrouble.Kind.AWAY, "no connection");
    }
    if (throttled > 0) {
      throttled--;
      throw new ChatTrouble(ChatTrouble.Kind.THROTTLED, "ratelimited", throttledFor);
    }
  }

  void keepPace(String channel) throws ChatTrouble {
    List<Instant> lately = pace.computeIfAbsent(channel, unused -> new ArrayList<>());
    Instant now = clock.now();
    lately.removeIf(at -> !at.isAfter(now.minusSeconds(BURST)));
    if (lately.size() >= BURST) {
      refusedForPace++;
      throw new ChatTrouble(ChatTrouble.Kind.THROTTLED, "ratelimited", Duration.ofSeconds(BURST));
    }
    lately.add(now);
  }

  void keepPaceOf(String calls) throws ChatTrouble {
    List<Instant> lately = pace.computeIfAbsent(calls, unused -> new ArrayList<>());
    Instant now = clock.now();
    lately.removeIf(at -> !at.isAfter(now.minusSeconds(60)));
    if (lately.size() >= A_MINUTE) {
      refusedForPace++;
      throw new ChatTrouble(ChatTrouble.Kind.THROTTLED, "ratelimited", Duration.ofSeconds(10));
    }
    lately.add(now);
  }

  void loseAnswer() throws ChatTrouble {
    if (losesAnswer) {
      losesAnswer = false;
      throw new ChatTrouble(ChatTrouble.Kind.UNKNOWN, "the answer was lost");
    }
  }
}
