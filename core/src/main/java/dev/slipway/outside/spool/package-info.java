/**
 * A folder beside the store for what was done while the store was away. Plain files, one for each
 * intent; no database and no library, because it has to work when those do not.
 */
@NullMarked
package dev.slipway.outside.spool;

import org.jspecify.annotations.NullMarked;
