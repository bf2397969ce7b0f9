package dev.slipway.setup;

import dev.slipway.catalog.StoreSettings;
import dev.slipway.control.port.ChangeSource;
import dev.slipway.control.port.Checkouts;
import dev.slipway.control.port.Targets;
import dev.slipway.journal.Store;

/** The doors to the outside through which an examination looks. */
public record Instruments(
    Checkouts checkouts, ChangeSource changes, Targets targets, StoreDoor stores) {
  /** Opens a store as configured. */
  @FunctionalInterface
  public interface StoreDoor {
    /**
     * @throws Store.Unavailable when it cannot be opened; names the fix
     */
    Store open(StoreSettings settings);
  }
}
