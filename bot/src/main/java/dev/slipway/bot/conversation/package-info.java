/**
 * Talking about releases in a chat, whichever it is: what is posted, edited and answered, who may
 * press what, and how a reaction becomes an approval. Platforms translate; nothing here knows one
 * of them by name.
 */
@NullMarked
package dev.slipway.bot.conversation;

import org.jspecify.annotations.NullMarked;
