package dev.slipway.bot.discord;

import java.util.HashSet;
import java.util.Set;
import net.dv8tion.jda.api.utils.data.DataArray;
import net.dv8tion.jda.api.utils.data.DataObject;

/** What Discord takes as a message, and what it refuses; from its documentation. */
final class MessageRules {
  static final int SUPPRESS_EMBEDS = 1 << 2;
  static final int EPHEMERAL = 1 << 6;
  static final int SUPPRESS_NOTIFICATIONS = 1 << 12;

  private MessageRules() {}

  /**
   * @param files how many are sent with it
   * @param interaction whether it answers an interaction, which alone may be ephemeral
   */
  static void check(DataObject message, int files, boolean interaction) {
    length(message, "content", "content", 0, 2000);
    length(message, "nonce", "nonce", 0, 25);
    flags(message, interaction);
    embeds(list(message, "embeds"));
    Components.check(list(message, "components"));
    attachments(list(message, "attachments"));
    mentions(message.optObject("allowed_mentions").orElseGet(DataObject::empty));
    boolean empty =
        message.getString("content", "").isBlank()
            && list(message, "embeds").isEmpty()
            && list(message, "attachments").isEmpty()
            && files == 0;
    if (empty) {
      throw Refusal.of(400, 50006, "Cannot send an empty message");
    }
  }

  /** As {@link #check}, for the fields of a message that are to be replaced. */
  static void checkEdit(DataObject change) {
    length(change, "content", "content", 0, 2000);
    embeds(list(change, "embeds"));
    Components.check(list(change, "components"));
    attachments(list(change, "attachments"));
    mentions(change.optObject("allowed_mentions").orElseGet(DataObject::empty));
  }

  private static void flags(DataObject message, boolean interaction) {
    int allowed = SUPPRESS_EMBEDS | SUPPRESS_NOTIFICATIONS | (interaction ? EPHEMERAL : 0);
    int flags = message.getInt("flags", 0);
    if ((flags & ~allowed) != 0) {
      throw Refusal.form("flags", "MESSAGE_FLAGS_INVALID", "Not flags of such a message: " + flags);
    }
  }

  private static void embeds(DataArray embeds) {
    most(embeds, "embeds", 10);
    int all = 0;
    for (int i = 0; i < embeds.length(); i++) {
      DataObject embed = embeds.getObject(i);
      String at = "embeds." + i + ".";
      all += length(embed, "title", at + "title", 0, 256);
      all += length(embed, "description", at + "description", 0, 4096);
      DataObject footer = embed.optObject("footer").orElseGet(DataObject::empty);
      all += length(footer, "text", at + "footer.text", 0, 2048);
      DataArray fields = list(embed, "fields");
      most(fields, at + "fields", 25);
      for (int f = 0; f < fields.length(); f++) {
        String field = at + "fields." + f + ".";
        all += needed(fields.getObject(f), "name", field + "name", 256);
        all += needed(fields.getObject(f), "value", field + "value", 1024);
      }
    }
    if (all > 6000) {
      throw Refusal.form(
          "embeds", "MAX_EMBED_SIZE_EXCEEDED", "Embed size exceeds maximum size of 6000");
    }
  }

  private static void attachments(DataArray attachments) {
    most(attachments, "attachments", 10);
    for (int i = 0; i < attachments.length(); i++) {
      length(attachments.getObject(i), "description", "attachments." + i + ".description", 0, 1024);
    }
  }

  private static void mentions(DataObject allowed) {
    DataArray parse = list(allowed, "parse");
    for (int i = 0; i < parse.length(); i++) {
      String kind = parse.getString(i);
      if (!Set.of("users", "roles", "everyone").contains(kind)) {
        throw Refusal.form("allowed_mentions.parse." + i, "BASE_TYPE_CHOICES", "Not a kind");
      }
      if (!list(allowed, kind).isEmpty()) {
        throw Refusal.form(
            "allowed_mentions",
            "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE",
            "parse:[\"" + kind + "\"] and " + kind + ": [ids...] are mutually exclusive.");
      }
    }
    most(list(allowed, "users"), "allowed_mentions.users", 100);
  }

  static DataArray list(DataObject of, String key) {
    return of.optArray(key).orElseGet(DataArray::empty);
  }

  static void most(DataArray list, String path, int most) {
    if (list.length() > most) {
      throw Refusal.form(path, "BASE_TYPE_MAX_LENGTH", "Must be " + most + " or fewer in length.");
    }
  }

  /** The length of a text that must be there. */
  static int needed(DataObject of, String key, String path, int most) {
    if (of.getString(key, "").isBlank()) {
      throw Refusal.form(path, "BASE_TYPE_REQUIRED", "This field is required");
    }
    return length(of, key, path, 1, most);
  }

  /** The length of a text that may be missing. */
  static int length(DataObject of, String key, String path, int least, int most) {
    String text = of.getString(key, "");
    int length = text.codePointCount(0, text.length());
    if (length > most || length < least) {
      throw Refusal.form(
          path,
          "BASE_TYPE_BAD_LENGTH",
          "Must be between " + least + " and " + most + " in length.");
    }
    return length;
  }

  /** Rows of buttons and menus. */
  static final class Components {
    private Components() {}

    static void check(DataArray rows) {
      most(rows, "components", 5);
      Set<String> ids = new HashSet<>();
      for (int r = 0; r < rows.length(); r++) {
        String at = "components." + r + ".";
        if (rows.getObject(r).getInt("type") != 1) {
          throw Refusal.form(at + "type", "UNION_TYPE_CHOICES", "Only action rows stand here");
        }
        DataArray row = list(rows.getObject(r), "components");
        boolean menu = !row.isEmpty() && row.getObject(0).getInt("type") == 3;
        if (row.isEmpty() || row.length() > (menu ? 1 : 5)) {
          throw Refusal.form(
              at + "components", "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 5 in length.");
        }
        for (int c = 0; c < row.length(); c++) {
          component(row.getObject(c), at + "components." + c + ".", ids);
        }
      }
    }

    private static void component(DataObject component, String at, Set<String> ids) {
      needed(component, "custom_id", at + "custom_id", 100);
      if (!ids.add(component.getString("custom_id"))) {
        throw Refusal.form(
            at + "custom_id",
            "COMPONENT_CUSTOM_ID_DUPLICATED",
            "Component custom id cannot be duplicated");
      }
      switch (component.getInt("type")) {
        case 2 -> {
          needed(component, "label", at + "label", 80);
          int style = component.getInt("style");
          if (style < 1 || style > 4) {
            throw Refusal.form(at + "style", "BASE_TYPE_CHOICES", "Not a style with an id");
          }
        }
        case 3 -> menu(component, at);
        default -> throw Refusal.form(at + "type", "UNION_TYPE_CHOICES", "Not in a row");
      }
    }

    private static void menu(DataObject menu, String at) {
      length(menu, "placeholder", at + "placeholder", 0, 150);
      DataArray options = list(menu, "options");
      Set<String> values = new HashSet<>();
      if (options.isEmpty() || options.length() > 25) {
        throw Refusal.form(
            at + "options", "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 25 in length.");
      }
      for (int i = 0; i < options.length(); i++) {
        needed(options.getObject(i), "label", at + "options." + i + ".label", 100);
        needed(options.getObject(i), "value", at + "options." + i + ".value", 100);
        if (!values.add(options.getObject(i).getString("value"))) {
          throw Refusal.form(
              at + "options." + i + ".value",
              "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED",
              "The specified option value is already used");
        }
      }
    }
  }
}
