/**
 * Smoke checks over the network: requests in steps, connections, certificates, names, and selects.
 * Where they are made, and what follows from what they see, is not known here.
 */
@NullMarked
package dev.slipway.outside.smoke;

import org.jspecify.annotations.NullMarked;
