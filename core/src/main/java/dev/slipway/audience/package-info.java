/**
 * Who outside the team wants to hear of which releases, as the catalogue says it, and when they
 * want quiet. Values only: what is told in which words belongs to {@code notice}.
 */
@NullMarked
package dev.slipway.audience;

import org.jspecify.annotations.NullMarked;
