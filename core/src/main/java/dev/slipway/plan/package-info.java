/**
 * From a classified change to the way out and the way back: strategy, stages, limits, steps,
 * rollback plan, hash. A plan is a value; carrying it out belongs to rollout and control.
 */
@NullMarked
package dev.slipway.plan;

import org.jspecify.annotations.NullMarked;
