/**
 * Following one release on its way: live on a terminal, or as lines where nothing may be redrawn.
 * What is shown belongs to core's view and to {@code render}; what becomes of the release is none
 * of its business.
 */
@NullMarked
package dev.slipway.shell.watch;

import org.jspecify.annotations.NullMarked;
