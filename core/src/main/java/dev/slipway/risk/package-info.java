/**
 * Rules over a change record: what kinds of risk it carries, how many points, and why. Choosing
 * what follows from the risk belongs to plan.
 */
@NullMarked
package dev.slipway.risk;

import org.jspecify.annotations.NullMarked;
