package dev.slipway.bot.slack;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** What Slack refuses in blocks and views, as its reference states it. */
final class BlockRules {
  private static final Map<String, Set<String>> KEYS =
      Map.ofEntries(
          Map.entry("header", Set.of("type", "text", "block_id")),
          Map.entry("section", Set.of("type", "text", "block_id", "fields", "accessory", "expand")),
          Map.entry("context", Set.of("type", "elements", "block_id")),
          Map.entry("actions", Set.of("type", "elements", "block_id")),
          Map.entry("divider", Set.of("type", "block_id")),
          Map.entry(
              "image", Set.of("type", "image_url", "slack_file", "alt_text", "title", "block_id")),
          Map.entry("rich_text", Set.of("type", "elements", "block_id")),
          Map.entry(
              "input",
              Set.of(
                  "type", "label", "element", "dispatch_action", "block_id", "hint", "optional")),
          Map.entry("mrkdwn", Set.of("type", "text", "verbatim")),
          Map.entry("plain_text", Set.of("type", "text", "emoji")),
          Map.entry(
              "button",
              Set.of(
                  "type",
                  "text",
                  "action_id",
                  "url",
                  "value",
                  "style",
                  "confirm",
                  "accessibility_label")),
          Map.entry(
              "static_select",
              Set.of(
                  "type",
                  "placeholder",
                  "action_id",
                  "options",
                  "option_groups",
                  "initial_option",
                  "confirm",
                  "focus_on_load")),
          Map.entry(
              "plain_text_input",
              Set.of(
                  "type",
                  "action_id",
                  "placeholder",
                  "initial_value",
                  "multiline",
                  "min_length",
                  "max_length",
                  "focus_on_load")),
          Map.entry("rich_text_preformatted", Set.of("type", "elements", "border")),
          Map.entry("rich_text_section", Set.of("type", "elements")),
          Map.entry("text", Set.of("type", "text", "style")));

  private final List<String> wrong = new ArrayList<>();
  private final Set<String> blockIds = new HashSet<>();
  private final Predicate<String> readyFile;
  private int characters;

  private BlockRules(Predicate<String> readyFile) {
    this.readyFile = readyFile;
  }

  /**
   * @param readyFile whether a file may be shown
   * @return what is wrong; nothing when Slack would take it
   */
  static List<String> ofMessage(JsonArray blocks, Predicate<String> readyFile) {
    BlockRules rules = new BlockRules(readyFile);
    rules.blocks(blocks, 50, false);
    if (rules.characters > 13_200) {
      rules.wrong.add("msg_blocks_too_long");
    }
    return rules.wrong;
  }

  static List<String> ofView(JsonObject view) {
    BlockRules rules = new BlockRules(file -> false);
    rules.keys(
        view,
        Set.of(
            "type",
            "title",
            "submit",
            "close",
            "blocks",
            "private_metadata",
            "callback_id",
            "clear_on_close",
            "notify_on_close",
            "external_id"));
    rules.needs(text(view, "type").equals("modal"), "type is modal");
    rules.text(view.get("title"), 1, 24, "plain_text");
    rules.needs(text(view, "private_metadata").length() <= 3_000, "private_metadata ≤ 3000");
    rules.needs(text(view, "callback_id").length() <= 255, "callback_id ≤ 255");
    JsonArray blocks = view.has("blocks") ? view.getAsJsonArray("blocks") : new JsonArray();
    boolean input = blocks.toString().contains("\"type\":\"input\"");
    rules.needs(!input || view.has("submit"), "submit is needed with input");
    if (view.has("submit")) {
      rules.text(view.get("submit"), 1, 24, "plain_text");
    }
    if (view.has("close")) {
      rules.text(view.get("close"), 1, 24, "plain_text");
    }
    rules.blocks(blocks, 100, true);
    return rules.wrong;
  }

  private void blocks(JsonArray blocks, int most, boolean inView) {
    needs(!blocks.isEmpty() && blocks.size() <= most, "1 to " + most + " blocks");
    for (JsonElement element : blocks) {
      JsonObject block = element.getAsJsonObject();
      known(block);
      String id = text(block, "block_id");
      needs(id.length() <= 255, "block_id ≤ 255");
      needs(id.isEmpty() || blockIds.add(id), "block_id " + id + " twice");
      block(block, inView);
    }
  }

