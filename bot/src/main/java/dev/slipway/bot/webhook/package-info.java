/**
 * Other programs are told of releases: events as CloudEvents, signed, posted to addresses of the
 * configuration until they are taken. No release ever waits for one.
 */
@NullMarked
package dev.slipway.bot.webhook;

import org.jspecify.annotations.NullMarked;
