/**
 * Metrics from a Prometheus: asks its HTTP API, counts requests from samples, and says of
 * everything that it could not measure why. How its answers are judged is not known here.
 */
@NullMarked
package dev.slipway.outside.prometheus;

import org.jspecify.annotations.NullMarked;
