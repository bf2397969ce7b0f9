/**
 * Checklist items, approvals, waivers and locks, and the verdict whether a release may start, with
 * reasons. It decides on facts that are handed in; collecting them belongs to control.
 */
@NullMarked
package dev.slipway.gate;

import org.jspecify.annotations.NullMarked;
