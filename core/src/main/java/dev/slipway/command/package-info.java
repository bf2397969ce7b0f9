/**
 * The grammar: one declaration of every command for shell, one-shot and chat, its completion,
 * danger and exit codes. Use cases belong to control; drawing belongs to the faces.
 */
@NullMarked
package dev.slipway.command;

import org.jspecify.annotations.NullMarked;
