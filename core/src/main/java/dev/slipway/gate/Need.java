package dev.slipway.gate;

/** So many distinct people of a role must approve. */
public record Need(String role, int count) {
  public Need {
    if (count < 1) {
      throw new IllegalArgumentException("an approval needs at least one person: " + role);
    }
  }
}
