/**
 * Services that are released by the team's own commands: runs them, and believes nothing that they
 * say about themselves. No shell is started and no vendor is known here.
 */
@NullMarked
package dev.slipway.outside.exec;

import org.jspecify.annotations.NullMarked;
