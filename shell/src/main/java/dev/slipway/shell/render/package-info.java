/**
 * Turns views into text for a terminal, a pipe or a screen reader; measured before it is coloured,
 * coloured by role. What is said belongs to core's views; nothing here reads a store or a clock.
 */
@NullMarked
package dev.slipway.shell.render;

import org.jspecify.annotations.NullMarked;
