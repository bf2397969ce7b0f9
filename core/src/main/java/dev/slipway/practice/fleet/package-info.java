/**
 * The practice fleet's own process: shop instances, weighted router, load, faults, measurements,
 * database, control API. Nothing here knows releases; Slipway reaches it over HTTP only, through
 * the adapters one package up.
 */
@NullMarked
package dev.slipway.practice.fleet;

import org.jspecify.annotations.NullMarked;
