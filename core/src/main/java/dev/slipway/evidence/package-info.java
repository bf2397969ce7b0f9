/**
 * The documents a release leaves behind and the standalone way back, written from plan and journal.
 * It reads; it never decides.
 */
@NullMarked
package dev.slipway.evidence;

import org.jspecify.annotations.NullMarked;
