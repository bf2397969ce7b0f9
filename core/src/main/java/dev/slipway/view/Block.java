package dev.slipway.view;

/**
 * One thing in the way of a start.
 *
 * @param what "approval", "checklist", "lock" …
 * @param fix a line that can be pasted
 */
public record Block(String code, String what, String why, String fix) {}
