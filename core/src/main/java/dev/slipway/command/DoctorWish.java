package dev.slipway.command;

import java.util.Optional;

/**
 * What is to be examined.
 *
 * @param only names of checks or their first words, with commas between; empty for all
 */
public record DoctorWish(Optional<String> only, Format format) {}
