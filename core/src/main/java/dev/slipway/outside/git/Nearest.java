package dev.slipway.outside.git;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Names a person may have meant. */
final class Nearest {
  private static final int LONGEST = 100;

  private Nearest() {}

  private record Near(String name, int distance) {}

  /** At most three, nearest first; none that would need half its letters changed. */
  static List<String> of(String wanted, List<String> names) {
    int furthest = Math.max(1, Math.min(3, wanted.length() / 2));
    return names.stream()
        .filter(name -> name.length() <= LONGEST)
        .map(name ->
            new Near(
                name, distance(wanted.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT))))
        .filter(near -> near.distance() <= furthest)
        .sorted(Comparator.comparingInt(Near::distance))
        .limit(3)
        .map(Near::name)
        .toList();
  }

  /** How many letters must be put in, taken out or changed. */
  static int distance(String one, String other) {
    int[] row = new int[other.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int change = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[other.length()];
  }
}
