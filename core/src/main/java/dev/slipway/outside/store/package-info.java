/**
 * The journal's store on SQLite and PostgreSQL: Flyway, Hikari and SQL live here and nowhere else.
 */
@NullMarked
package dev.slipway.outside.store;

import org.jspecify.annotations.NullMarked;
