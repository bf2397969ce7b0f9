/**
 * Brings news by mail: the words as text and as a page, and the talk with the mail server. Knows
 * what a letter says, never who gets one or when.
 */
@NullMarked
package dev.slipway.bot.mail;

import org.jspecify.annotations.NullMarked;
