package dev.slipway.view;

/** What users get, in words: "healthy". */
public record HealthWords(Role role, String words) {}
