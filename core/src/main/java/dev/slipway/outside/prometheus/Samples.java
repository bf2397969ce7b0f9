package dev.slipway.outside.prometheus;

import java.util.ArrayList;
import java.util.List;

/**
 * The samples of one counter of one process, as they were scraped, oldest first. It begins at zero
 * with its process; a lower value than before means another process.
 *
 * @param fromZero whether everything the first sample counts happened after the moment before it,
 *     because the process was not there yet
 */
record Samples(List<Sample> all, boolean fromZero) {
  /**
   * @param at when it was scraped, in seconds since 1970
   */
  record Sample(double at, double value) {}

  Samples {
    all = List.copyOf(all);
  }

  /** What was counted, and over which time. */
  record Counted(double number, double seconds) {
    Counted plus(Counted other) {
      return new Counted(number + other.number, Math.max(seconds, other.seconds));
    }
  }

  /**
   * What was counted between the first sample not before {@code from} and the last one not after
   * {@code to}: nothing that happened earlier, and nothing that nobody saw.
   */
  Counted between(double from, double to) {
    double number = 0;
    double begun = Double.NaN;
    double last = Double.NaN;
    for (int i = 0; i < all.size(); i++) {
      Sample sample = all.get(i);
      if (sample.at() < from || sample.at() > to) {
        continue;
      }
      if (i == 0 && fromZero) {
        number += sample.value();
      } else if (i > 0 && all.get(i - 1).at() >= from) {
        number += growth(all.get(i - 1), sample);
      }
      begun = Double.isNaN(begun) ? sample.at() : begun;
      last = sample.at();
    }
    return new Counted(number, Double.isNaN(last) ? 0 : last - begun);
  }

  private static double growth(Sample before, Sample after) {
    return after.value() < before.value() ? after.value() : after.value() - before.value();
  }

  /**
   * What whoever asks at a moment takes for counted: what had been one and a half scrapes before,
   * known from samples that are half a scrape old at least. It is the same whenever it is looked up
   * again, although there are more samples then. Differences of two such figures count everything
   * once.
   */
  long countedBy(double asked, double every) {
    return (long) Math.floor(counted(asked - 1.5 * every, asked - 0.5 * every));
  }

  /**
   * What it had counted at a moment, as if evenly between samples, and as if no process had ever
   * begun anew.
   *
   * @param known later samples have no part in it
   */
  private double counted(double to, double known) {
    double counted = 0;
    for (int i = 0; i < all.size(); i++) {
      Sample sample = all.get(i);
      if (i > 0 && sample.at() > known) {
        break;
      }
      if (i == 0) {
        counted = fromZero && sample.at() > to ? 0 : sample.value();
        continue;
      }
      Sample before = all.get(i - 1);
      double growth = growth(before, sample);
      if (sample.at() <= to) {
        counted += growth;
      } else if (before.at() < to) {
        counted += growth * (to - before.at()) / (sample.at() - before.at());
      }
    }
    return counted;
  }

  /** The samples behind the points of an answer: a point repeats the newest sample before it. */
  static List<Sample> of(List<Double> scraped, List<Double> values) {
    List<Sample> samples = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      double at = scraped.get(i);
      if (samples.isEmpty() || at > samples.getLast().at()) {
        samples.add(new Sample(at, values.get(i)));
      }
    }
    return samples;
  }
}
