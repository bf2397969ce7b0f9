/**
 * Gives whoever looks after something its turns, in a thread of its own, until the server ends.
 * What is done in a turn, and which server does it, is decided elsewhere.
 */
@NullMarked
package dev.slipway.bot.turns;

import org.jspecify.annotations.NullMarked;
