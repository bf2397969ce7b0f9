package dev.slipway.practice.fleet;

/**
 * How a deploy or a removal ended.
 *
 * @param changed whether anything was started or ended
 * @param words one line for people
 */
record WorkResult(boolean done, boolean changed, String words) {}
