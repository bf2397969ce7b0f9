/**
 * Database migrations as values: what a statement may do to a running version, phase and order.
 * Running them belongs to control and its ports.
 */
@NullMarked
package dev.slipway.migration;

import org.jspecify.annotations.NullMarked;
