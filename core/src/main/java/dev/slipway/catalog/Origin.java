package dev.slipway.catalog;

import java.nio.file.Path;

/**
 * Where a section comes from.
 *
 * @param file the file it stands in, absolute
 * @param root folder of the file that was read first
 * @param home what {@code ~} means
 */
record Origin(Path file, Path root, Path home, Ledger ledger) {}
