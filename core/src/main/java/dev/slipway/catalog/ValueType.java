package dev.slipway.catalog;

import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a configured value looks like, and what to say to somebody who wrote something else. */
public enum ValueType {
  TEXT("text", "some text", "unset"),
  NUMBER("a whole number", "3", "1"),
  YES_NO("yes or no", "yes", "no"),
  DURATION("a duration such as 5m, 90s or 1h30m", "5m", "1s"),
  /** Where no time at all is a choice. */
  DURATION_OR_NONE("a duration such as 24h or 30m, or 0", "24h", "0"),
  PERCENT("a percentage such as 2%", "2%", "1%"),
  PATH("a path", "folder/file", "unset"),
  CHOICE("one word of a list", "", ""),
  TEXTS("a list of texts", "[one, two]", ""),
  /** A program and its arguments, one word each; never a line for a shell. */
  COMMAND("a program and its arguments as a list", "[\"./deploy.sh\", \"{instance}\"]", ""),
  WEIGHTS("a list of whole percentages that rise and end at 100", "[5, 25, 50, 100]", "100"),
  /** How many instances of a rolling update are worked on at once. */
  BATCH("a number of instances such as 2, or a share of them such as 25%", "2", "1"),
  SECTION("a section of keys", "key: value", ""),
  /** A section whose keys are names that people choose. */
  NAMED("a section of named entries", "name: { … }", ""),
  SECTIONS("a list of sections", "[{ … }]", ""),
  /** Where a secret is kept; never the secret. */
  SECRET("{ env: NAME } or { file: PATH }", "{ env: NAME }", "");

  private static final Pattern BARE = Pattern.compile("[0-9]{1,6}");
  private static final Pattern SPELLED =
      Pattern.compile(
          "([0-9]{1,6}) ?(second|minute|hour|day|milli)[a-z]*|([0-9]{1,6}) (s|m|h|d|ms)");
  private static final Pattern FRACTION = Pattern.compile("0?\\.[0-9]{1,6}");

  private final String words;
  private final String example;
  private final String standIn;

  ValueType(String words, String example, String standIn) {
    this.words = words;
    this.example = example;
    this.standIn = standIn;
  }

  public String words() {
    return words;
  }

  /** How a value may look; "" where only the key's own words tell. */
  public String example() {
    return example;
  }

  /**
   * A harmless value to go on with after a problem; the reading ends in problems, so it never gets
   * out.
   */
  String standIn() {
    return standIn;
  }

  /** What somebody who wrote this most likely meant. */
  String fixFor(String written) {
    String text = written.strip();
    boolean isDuration = this == DURATION || this == DURATION_OR_NONE;
    if (isDuration && BARE.matcher(text).matches()) {
      return "say the unit: " + text + "m for minutes, " + text + "s for seconds";
    }
    Matcher spelled = SPELLED.matcher(text);
    if (isDuration && spelled.matches()) {
      return "write " + shortened(spelled);
    }
    if (this == PERCENT && BARE.matcher(text).matches()) {
      return "write " + text + "%";
    }
    if (this == PERCENT && FRACTION.matcher(text).matches()) {
      return "write "
          + new BigDecimal(text).movePointRight(2).stripTrailingZeros().toPlainString()
          + "%";
    }
    return "write " + words + (words.contains("such as") ? "" : ", for example " + example);
  }

  private static String shortened(Matcher spelled) {
    if (spelled.group(3) != null) {
      return spelled.group(3) + spelled.group(4);
    }
    String unit = spelled.group(2);
    return spelled.group(1) + (unit.equals("milli") ? "ms" : unit.substring(0, 1));
  }
}
