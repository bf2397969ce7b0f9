/**
 * What a shell and a server say to each other: plain records, and their JSON both ways. Whoever
 * reads an answer has the very view that the server made; nothing here opens a connection.
 */
@NullMarked
package dev.slipway.command.remote;

import org.jspecify.annotations.NullMarked;
