/**
 * The interactive shell: Spring Shell's loop with our parser, completion, prompt and news above the
 * prompt. The only package that knows Spring; the one-shot command line never loads a class of it.
 */
@NullMarked
package dev.slipway.shell.repl;

import org.jspecify.annotations.NullMarked;
