/**
 * The server: what chat, shells, CI and webhooks reach over the network. It holds no release logic;
 * every request goes to the core's desk.
 */
@NullMarked
package dev.slipway.bot;

import org.jspecify.annotations.NullMarked;
