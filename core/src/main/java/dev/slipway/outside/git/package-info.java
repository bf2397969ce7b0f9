/**
 * Commits, files and trailers of a range, read from the user's real repository with the git
 * program.
 */
@NullMarked
package dev.slipway.outside.git;

import org.jspecify.annotations.NullMarked;
