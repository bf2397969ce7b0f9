/**
 * Shares traffic through HAProxy's Runtime API: writes, reads back, and tells a process that
 * restarted from one whose share somebody changed. What a share means for a release belongs to
 * {@code control}.
 */
@org.jspecify.annotations.NullMarked
package dev.slipway.outside.haproxy;
