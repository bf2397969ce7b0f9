/**
 * Getting started, and finding out what is missing: the first configuration written from a
 * repository and a few answers, and the examination of everything a configuration names. Nothing
 * here opens, moves or changes a release.
 */
@NullMarked
package dev.slipway.setup;

import org.jspecify.annotations.NullMarked;
