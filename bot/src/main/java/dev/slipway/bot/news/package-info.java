/**
 * Brings news of releases to people and programs outside the team: what the journal has grown by
 * becomes lines of the outbox, and each line is given to the carrier of its kind when it is due.
 * Carriers live in rooms of their own.
 */
@NullMarked
package dev.slipway.bot.news;

import org.jspecify.annotations.NullMarked;
