/**
 * The practice ground and the story told on it: a scratch repository, the practice fleet, a release
 * that goes wrong and takes itself back. Everything but the target is the real thing.
 */
@NullMarked
package dev.slipway.shell.demo;

import org.jspecify.annotations.NullMarked;
