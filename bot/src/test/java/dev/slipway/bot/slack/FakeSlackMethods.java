package dev.slipway.bot.slack;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import dev.slipway.bot.slack.FakeSlackState.Channel;
import dev.slipway.bot.slack.FakeSlackState.Posted;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The Web API of the pretended Slack: does what it is asked, or refuses as Slack does. */
final class FakeSlackMethods {
  /** Scopes of which a call needs one; for history it depends on the channel. */
  private static final Map<String, String> SCOPES =
      Map.ofEntries(
          Map.entry("chat.postMessage", "chat:write"),
          Map.entry("chat.update", "chat:write"),
          Map.entry("chat.delete", "chat:write"),
          Map.entry("chat.postEphemeral", "chat:write"),
          Map.entry("reactions.get", "reactions:read"),
          Map.entry("users.info", "users:read"),
          Map.entry("conversations.open", "im:write"),
          Map.entry("files.getUploadURLExternal", "files:write"),
          Map.entry("files.completeUploadExternal", "files:write"));

  /** A refusal in Slack's word. */
  static final class Refused extends Exception {
    private static final long serialVersionUID = 1L;
    final String error;
    final List<String> details;

    Refused(String error, String... details) {
      super(error);
      this.error = error;
      this.details = List.of(details);
    }
  }

  private final FakeSlackState state;
  private final FakeSlack.Places places;
  private final FakeSlackFiles files;

  FakeSlackMethods(FakeSlackState state, FakeSlack.Places places) {
    this.state = state;
    this.places = places;
    this.files = new FakeSlackFiles(state, places);
  }

  JsonObject call(String method, String token, Map<String, String> arguments) throws Refused {
    synchronized (state) {
      authorize(method, token);
      return switch (method) {
        case "auth.test" -> authTest();
        case "apps.connections.open" -> answer("url", places.socket());
        case "chat.postMessage" -> postMessage(arguments);
        case "chat.update" -> update(arguments);
        case "chat.delete" -> delete(arguments);
        case "chat.postEphemeral" -> postEphemeral(arguments);
        case "conversations.history" -> history(arguments);
        case "conversations.replies" -> replies(arguments);
        case "conversations.open" -> open(arguments);
        case "conversations.info" -> info(arguments);
        case "reactions.get" -> reactions(arguments);
        case "users.info" -> user(arguments);
        case "views.open" -> view(arguments);
        case "files.getUploadURLExternal" -> files.uploadUrl(arguments);
        case "files.completeUploadExternal" -> files.complete(arguments);
        default -> throw new Refused("unknown_method", method);
      };
    }
  }

  private void authorize(String method, String token) throws Refused {
    if (token.isEmpty()) {
      throw new Refused("not_authed");
    }
    boolean forApps = method.startsWith("apps.");
    boolean app = token.equals(FakeSlackState.APP_TOKEN);
    boolean bot = token.equals(state.botToken);
    if (!app && !bot) {
      throw new Refused("invalid_auth");
    }
    if (forApps != app) {
      throw new Refused("not_allowed_token_type");
    }
    if (SCOPES.containsKey(method)) {
      needs(SCOPES.get(method));
    }
  }

  private void needs(String scope) throws Refused {
    if (!state.scopes.contains(scope)) {
      throw new Refused("missing_scope", "needed:" + scope);
    }
    state.scopesUsed.add(scope);
  }

  private JsonObject authTest() {
    JsonObject answer = answer("team_id", FakeSlackState.TEAM);
    answer.addProperty("user_id", FakeSlackState.BOT);
    answer.addProperty("user", "slipway");
    answer.addProperty("bot_id", "B0SLIPWAY");
    return answer;
  }

  private Channel channel(Map<String, String> arguments) throws Refused {
    Channel channel = state.channels.get(arguments.getOrDefault("channel", ""));
    if (channel == null
        || ((channel.secret || channel.direct) && !channel.members.contains(FakeSlackState.BOT))) {
      throw new Refused("channel_not_found");
    }
    return channel;
  }

  private Channel writable(Map<String, String> arguments) throws Refused {
    Channel channel = channel(arguments);
    if (!channel.members.contains(FakeSlackState.BOT)) {
      throw new Refused("not_in_channel");
    }
    if (channel.archived) {
      throw new Refused("is_archived");
    }
    return channel;
  }

  private JsonObject postMessage(Map<String, String> arguments) throws Refused {
    writable(arguments);
    String channel = arguments.getOrDefault("channel", "");
    String thread = arguments.getOrDefault("thread_ts", "");
    if (!thread.isEmpty() && state.message(channel, thread).isEmpty()) {
      throw new Refused("thread_not_found");
    }
    Posted posted = new Posted(channel, state.ts(), FakeSlackState.BOT);
    posted.thread = thread;
    posted.broadcast = arguments.getOrDefault("reply_broadcast", "").matches("1|true");
    if (posted.broadcast && thread.isEmpty()) {
      throw new Refused("invalid_arguments", "reply_broadcast without thread_ts");
    }
    fill(posted, arguments);
    state.messages.put(posted.ts, posted);
    JsonObject answer = answer("ts", posted.ts);
    answer.addProperty("channel", channel);
    return answer;
  }

