/**
 * The shell in a team: what it types goes to a server, with a person's token, and what comes back
 * is shown as if it had been made here. There is no store here and nothing to open one with.
 */
@NullMarked
package dev.slipway.shell.team;

import org.jspecify.annotations.NullMarked;
