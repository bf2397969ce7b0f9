package dev.slipway.bot.slack;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a person reads of blocks. */
final class SlackText {
  private static final Pattern MARKUP = Pattern.compile("<([^<>]*)>");

  private SlackText() {}

  static String of(JsonArray blocks) {
    List<String> lines = new ArrayList<>();
    for (JsonElement element : blocks) {
      JsonObject block = element.getAsJsonObject();
      switch (BlockRules.text(block, "type")) {
        case "header", "section" -> {
          if (block.has("text")) {
            lines.add(words(block.getAsJsonObject("text")));
          }
          if (block.has("fields")) {
            block
                .getAsJsonArray("fields")
                .forEach(
                    field -> lines.add(words(field.getAsJsonObject()).replaceFirst("\n", ": ")));
          }
        }
        case "context" ->
            block
                .getAsJsonArray("elements")
                .forEach(part -> lines.add(words(part.getAsJsonObject())));
        case "rich_text" -> lines.add(letters(block));
        case "image" -> lines.add("(picture: " + BlockRules.text(block, "alt_text") + ")");
        case "actions" -> labels(block).forEach(label -> lines.add("[" + label + "]"));
        default -> throw new IllegalStateException("unknown block " + block);
      }
    }
    return String.join("\n", lines);
  }

  private static String letters(JsonObject block) {
    StringBuilder text = new StringBuilder();
    for (JsonElement part : block.getAsJsonArray("elements")) {
      part.getAsJsonObject()
          .getAsJsonArray("elements")
          .forEach(element -> text.append(BlockRules.text(element.getAsJsonObject(), "text")));
    }
    return text.toString();
  }

  private static String words(JsonObject text) {
    String written = BlockRules.text(text, "text");
    return BlockRules.text(text, "type").equals("mrkdwn") ? plain(written) : written;
  }

  static String plain(String mrkdwn) {
    String shown =
        MARKUP
            .matcher(mrkdwn)
            .replaceAll(found -> {
              String inside = found.group(1);
              String seen =
                  inside.startsWith("!date")
                      ? inside.substring(inside.lastIndexOf('^') + 1)
                      : inside.startsWith("@") || !inside.contains("|")
                          ? inside
                          : inside.substring(inside.indexOf('|') + 1);
              return Matcher.quoteReplacement(seen);
            });
    return shown
        .replaceAll("[*`]", "")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&");
  }

  /** Members and groups who are told by it. */
  static List<String> mentioned(JsonArray blocks) {
    List<String> all = new ArrayList<>();
    Matcher found =
        MARKUP.matcher(blocks.toString().replace("\\u003c", "<").replace("\\u003e", ">"));
    while (found.find()) {
      String inside = found.group(1);
      if (inside.startsWith("@")) {
        all.add(inside.substring(1));
      } else if (inside.startsWith("!") && !inside.startsWith("!date")) {
        all.add(inside);
      }
    }
    return all;
  }

  static List<JsonObject> elements(JsonArray blocks) {
    List<JsonObject> elements = new ArrayList<>();
    for (JsonElement block : blocks) {
      if (BlockRules.text(block.getAsJsonObject(), "type").equals("actions")) {
        elements.addAll(elements(block.getAsJsonObject()));
      }
    }
    return elements;
  }

  private static List<JsonObject> elements(JsonObject actions) {
    List<JsonObject> elements = new ArrayList<>();
    actions.getAsJsonArray("elements").forEach(element -> elements.add(element.getAsJsonObject()));
    return elements;
  }

  private static List<String> labels(JsonObject actions) {
    return elements(actions).stream()
        .map(element ->
            BlockRules.text(
                element.getAsJsonObject(isMenu(element) ? "placeholder" : "text"), "text"))
        .toList();
  }

  static boolean isMenu(JsonObject element) {
    return BlockRules.text(element, "type").equals("static_select");
  }

  static List<String> buttons(JsonArray blocks) {
    return elements(blocks).stream()
        .filter(element -> !isMenu(element))
        .map(element -> BlockRules.text(element.getAsJsonObject("text"), "text"))
        .toList();
  }

  static List<JsonObject> options(JsonArray blocks) {
    List<JsonObject> options = new ArrayList<>();
    elements(blocks).stream()
        .filter(SlackText::isMenu)
        .forEach(menu ->
            menu.getAsJsonArray("options")
                .forEach(option -> options.add(option.getAsJsonObject())));
    return options;
  }

  static String label(JsonObject option) {
    return BlockRules.text(option.getAsJsonObject("text"), "text");
  }

  /** What Slack sends of an element when somebody uses it. */
  static Optional<JsonObject> action(JsonArray blocks, String label) {
    for (JsonObject element : elements(blocks)) {
      if (!isMenu(element) && label(element).equals(label)) {
        JsonObject action = new JsonObject();
        action.addProperty("type", "button");
        action.addProperty("action_id", BlockRules.text(element, "action_id"));
        action.addProperty("value", BlockRules.text(element, "value"));
        return Optional.of(action);
      }
      if (isMenu(element)) {
        for (JsonElement option : element.getAsJsonArray("options")) {
          if (label(option.getAsJsonObject()).equals(label)) {
            JsonObject action = new JsonObject();
            action.addProperty("type", "static_select");
            action.addProperty("action_id", BlockRules.text(element, "action_id"));
            action.add("selected_option", option);
            return Optional.of(action);
          }
        }
      }
    }
    return Optional.empty();
  }
}
