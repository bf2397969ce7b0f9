/**
 * Use cases for people, the driver that performs effects, the clock and the ports to the outside.
 * Decisions belong to rollout, gate and plan; vendors' types to outside.
 */
@NullMarked
package dev.slipway.control;

import org.jspecify.annotations.NullMarked;
