/**
 * The doors to the outside: what control needs from real systems, and nothing about how they do it.
 */
@NullMarked
package dev.slipway.control.port;

import org.jspecify.annotations.NullMarked;
