/**
 * Signals, samples, limits and the judge: pass, fail, inconclusive or unmeasurable, with the
 * evidence. The judge only reads; moving traffic belongs to rollout and control.
 */
@NullMarked
package dev.slipway.health;

import org.jspecify.annotations.NullMarked;
