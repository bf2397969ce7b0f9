package dev.slipway.rollout;

import java.util.List;

/** The machine's answer to one happening. */
public sealed interface Decision {
  Reason because();

  /** The state changed (perhaps only inside: another step, another hold). */
  record Moved(State next, Reason because, List<Effect> effects) implements Decision {
    public Moved {
      effects = List.copyOf(effects);
    }
  }

  /** Taken note of; nothing changes. Effects, such as a page, may still follow. */
  record Stayed(Reason because, List<Effect> effects) implements Decision {
    public Stayed {
      effects = List.copyOf(effects);
    }
  }

  /** Came after it could matter: recorded, and nothing else. */
  record Late(Reason because) implements Decision {}

  /** A request that is not possible here; the reason says why and nothing changed. */
  record Refused(Reason because) implements Decision {}
}
