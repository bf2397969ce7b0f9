package dev.slipway.catalog;

import static dev.slipway.PrintedPage.cell;

import dev.slipway.PrintedPage;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** docs/reference/configuration.md is printed from the table of keys that the reader goes by. */
@Tag("T1")
class ConfigurationPageTest {
  /** Sections that get a heading of their own, with what is said there. */
  private static final Map<String, String> PARTS = new LinkedHashMap<>();

  static {
    PARTS.put("", "The top of the file");
    PARTS.put("store", "Store");
    PARTS.put("server", "Server");
    PARTS.put("chat", "Chat");
    PARTS.put("webhooks", "Webhooks");
    PARTS.put("markers", "Markers");
    PARTS.put("people", "People");
    PARTS.put("policies", "Policies");
    PARTS.put("services", "Services");
    PARTS.put("services.*.environments.*", "Environments");
    PARTS.put("services.*.environments.*.target", "Targets");
    PARTS.put("services.*.environments.*.limits", "Limits");
  }

  @Test
  void thePageSaysWhatEveryKeyMeans() throws IOException {
    StringBuilder page = new StringBuilder();
    page.append(
        """
        # Configuration: every key of slipway.yaml

        Printed from the table that the reader goes by ([Keys](../../core/src/main/java/dev/slipway/catalog/Keys.java)); a test
        keeps it so. [config/slipway.yaml](../../config/slipway.yaml) shows every key in its place, and `slipway init` writes a
        first file. `slipway doctor --only configuration` lists all problems at once, each with file, line and fix.

        `slipway.yaml` is found like git finds its repository: in the current folder or above it. A relative path is meant from
        the file it stands in, and `~` is your home. `*` in a path below is a name you choose: lower-case letters, digits, `.`,
        `-` and `_`, at most 60. Secrets never stand in a file: write `{ env: NAME }` or `{ file: PATH }`; anything that looks
        like a secret written out is refused.

        """);
    page.append("| a value of type | is written | for example |\n| --- | --- | --- |\n");
    for (ValueType type : ValueType.values()) {
      page.append("| ")
          .append(type.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' '))
          .append(" | ")
          .append(cell(type.words()))
          .append(" | ")
          .append(type.example().isEmpty() ? "" : "`" + type.example() + "`")
          .append(" |\n");
    }
    PARTS.forEach((part, heading) -> part(page, part, heading));
    page.append(
        """

        ## Your own settings

        What only changes how Slipway looks to you stands in a file of yours, `~/.config/slipway/config.yaml` (or below
        `XDG_CONFIG_HOME`). A fault in it is told and otherwise left out; it never stands in the way of a command.

        | key | type | default | meaning |
        | --- | --- | --- | --- |
        | `%s` | yes no | `no` | For a screen reader: lines of "key: value" and one line for each change; nothing is drawn or redrawn. `SLIPWAY_ACCESSIBLE=1` does the same for one start, `0` the opposite, `--plain` for one line. |
        """
            .formatted(PersonalSettings.ACCESSIBLE));
    PrintedPage.mustBe("reference/configuration.md", page.toString());
  }

  private static void part(StringBuilder page, String part, String heading) {
    page.append("\n## ").append(heading).append("\n\n");
    List<Key> keys = Keys.all().stream().filter(key -> partOf(key).equals(part)).toList();
    keys.stream()
        .filter(key -> key.path().equals(part))
        .forEach(key ->
            page.append('`').append(key.path()).append("`: ").append(key.meaning()).append("\n\n"));
    page.append("| key | type | default | meaning |\n| --- | --- | --- | --- |\n");
    for (Key key : keys) {
      if (!key.path().equals(part)) {
        page.append("| `")
            .append(shown(key, part))
            .append("` | ")
            .append(type(key))
            .append(" | ")
            .append(fallback(key))
            .append(" | ")
            .append(cell(key.meaning()))
            .append(words(key))
            .append(" |\n");
      }
    }
  }

  /** The longest part that a key's path begins with. */
  private static String partOf(Key key) {
    String found = "";
    for (String part : PARTS.keySet()) {
      boolean inside = key.path().equals(part) || key.path().startsWith(part + ".");
      if (!part.isEmpty() && inside && part.length() > found.length()) {
        found = part;
      }
    }
    return found;
  }

  private static String shown(Key key, String part) {
    return part.isEmpty() ? key.path() : key.path().substring(part.length() + 1);
  }

  private static String type(Key key) {
    return key.type().name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
  }

  private static String fallback(Key key) {
    return key.fallback()
        .map(text -> "`" + cell(text) + "`")
        .orElse(key.required() ? "**required**" : "");
  }

  private static String words(Key key) {
    return key.choices().isEmpty()
        ? ""
        : " One of: "
            + String.join(", ", key.choices().stream().map(word -> "`" + word + "`").toList())
            + ".";
  }
}
