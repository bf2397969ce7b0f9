package dev.slipway.command;

import java.util.Optional;

/**
 * What is to be examined.
 *
 * @param only the name of a check or its first word; empty for all
 */
public record DoctorWish(Optional<String> only, Format format) {}
