package dev.slipway.journal;

import dev.slipway.rollout.Effect;
import dev.slipway.rollout.Happening;

/** Whether the share of a moving release can be seen, as people were told. */
public final class ShareSight {
  /** Begins the remark that it cannot be; the reason follows. */
  public static final String LOST = "who gets which version cannot be seen: ";

  public static final String FOUND = "the share can be seen again";

  private ShareSight() {}

  /** What is known of its share is as old as the last sight of it. */
  public static boolean isLost(ReleaseRecord release) {
    if (release.state().isEnd()) {
      return false;
    }
    for (ReleaseRecord.Told told : release.story().reversed()) {
      if (told.fact() instanceof Fact.Announced news
          && news.news().equals(Effect.News.REMARKED.name())) {
        if (news.words().startsWith(LOST)) {
          return true;
        }
        if (news.words().equals(FOUND)) {
          return false;
        }
      }
      if (told.fact() instanceof Fact.Happened happened
          && happened.happening() instanceof Happening.TrafficSettled) {
        return false;
      }
    }
    return false;
  }
}
