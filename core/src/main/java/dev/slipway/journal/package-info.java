/**
 * The append-only, hash-chained history of every release, its replay, and the port of the store
 * that keeps it. SQL lives in outside.store.
 */
@NullMarked
package dev.slipway.journal;

import org.jspecify.annotations.NullMarked;