  private void block(JsonObject block, boolean inView) {
    switch (text(block, "type")) {
      case "header" -> text(block.get("text"), 1, 150, "plain_text");
      case "section" -> section(block);
      case "context" -> {
        JsonArray elements = block.getAsJsonArray("elements");
        needs(!elements.isEmpty() && elements.size() <= 10, "1 to 10 context elements");
        elements.forEach(element -> text(element, 1, 3_000, "mrkdwn", "plain_text"));
      }
      case "actions" -> {
        JsonArray elements = block.getAsJsonArray("elements");
        needs(!elements.isEmpty() && elements.size() <= 25, "1 to 25 elements");
        Set<String> actions = new HashSet<>();
        elements.forEach(element -> interactive(element.getAsJsonObject(), actions));
      }
      case "image" -> image(block);
      case "rich_text" ->
          block.getAsJsonArray("elements").forEach(part -> rich(part.getAsJsonObject()));
      case "input" -> {
        needs(inView, "input only in views here");
        text(block.get("label"), 1, 2_000, "plain_text");
        if (block.has("hint")) {
          text(block.get("hint"), 1, 2_000, "plain_text");
        }
        interactive(block.getAsJsonObject("element"), new HashSet<>());
      }
      case "divider" -> {}
      default -> wrong.add("unsupported block " + text(block, "type"));
    }
  }

  private void section(JsonObject block) {
    needs(block.has("text") || block.has("fields"), "section needs text or fields");
    if (block.has("text")) {
      text(block.get("text"), 1, 3_000, "mrkdwn", "plain_text");
    }
    if (block.has("fields")) {
      JsonArray fields = block.getAsJsonArray("fields");
      needs(!fields.isEmpty() && fields.size() <= 10, "1 to 10 fields");
      fields.forEach(field -> text(field, 1, 2_000, "mrkdwn", "plain_text"));
    }
  }

  private void image(JsonObject block) {
    String alt = text(block, "alt_text");
    needs(!alt.isEmpty() && alt.length() <= 2_000, "alt_text 1 to 2000");
    boolean file = block.has("slack_file");
    needs(file != block.has("image_url"), "image_url or slack_file");
    if (file) {
      String id = text(block.getAsJsonObject("slack_file"), "id");
      needs(readyFile.test(id), "invalid slack file " + id);
    }
  }

  private void rich(JsonObject part) {
    known(part);
    String type = text(part, "type");
    needs(type.equals("rich_text_preformatted") || type.equals("rich_text_section"), type);
    for (JsonElement element : part.getAsJsonArray("elements")) {
      known(element.getAsJsonObject());
      String text = text(element.getAsJsonObject(), "text");
      needs(!text.isEmpty(), "empty text element");
      characters += text.length();
    }
  }

  private void interactive(JsonObject element, Set<String> actions) {
    known(element);
    String action = text(element, "action_id");
    needs(!action.isEmpty() && action.length() <= 255, "action_id 1 to 255");
    needs(actions.add(action), "action_id " + action + " twice");
    switch (text(element, "type")) {
      case "button" -> {
        text(element.get("text"), 1, 75, "plain_text");
        needs(text(element, "value").length() <= 2_000, "value ≤ 2000");
        needs(text(element, "accessibility_label").length() <= 75, "accessibility_label ≤ 75");
        needs(Set.of("", "primary", "danger").contains(text(element, "style")), "style");
      }
      case "static_select" -> {
        text(element.get("placeholder"), 1, 150, "plain_text");
        JsonArray options = element.getAsJsonArray("options");
        needs(!options.isEmpty() && options.size() <= 100, "1 to 100 options");
        for (JsonElement option : options) {
          keys(option.getAsJsonObject(), Set.of("text", "value", "description", "url"));
          text(option.getAsJsonObject().get("text"), 1, 75, "plain_text", "mrkdwn");
          String value = text(option.getAsJsonObject(), "value");
          needs(!value.isEmpty() && value.length() <= 150, "option value 1 to 150");
        }
      }
      case "plain_text_input" ->
          needs(
              !element.has("max_length") || element.get("max_length").getAsInt() <= 3_000,
              "max_length ≤ 3000");
      default -> wrong.add("unsupported element " + text(element, "type"));
    }
  }

  private void text(JsonElement element, int least, int most, String... types) {
    if (element == null || !element.isJsonObject()) {
      wrong.add("a text object is missing");
      return;
    }
    JsonObject object = element.getAsJsonObject();
    known(object);
    String type = text(object, "type");
    needs(Set.of(types).contains(type), type + " is not allowed here");
    int length = text(object, "text").length();
    characters += length;
    needs(
        length >= least && length <= most,
        "text of " + length + ", allowed " + least + " to " + most);
  }

  private void known(JsonObject object) {
    String type = text(object, "type");
    Set<String> allowed = KEYS.getOrDefault(type, Set.of());
    needs(!allowed.isEmpty(), "unsupported type " + type);
    keys(object, allowed);
  }

  private void keys(JsonObject object, Set<String> allowed) {
    for (String key : object.keySet()) {
      needs(allowed.contains(key), "unexpected field " + key + " in " + text(object, "type"));
    }
  }

  private void needs(boolean holds, String what) {
    if (!holds) {
      wrong.add(what);
    }
  }

  static String text(JsonObject object, String key) {
    return object.has(key) && object.get(key).isJsonPrimitive()
        ? object.get(key).getAsString()
        : "";
  }
}
