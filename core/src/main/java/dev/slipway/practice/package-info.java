/**
 * The practice fleet: a real HTTP service in two versions behind a real weighted router, with load
 * and faults. Its own process; Slipway speaks HTTP to it like to any target.
 */
@NullMarked
package dev.slipway.practice;

import org.jspecify.annotations.NullMarked;
