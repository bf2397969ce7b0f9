/**
 * Who is told what, in plain words. It chooses text and audience; delivery belongs to faces and outside.
 */
@NullMarked
package dev.slipway.notice;

import org.jspecify.annotations.NullMarked;
