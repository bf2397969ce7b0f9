/**
 * Configuration files, turned into checked values; all problems are collected and reported with
 * file, line and fix.
 */
@NullMarked
package dev.slipway.catalog;

import org.jspecify.annotations.NullMarked;
