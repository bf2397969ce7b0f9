/**
 * What is told of releases without being asked: one message a release that is kept up to date, its
 * thread, requests for approvals and what their reactions come to. Delivered at its own pace,
 * through outages and restarts; no release ever waits for it.
 */
@NullMarked
package dev.slipway.bot.delivery;

import org.jspecify.annotations.NullMarked;
