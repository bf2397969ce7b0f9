package dev.slipway.rollout;

/** Whether users were well after a rollback. */
public sealed interface Verification {
  String words();

  record Verified() implements Verification {
    @Override
    public String words() {
      return "verified healthy";
    }
  }

  record Unverified(String why) implements Verification {
    @Override
    public String words() {
      return "not verified: " + why;
    }
  }

  /** The old version is unwell too. */
  record StillUnhealthy() implements Verification {
    @Override
    public String words() {
      return "still unhealthy";
    }
  }

  record ByHand(String evidence) implements Verification {
    @Override
    public String words() {
      return "confirmed by hand: " + evidence;
    }
  }
}
