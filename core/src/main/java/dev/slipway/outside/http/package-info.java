/**
 * Asks addresses over HTTP, with the client of the JDK. What the answers mean for a release is not
 * known here.
 */
@NullMarked
package dev.slipway.outside.http;

import org.jspecify.annotations.NullMarked;
