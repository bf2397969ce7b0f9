package dev.slipway.journal;

/** What every store keeps to; its parts are read from the first to the last. */
public abstract class StoreContract extends HostileTextContract {}
