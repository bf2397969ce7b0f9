/**
 * Releases are marked beside the curves and traces that people look at: one annotation of a Grafana
 * for each, from its start to its end, and one trace at a collector. No release ever waits for one.
 */
@NullMarked
package dev.slipway.bot.marker;

import org.jspecify.annotations.NullMarked;