  private void fill(Posted posted, Map<String, String> arguments) throws Refused {
    posted.text = arguments.getOrDefault("text", "");
    posted.blocks = blocks(arguments);
    if (posted.text.isEmpty() && posted.blocks.isEmpty()) {
      throw new Refused("no_text");
    }
    posted.metadata = metadata(arguments);
  }

  private JsonArray blocks(Map<String, String> arguments) throws Refused {
    if (arguments.getOrDefault("text", "").length() > 40_000) {
      throw new Refused("msg_too_long");
    }
    if (!arguments.containsKey("blocks")) {
      return new JsonArray();
    }
    JsonArray blocks;
    try {
      blocks = JsonParser.parseString(arguments.getOrDefault("blocks", "")).getAsJsonArray();
    } catch (JsonParseException | IllegalStateException e) {
      throw new Refused("invalid_blocks_format");
    }
    List<String> wrong = BlockRules.ofMessage(blocks, files::isReady);
    if (!wrong.isEmpty()) {
      throw new Refused(
          wrong.contains("msg_blocks_too_long") ? "msg_blocks_too_long" : "invalid_blocks",
          wrong.toArray(String[]::new));
    }
    return blocks;
  }

  private static JsonObject metadata(Map<String, String> arguments) throws Refused {
    if (!arguments.containsKey("metadata")) {
      return new JsonObject();
    }
    try {
      JsonObject metadata =
          JsonParser.parseString(arguments.getOrDefault("metadata", "")).getAsJsonObject();
      boolean flat =
          metadata.getAsJsonObject("event_payload").entrySet().stream()
              .allMatch(entry -> entry.getValue().isJsonPrimitive());
      if (metadata.keySet().equals(Set.of("event_type", "event_payload"))
          && metadata.get("event_type").getAsString().matches("[a-z0-9_]{1,255}")
          && flat) {
        return metadata;
      }
    } catch (JsonParseException | IllegalStateException | NullPointerException e) {
      // Refused below.
    }
    throw new Refused("invalid_metadata_format");
  }

  private JsonObject update(Map<String, String> arguments) throws Refused {
    channel(arguments);
    Posted posted = mine(arguments, "cant_update_message");
    fill(posted, arguments);
    posted.edits++;
    return answer("ts", posted.ts);
  }

  private JsonObject delete(Map<String, String> arguments) throws Refused {
    channel(arguments);
    Posted posted = mine(arguments, "cant_delete_message");
    state.messages.remove(posted.ts);
    return answer("ts", posted.ts);
  }

  private Posted mine(Map<String, String> arguments, String otherwise) throws Refused {
    Posted posted = found(arguments, "ts");
    if (!posted.user.equals(FakeSlackState.BOT)) {
      throw new Refused(otherwise);
    }
    return posted;
  }

  private Posted found(Map<String, String> arguments, String key) throws Refused {
    return state
        .message(arguments.getOrDefault("channel", ""), arguments.getOrDefault(key, ""))
        .orElseThrow(() -> new Refused("message_not_found"));
  }

  private JsonObject postEphemeral(Map<String, String> arguments) throws Refused {
    Channel channel = writable(arguments);
    String user = arguments.getOrDefault("user", "");
    if (!channel.members.contains(user)) {
      throw new Refused("user_not_in_channel");
    }
    JsonArray blocks = blocks(arguments);
    String ts = state.ts();
    state.whispers.add(
        new FakeSlackState.Whispered(
            arguments.getOrDefault("channel", ""),
            arguments.getOrDefault("thread_ts", ""),
            user,
            ts,
            arguments.getOrDefault("text", ""),
            blocks));
    return answer("message_ts", ts);
  }

  private JsonObject history(Map<String, String> arguments) throws Refused {
    readable(channel(arguments));
    List<Posted> all = state.in(arguments.getOrDefault("channel", ""), Optional.empty());
    int limit = limit(arguments);
    JsonArray messages = new JsonArray();
    all.reversed().stream().limit(limit).forEach(posted -> messages.add(shown(posted, arguments)));
    return answer("messages", messages);
  }

  private JsonObject replies(Map<String, String> arguments) throws Refused {
    readable(channel(arguments));
    Posted root = found(arguments, "ts");
    List<Posted> all = state.in(root.channel, Optional.of(root.ts));
    int from = Integer.parseInt("0" + arguments.getOrDefault("cursor", "").replaceAll("\\D", ""));
    int limit = limit(arguments);
    JsonArray messages = new JsonArray();
    all.stream().skip(from).limit(limit).forEach(posted -> messages.add(shown(posted, arguments)));
    JsonObject answer = answer("messages", messages);
    JsonObject metadata = new JsonObject();
    metadata.addProperty("next_cursor", from + limit < all.size() ? "c" + (from + limit) : "");
    answer.add("response_metadata", metadata);
    return answer;
  }

