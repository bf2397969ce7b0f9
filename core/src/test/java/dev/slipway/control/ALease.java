package dev.slipway.control;

import dev.slipway.control.port.Leases;
import java.util.function.BooleanSupplier;

/** A lease as a test says it is. */
record ALease(BooleanSupplier ours, BooleanSupplier others) implements Leases.Lease {
  /** One that nobody else gets. */
  static ALease held() {
    return new ALease(() -> true, () -> false);
  }

  @Override
  public boolean isStillOurs() {
    return ours.getAsBoolean();
  }

  @Override
  public boolean mayBeAnothers() {
    return others.getAsBoolean();
  }
}
