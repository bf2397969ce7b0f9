package dev.slipway.view;

import java.time.Instant;

/**
 * One thing that happened, for people.
 *
 * @param by a person's name, or "slipway"
 * @param words "stage 2 started: 25 %"
 */
public record Event(Instant at, String by, Role role, String words) {}
