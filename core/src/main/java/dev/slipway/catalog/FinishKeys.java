package dev.slipway.catalog;

import java.util.List;
import java.util.Optional;

/** The keys of what is done once a release is finished. */
final class FinishKeys {
  private FinishKeys() {}

  /**
   * @param environment the path of the section of the environment
   */
  static List<Key> below(String environment) {
    String finish = environment + ".finish";
    return List.of(
        key(
            finish,
            ValueType.SECTION,
            Optional.empty(),
            "What is done once a release is finished; that it fails undoes nothing."),
        key(
            finish + ".tag",
            ValueType.TEXT,
            Optional.empty(),
            "The annotated tag that the service's repository gets: {service}, {version}, {environment}, {number}."),
        key(
            finish + ".push",
            ValueType.TEXT,
            Optional.empty(),
            "The remote that the tag is sent to, such as origin."),
        key(
            finish + ".archive",
            ValueType.YES_NO,
            Optional.of("no"),
            "Whether documents, journal, measurements and their hashes are put into one file."));
  }

  private static Key key(String path, ValueType type, Optional<String> fallback, String meaning) {
    return new Key(path, type, fallback, false, List.of(), meaning);
  }
}
