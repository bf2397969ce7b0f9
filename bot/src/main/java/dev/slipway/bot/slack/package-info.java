/**
 * Slack, both ways in: a connection the server opens (Socket Mode) and calls to the server (HTTP).
 * What people do becomes what the conversation hears; what the conversation says becomes Block Kit.
 * Nothing is decided here, and no other chat is known.
 */
@NullMarked
package dev.slipway.bot.slack;

import org.jspecify.annotations.NullMarked;
