/**
 * The machine of a release: what happened, in which state, leads where and why; what the target
 * should look like. Nothing here does anything: no clock, no store, no traffic.
 */
@NullMarked
package dev.slipway.rollout;

import org.jspecify.annotations.NullMarked;
