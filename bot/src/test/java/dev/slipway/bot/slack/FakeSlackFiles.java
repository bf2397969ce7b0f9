package dev.slipway.bot.slack;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.slipway.bot.slack.FakeSlackState.Posted;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The pretended Slack's files, in the three steps of an upload. */
final class FakeSlackFiles {
  private final FakeSlackState state;
  private final FakeSlack.Places places;

  FakeSlackFiles(FakeSlackState state, FakeSlack.Places places) {
    this.state = state;
    this.places = places;
  }

  /** A picture may be shown once Slack has looked through it. */
  boolean isReady(String id) {
    FakeSlackState.File file = state.files.get(id);
    return file != null && file.complete && file.notYet-- <= 0;
  }

  JsonObject uploadUrl(Map<String, String> arguments) throws FakeSlackMethods.Refused {
    int length = Integer.parseInt(arguments.getOrDefault("length", "0"));
    if (length < 1 || arguments.getOrDefault("filename", "").isEmpty()) {
      throw new FakeSlackMethods.Refused("invalid_arguments");
    }
    String id = state.fresh("F");
    state.files.put(id, new FakeSlackState.File(arguments.getOrDefault("filename", ""), length));
    JsonObject answer = FakeSlackMethods.answer("file_id", id);
    answer.addProperty("upload_url", places.upload(id));
    return answer;
  }

  JsonObject complete(Map<String, String> arguments) throws FakeSlackMethods.Refused {
    JsonArray files =
        JsonParser.parseString(arguments.getOrDefault("files", "[]")).getAsJsonArray();
    List<FakeSlackState.File> found = new ArrayList<>();
    for (JsonElement element : files) {
      FakeSlackState.File file = state.files.get(BlockRules.text(element.getAsJsonObject(), "id"));
      if (file == null || file.bytes.length != file.length) {
        throw new FakeSlackMethods.Refused("file_not_found");
      }
      file.complete = true;
      file.notYet = state.filesNotYet;
      found.add(file);
    }
    String channel = arguments.getOrDefault("channel_id", "");
    if (!channel.isEmpty()) {
      FakeSlackState.Channel shown = state.channels.get(channel);
      if (shown == null || !shown.members.contains(FakeSlackState.BOT)) {
        throw new FakeSlackMethods.Refused("not_in_channel");
      }
      for (FakeSlackState.File file : found) {
        Posted posted = new Posted(channel, state.ts(), FakeSlackState.BOT);
        posted.thread = arguments.getOrDefault("thread_ts", "");
        posted.text = "(file " + file.name + ")";
        posted.file = new String(file.bytes, StandardCharsets.UTF_8);
        state.messages.put(posted.ts, posted);
      }
    }
    return FakeSlackMethods.answer("files", files);
  }
}
