package dev.slipway.command;

/** Where a line was typed. */
public enum Face {
  SHELL,
  ONE_SHOT,
  CHAT
}