  private void readable(Channel channel) throws Refused {
    needs(channel.direct ? "im:history" : channel.secret ? "groups:history" : "channels:history");
    if (!channel.members.contains(FakeSlackState.BOT)) {
      throw new Refused("not_in_channel");
    }
  }

  private static int limit(Map<String, String> arguments) throws Refused {
    int limit = Integer.parseInt(arguments.getOrDefault("limit", "100"));
    if (limit < 1 || limit > 999) {
      throw new Refused("invalid_limit");
    }
    return limit;
  }

  private static JsonObject shown(Posted posted, Map<String, String> arguments) {
    JsonObject message = new JsonObject();
    message.addProperty("type", "message");
    message.addProperty("user", posted.user);
    message.addProperty("ts", posted.ts);
    message.addProperty("text", posted.text);
    if (arguments.getOrDefault("include_all_metadata", "").matches("1|true")
        && !posted.metadata.isEmpty()) {
      message.add("metadata", posted.metadata);
    }
    return message;
  }

  private JsonObject open(Map<String, String> arguments) throws Refused {
    String user = arguments.getOrDefault("users", "");
    FakeSlackState.Member member = state.members.get(user);
    if (member == null) {
      throw new Refused("user_not_found");
    }
    if (member.bot()) {
      throw new Refused("cannot_dm_bot");
    }
    if (state.disabled.contains(user)) {
      throw new Refused("user_disabled");
    }
    JsonObject channel = new JsonObject();
    channel.addProperty("id", places.direct(user));
    return answer("channel", channel);
  }

  private JsonObject info(Map<String, String> arguments) throws Refused {
    Channel channel = channel(arguments);
    needs(channel.direct ? "im:read" : channel.secret ? "groups:read" : "channels:read");
    JsonObject found = new JsonObject();
    found.addProperty("id", arguments.getOrDefault("channel", ""));
    found.addProperty("is_im", channel.direct);
    found.addProperty("is_private", channel.secret);
    if (!channel.direct) {
      found.addProperty("name", channel.name);
    }
    return answer("channel", found);
  }

  private JsonObject reactions(Map<String, String> arguments) throws Refused {
    channel(arguments);
    Posted posted = found(arguments, "timestamp");
    boolean full = arguments.getOrDefault("full", "").matches("1|true") && !state.partialReactions;
    JsonArray reactions = new JsonArray();
    posted.reactions.forEach((emoji, users) -> {
      JsonObject reaction = new JsonObject();
      reaction.addProperty("name", emoji);
      reaction.addProperty("count", users.size());
      JsonArray some = new JsonArray();
      Stream<String> listed = full ? users.stream() : users.stream().limit(users.size() / 2);
      listed.forEach(some::add);
      reaction.add("users", some);
      reactions.add(reaction);
    });
    JsonObject message = shown(posted, Map.of());
    message.add("reactions", reactions);
    return answer("message", message);
  }

  private JsonObject user(Map<String, String> arguments) throws Refused {
    FakeSlackState.Member member = state.members.get(arguments.getOrDefault("user", ""));
    if (member == null) {
      throw new Refused("user_not_found");
    }
    JsonObject user = new JsonObject();
    user.addProperty("id", member.id());
    user.addProperty("team_id", member.team());
    user.addProperty("name", member.name());
    user.addProperty("is_bot", member.bot());
    return answer("user", user);
  }

  private JsonObject view(Map<String, String> arguments) throws Refused {
    FakeSlackState.Trigger trigger = state.triggers.get(arguments.getOrDefault("trigger_id", ""));
    if (trigger == null) {
      throw new Refused("invalid_trigger_id");
    }
    if (trigger.used) {
      throw new Refused("exchanged_trigger_id");
    }
    Duration age = Duration.between(trigger.made, state.clock.instant());
    if (age.compareTo(state.triggersLive) > 0) {
      throw new Refused("expired_trigger_id");
    }
    JsonObject view =
        JsonParser.parseString(arguments.getOrDefault("view", "{}")).getAsJsonObject();
    List<String> wrong = BlockRules.ofView(view);
    if (!wrong.isEmpty()) {
      throw new Refused("invalid_arguments", wrong.toArray(String[]::new));
    }
    trigger.used = true;
    view.addProperty("id", state.fresh("V"));
    view.addProperty("team_id", FakeSlackState.TEAM);
    state.views.put(trigger.user, view);
    return answer("view", view);
  }

  static JsonObject answer(String key, String value) {
    JsonObject answer = new JsonObject();
    answer.addProperty("ok", true);
    answer.addProperty(key, value);
    return answer;
  }

  static JsonObject answer(String key, JsonElement value) {
    JsonObject answer = new JsonObject();
    answer.addProperty("ok", true);
    answer.add(key, value);
    return answer;
  }
}
