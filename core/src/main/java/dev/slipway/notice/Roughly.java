package dev.slipway.notice;

import java.time.Duration;

/** Figures as people say them who need no figures. */
final class Roughly {
  private Roughly() {}

  /** "A quarter", "1 in 20", "Nearly all", before "of visitors". */
  static String share(int percent) {
    if (percent >= 100) {
      return "All";
    }
    if (percent >= 90) {
      return "Nearly all";
    }
    if (percent > 60) {
      return percent >= 70 && percent <= 80 ? "Three quarters" : "Most";
    }
    if (percent >= 40) {
      return percent == 50 ? "Half" : "About half";
    }
    if (percent >= 22 && percent <= 28) {
      return percent == 25 ? "A quarter" : "About a quarter";
    }
    if (percent >= 30 && percent <= 36) {
      return "About a third";
    }
    int share = Math.max(1, percent);
    return (100 % share == 0 ? "1 in " : "About 1 in ") + Math.round(100.0 / share);
  }

  /** "none", "about 1 in 4", "about half", "nearly all". */
  static String part(long some, long all) {
    if (some <= 0) {
      return "none";
    }
    double share = (double) some / all;
    if (share >= 0.9) {
      return "nearly all";
    }
    if (share > 0.6) {
      return "most";
    }
    if (share >= 0.4) {
      return "about half";
    }
    long one = Math.round(1 / share);
    return one > 1000 ? "very few" : "about 1 in " + one;
  }

  /** "a few seconds", "half a minute", "about 5 minutes", "about 2 hours". */
  static String time(Duration time) {
    long seconds = time.toSeconds();
    if (seconds < 20) {
      return "a few seconds";
    }
    if (seconds < 45) {
      return "half a minute";
    }
    if (seconds < 90) {
      return "a minute";
    }
    if (seconds < 90 * 60) {
      return "about " + Math.round(seconds / 60.0) + " minutes";
    }
    if (seconds < 36 * 3600) {
      return "about " + Math.round(seconds / 3600.0) + " hours";
    }
    return "about " + Math.round(seconds / 86_400.0) + " days";
  }
}
