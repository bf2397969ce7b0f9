package dev.slipway.view;

/** What the release does, in words: "rolling out, stage 2 of 4". */
public record StateWords(Role role, String words) {}
