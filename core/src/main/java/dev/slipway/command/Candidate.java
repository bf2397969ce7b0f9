package dev.slipway.command;

/**
 * Something that may stand where the cursor is.
 *
 * @param value as it is to be typed, unquoted
 * @param group "releases", "options", "commands" …; the order of candidates is theirs already
 * @param possible whether it would be accepted now
 * @param because why not; empty when possible
 */
public record Candidate(
    String value, String description, String group, boolean possible, String because) {}
