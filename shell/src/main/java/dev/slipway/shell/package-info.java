/**
 * The program that people start: one-shot commands, and the way into the interactive shell. What a
 * command means belongs to the core; here live finding the configuration, opening the core, streams
 * and exit codes.
 */
@NullMarked
package dev.slipway.shell;

import org.jspecify.annotations.NullMarked;
