package dev.slipway.bot.news;

import java.time.Instant;

/**
 * A letter without news, to see whether it arrives.
 *
 * @param to the reader, without what tells the carrier
 * @param by who asked for it: the catalogue's key
 */
public record Trial(String id, String to, String by, Instant now) {}
