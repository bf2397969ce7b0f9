/**
 * Leases kept by db-scheduler in a table of the store. What is done with a lease is decided by who
 * holds it, not here.
 */
@NullMarked
package dev.slipway.outside.scheduler;

import org.jspecify.annotations.NullMarked;
