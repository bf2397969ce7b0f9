/**
 * The words every room shares: service, environment, version, artifact, change, release id, weight,
 * actor. Values only; nothing here decides, reads or writes anything.
 */
@NullMarked
package dev.slipway.release;

import org.jspecify.annotations.NullMarked;
