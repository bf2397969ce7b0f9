package dev.slipway.view;

/** How a phase of the checklist stands. {@code closed} counts confirmed and waived ones. */
public record ItemCounts(int closed, int total, int waived, int failed) {}
