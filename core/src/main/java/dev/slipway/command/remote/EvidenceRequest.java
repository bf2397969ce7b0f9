package dev.slipway.command.remote;

import java.util.Optional;

/**
 * What a pipeline found, about a change rather than a release: CI knows what it built, not what
 * Slipway calls it.
 *
 * @param commit of the change, 40 hexadecimal digits
 * @param digest of the artifact, "sha256:…"; one of the two is needed, and both must fit when given
 * @param item of the checklist
 * @param evidence a link, a run, or a sentence
 */
public record EvidenceRequest(
    String service,
    Optional<String> environment,
    Optional<String> commit,
    Optional<String> digest,
    String item,
    String evidence) {}
