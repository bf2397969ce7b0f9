package dev.slipway.bot.conversation;

import dev.slipway.journal.Fact;
import dev.slipway.journal.ReleaseRecord;

/**
 * What a release stands on: the entry that moved it last. A button carries it, and means nothing
 * any more once the release stands on something else.
 *
 * <p>Not the revision of the message, which grows with every new figure: a click would be late
 * before the finger is up.
 */
public final class Footing {
  private Footing() {}

  public static long of(ReleaseRecord release) {
    for (ReleaseRecord.Told told : release.story().reversed()) {
      if (told.fact() instanceof Fact.Happened happened && happened.answer() == Fact.Answer.MOVED) {
        return told.entry().version();
      }
    }
    return 1;
  }
}
