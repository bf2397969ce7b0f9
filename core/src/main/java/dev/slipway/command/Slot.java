package dev.slipway.command;

/**
 * A place in a line that is filled by position.
 *
 * @param name as help shows it: "release"
 * @param optional whether the line is complete without it; a release may always be left out when
 *     one is in use
 */
record Slot(String name, Values values, boolean optional, String words) {}
