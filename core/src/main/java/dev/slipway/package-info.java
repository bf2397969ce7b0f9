/**
 * The composition root: the only place that sees every room and wires them. Faces open the core
 * through {@link dev.slipway.Slipway}.
 */
@NullMarked
package dev.slipway;

import org.jspecify.annotations.NullMarked;
