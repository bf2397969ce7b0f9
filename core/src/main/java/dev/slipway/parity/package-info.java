/**
 * In what a later environment is not like the one before it, and whether that may be. Pure
 * comparisons of what is configured; who asks the environments what they run is control.
 */
@NullMarked
package dev.slipway.parity;

import org.jspecify.annotations.NullMarked;
