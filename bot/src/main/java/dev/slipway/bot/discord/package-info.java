/**
 * Discord, by JDA: messages as it shows them, what people do there as the conversation hears it,
 * and the one application command. No release logic, and nothing of any other chat.
 */
@NullMarked
package dev.slipway.bot.discord;

import org.jspecify.annotations.NullMarked;
