package dev.slipway.outside.haproxy;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An entry of a map says where requests go: how many percent to the second side, or the backend of
 * the side that serves.
 *
 * @param backends of the sides, by name
 * @param second the side whose percentage the entry is; not used when it names a backend
 */
record ByMap(String map, String key, Map<String, String> backends, String second, boolean switches)
    implements Division {
  private static final Pattern VALUE = Pattern.compile("found=yes,.* value=\"([^\"]{1,200})\"");

  @Override
  public String question() {
    return "get map " + map + " " + key;
  }

  @Override
  public int percent(String answer, String side) throws Unclear {
    Matcher matcher = VALUE.matcher(answer);
    if (!matcher.find()) {
      throw new Unclear("map " + map + " has no entry " + key + ": " + RuntimeApi.said(answer));
    }
    String value = matcher.group(1);
    if (switches) {
      if (!backends.containsValue(value)) {
        throw new Unclear("map " + map + " names no backend of a side: " + RuntimeApi.said(value));
      }
      return value.equals(backends.get(side)) ? 100 : 0;
    }
    if (!value.matches("[0-9]{1,3}") || Integer.parseInt(value) > 100) {
      throw new Unclear("map " + map + " has no percentage: " + RuntimeApi.said(value));
    }
    return side.equals(second) ? Integer.parseInt(value) : 100 - Integer.parseInt(value);
  }

  @Override
  public List<String> commands(String answer, String side, int percent, int group) throws Unclear {
    if (group > 0) {
      throw new Unclear("a map divides in two, and has nothing for a baseline group");
    }
    return List.of("set map " + map + " " + key + " " + value(side, percent));
  }

  /** What the entry says when a side has a share. */
  String value(String side, int percent) throws Unclear {
    if (!switches) {
      return Integer.toString(side.equals(second) ? percent : 100 - percent);
    }
    if (percent != 0 && percent != 100) {
      throw new Unclear(percent + " % cannot be set by a switch");
    }
    for (Map.Entry<String, String> one : backends.entrySet()) {
      if (one.getKey().equals(side) == (percent == 100)) {
        return one.getValue();
      }
    }
    throw new Unclear("there is no other side");
  }
}
