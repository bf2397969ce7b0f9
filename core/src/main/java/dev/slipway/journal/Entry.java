package dev.slipway.journal;

import dev.slipway.release.Actor;
import java.time.Instant;

/**
 * One entry as stored. The hash covers exactly these bytes.
 *
 * @param version counts from 1 within its stream
 * @param kind name of the fact's variant
 * @param shape format version of the body for this kind
 * @param at microsecond precision
 * @param node process that wrote it: host and pid
 * @param body canonical JSON
 * @param previousHash hash of the entry before; 64 zeros for the first
 */
public record Entry(
    StreamName stream,
    long version,
    String kind,
    int shape,
    Instant at,
    Actor by,
    String node,
    String body,
    String previousHash,
    String hash) {}
