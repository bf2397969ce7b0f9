/**
 * Who is told what, when, and in which words: made from the journal alone. Also the ports of what
 * has to be remembered for that. Sends nothing itself, and knows no chat.
 */
@NullMarked
package dev.slipway.notice;

import org.jspecify.annotations.NullMarked;
