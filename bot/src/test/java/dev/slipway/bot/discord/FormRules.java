package dev.slipway.bot.discord;

import static dev.slipway.bot.discord.MessageRules.length;
import static dev.slipway.bot.discord.MessageRules.list;
import static dev.slipway.bot.discord.MessageRules.needed;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import net.dv8tion.jda.api.utils.data.DataArray;
import net.dv8tion.jda.api.utils.data.DataObject;

/** What Discord takes as commands, as choices and as forms. */
final class FormRules {
  private static final Pattern NAME = Pattern.compile("[-_'\\p{L}\\p{N}]{1,32}");
  private static final int LARGEST = 8000;

  private FormRules() {}

  static void commands(DataArray commands) {
    Set<String> names = new HashSet<>();
    for (int i = 0; i < commands.length(); i++) {
      DataObject command = commands.getObject(i);
      entry(command, i + ".");
      if (!names.add(command.getString("name"))) {
        throw Refusal.form(
            i + ".name", "APPLICATION_COMMANDS_DUPLICATE_NAME", "Names must be unique");
      }
      options(list(command, "options"), i + ".options", 1);
      int size = size(command);
      if (size > LARGEST) {
        throw Refusal.form(
            String.valueOf(i),
            "APPLICATION_COMMAND_TOO_LARGE",
            "Command exceeds maximum size (" + LARGEST + "): " + size);
      }
    }
  }

  private static void entry(DataObject entry, String at) {
    String name = entry.getString("name", "");
    if (!NAME.matcher(name).matches() || !name.equals(name.toLowerCase(Locale.ROOT))) {
      throw Refusal.form(
          at + "name", "APPLICATION_COMMAND_INVALID_NAME", "Command name is invalid: " + name);
    }
    needed(entry, "description", at + "description", 100);
  }

  private static void options(DataArray options, String at, int depth) {
    MessageRules.most(options, at, 25);
    Set<String> names = new HashSet<>();
    boolean optional = false;
    for (int i = 0; i < options.length(); i++) {
      DataObject option = options.getObject(i);
      String here = at + "." + i + ".";
      entry(option, here);
      if (!names.add(option.getString("name"))) {
        throw Refusal.form(
            here + "name", "APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS", "Used twice");
      }
      int type = option.getInt("type");
      if (type <= 2) {
        if (depth > type) {
          throw Refusal.form(
              here + "type", "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", "Nested too deep");
        }
        options(list(option, "options"), here + "options", depth + 1);
        continue;
      }
      boolean needed = option.getBoolean("required", false);
      if (needed && optional) {
        throw Refusal.form(
            here + "required",
            "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID",
            "Required options must be placed before non-required options");
      }
      optional |= !needed;
      if (option.getInt("max_length", 1) < 1 || option.getInt("max_length", 1) > 6000) {
        throw Refusal.form(here + "max_length", "NUMBER_TYPE_MAX", "Between 1 and 6000");
      }
      if (option.getBoolean("autocomplete", false) && (type == 5 || option.hasKey("choices"))) {
        throw Refusal.form(
            here + "autocomplete",
            "APPLICATION_COMMAND_OPTIONS_AUTOCOMPLETE_INVALID",
            "Not for such an option");
      }
    }
  }

  /** Names, descriptions and values of a command together. */
  static int size(DataObject command) {
    int size = command.getString("name").length() + command.getString("description").length();
    DataArray options = list(command, "options");
    for (int i = 0; i < options.length(); i++) {
      size += size(options.getObject(i));
    }
    return size;
  }

  static void choices(DataArray choices) {
    if (choices.length() > 25) {
      throw Refusal.form(
          "data.choices", "BASE_TYPE_BAD_LENGTH", "Must be between 0 and 25 in length.");
    }
    for (int i = 0; i < choices.length(); i++) {
      needed(choices.getObject(i), "name", "data.choices." + i + ".name", 100);
      needed(choices.getObject(i), "value", "data.choices." + i + ".value", 100);
    }
  }

  static void modal(DataObject modal) {
    needed(modal, "custom_id", "data.custom_id", 100);
    needed(modal, "title", "data.title", 45);
    DataArray parts = list(modal, "components");
    if (parts.isEmpty() || parts.length() > 5) {
      throw Refusal.form(
          "data.components", "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 5 in length.");
    }
    Set<String> ids = new HashSet<>();
    for (int i = 0; i < parts.length(); i++) {
      DataObject part = parts.getObject(i);
      String at = "data.components." + i + ".";
      switch (part.getInt("type")) {
        case 10 -> needed(part, "content", at + "content", 4000);
        case 18 -> {
          needed(part, "label", at + "label", 45);
          length(part, "description", at + "description", 0, 100);
          input(part.getObject("component"), at + "component.", ids);
        }
        default -> throw Refusal.form(at + "type", "UNION_TYPE_CHOICES", "Not in a modal");
      }
    }
  }

  private static void input(DataObject input, String at, Set<String> ids) {
    needed(input, "custom_id", at + "custom_id", 100);
    length(input, "placeholder", at + "placeholder", 0, 100);
    int most = input.getInt("max_length", 4000);
    boolean wrong =
        input.getInt("type") != 4
            || input.getInt("style") < 1
            || input.getInt("style") > 2
            || input.getInt("min_length", 0) > most
            || most < 1
            || most > 4000
            || input.hasKey("label");
    if (wrong || !ids.add(input.getString("custom_id"))) {
      throw Refusal.form(at + "custom_id", "COMPONENT_INVALID", "Not a text input: " + input);
    }
  }
}
