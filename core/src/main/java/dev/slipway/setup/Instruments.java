package dev.slipway.setup;

import dev.slipway.catalog.StoreSettings;
import dev.slipway.control.port.ChangeSource;
import dev.slipway.control.port.Checkouts;
import dev.slipway.control.port.Targets;
import dev.slipway.journal.Store;
import dev.slipway.notice.Outbox;
import java.util.function.Function;

/**
 * The doors to the outside through which an examination looks.
 *
 * @param outboxes the lines for chats that a store keeps
 */
public record Instruments(
    Checkouts checkouts,
    ChangeSource changes,
    Targets targets,
    StoreDoor stores,
    Function<Store, Outbox> outboxes) {
  /** Finds a store as configured, and leaves it as it is. */
  @FunctionalInterface
  public interface StoreDoor {
    /**
     * @throws Store.Unavailable when it cannot be looked at; names the fix
     */
    Found find(StoreSettings settings);
  }

  /** What is where a store should be. */
  public sealed interface Found {
    record Ready(Store store) implements Found {}

    /** A database or file with nothing of Slipway's in it. */
    record Empty() implements Found {}

    /** What an older Slipway made: the next command brings it up to date. */
    record Behind() implements Found {}
  }
}
