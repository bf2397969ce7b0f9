package dev.slipway.command;

import java.util.Optional;

/**
 * Work with a server from here on.
 *
 * @param address as typed
 * @param tokenFile where the token lies already; empty: it is asked for
 * @param certificate of the authority to trust, where the computer knows it not
 */
public record LoginWish(
    String address, Optional<String> tokenFile, Optional<String> certificate, Format format) {}
