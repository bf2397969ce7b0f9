/**
 * The API for shells, CI and scripts: command lines and their views as data, what may stand at a
 * cursor, a release on its way, evidence. Whoever comes in shows a token; what they may do the core
 * decides, as everywhere.
 */
@NullMarked
package dev.slipway.bot.api;

import org.jspecify.annotations.NullMarked;
