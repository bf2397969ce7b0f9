package dev.slipway.bot.slack;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.slipway.bot.slack.FakeSlackDelivery.Kind;
import dev.slipway.bot.slack.FakeSlackDelivery.Retry;
import dev.slipway.bot.slack.FakeSlackState.Channel;
import dev.slipway.bot.slack.FakeSlackState.Member;
import dev.slipway.bot.slack.FakeSlackState.Posted;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A Slack workspace on real sockets, as strict as Slack. People act through it; what they do is
 * delivered to the app with a deadline, events up to three times more.
 */
final class FakeSlack implements AutoCloseable {
  private static final int MOST_RETRIES = 3;

  /** Where things are that methods name in their answers. */
  interface Places {
    String socket();

    String direct(String user);

    String upload(String file);
  }

  /**
   * How a delivery went.
   *
   * @param attempts how often it was sent
   */
  record Delivered(Kind kind, boolean acknowledged, int attempts, Duration took) {}

  private record Sent(Kind kind, JsonObject payload) {}

  /**
   * Slack waits three seconds. A machine may stand still for as long, which is no matter where time
   * is not what is tested.
   */
  volatile Duration acknowledgedWithin = Duration.ofSeconds(60);

  final FakeSlackState state;
  final FakeSlackWeb web;
  final FakeSlackSocket socket;
  final List<Delivered> delivered = new CopyOnWriteArrayList<>();
  private final List<String> events;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private volatile FakeSlackDelivery delivery;
  private volatile boolean away;
  private volatile Optional<Sent> last = Optional.empty();

  /** In Socket Mode, with the scopes and events of a manifest. */
  FakeSlack(Manifest manifest, InstantSource clock) throws IOException, InterruptedException {
    this(manifest, clock, clock);
  }

  /**
   * @param pace the clock by which calls are too many, where a test moves it
   */
  FakeSlack(Manifest manifest, InstantSource clock, InstantSource pace)
      throws IOException, InterruptedException {
    this.state = new FakeSlackState(clock);
    state.scopes.addAll(manifest.scopes());
    this.events = manifest.events();
    this.socket = new FakeSlackSocket();
    this.delivery = socket;
    this.web = new FakeSlackWeb(state, new FakeSlackMethods(state, places()), pace);
  }

  /** From now on calls to this address. */
  void callsTo(URI app) {
    delivery = new FakeSlackCalls(app, state.clock);
  }

  String api() {
    return web.address() + "/api/";
  }

  private Places places() {
    return new Places() {
      @Override
      public String socket() {
        return socket.ticket();
      }

      @Override
      public String direct(String user) {
        return directWith(user);
      }

      @Override
      public String upload(String file) {
        return web.address() + "/upload/" + file;
      }
    };
  }

  String directWith(String user) {
    String id = "D" + user.substring(1);
    synchronized (state) {
      Channel channel = state.channels.computeIfAbsent(id, name -> new Channel(true, true));
      channel.members.add(user);
      channel.members.add(FakeSlackState.BOT);
    }
    return id;
  }

  String channel(String id, String... members) {
    synchronized (state) {
      Channel channel = state.channels.computeIfAbsent(id, name -> new Channel(false, false));
      channel.members.addAll(List.of(members));
    }
    return id;
  }

  String member(String id, String name, boolean bot) {
    synchronized (state) {
      state.members.put(id, new Member(id, name, bot, FakeSlackState.TEAM));
    }
    return id;
  }

  // What people do.

  void command(String user, String channel, String text) {
    JsonObject payload = new JsonObject();
    payload.addProperty("token", "verification");
    payload.addProperty("team_id", FakeSlackState.TEAM);
    payload.addProperty("api_app_id", "A0SLIPWAY");
    payload.addProperty("channel_id", channel);
    payload.addProperty("channel_name", "releases");
    payload.addProperty("user_id", user);
    payload.addProperty("user_name", user);
    payload.addProperty("command", "/slipway");
    payload.addProperty("text", text);
    payload.addProperty(
        "response_url", web.address() + "/response/" + state.responses(channel, user));
    payload.addProperty("trigger_id", state.trigger(user));
    if (has("commands")) {
      send(Kind.COMMAND, payload);
    }
  }

  void mention(String user, String channel, Optional<String> thread, String text) {
    String whole = "<@" + FakeSlackState.BOT + "> " + text;
    Posted written = write(user, channel, thread, whole);
    JsonObject event = message(written, "app_mention");
    if (has("app_mentions:read")) {
      event("app_mention", event);
    }
  }

  void direct(String user, String text) {
    Posted written = write(user, directWith(user), Optional.empty(), text);
    JsonObject event = message(written, "message");
    event.addProperty("channel_type", "im");
    if (has("im:history")) {
      event("message.im", event);
    }
  }

  Posted write(String user, String channel, Optional<String> thread, String text) {
    synchronized (state) {
      Posted written = new Posted(channel, state.ts(), user);
      written.text = text;
      thread.ifPresent(root -> written.thread = root);
      state.messages.put(written.ts, written);
      return written;
    }
  }

  static JsonObject message(Posted written, String type) {
    JsonObject event = new JsonObject();
    event.addProperty("type", type);
    event.addProperty("user", written.user);
    event.addProperty("text", written.text);
    event.addProperty("ts", written.ts);
    event.addProperty("event_ts", written.ts);
    event.addProperty("channel", written.channel);
    event.addProperty("team", FakeSlackState.TEAM);
    if (!written.thread.isEmpty()) {
      event.addProperty("thread_ts", written.thread);
    }
    return event;
  }

  void react(String user, String channel, String ts, String emoji, boolean added) {
    synchronized (state) {
      Posted posted = state.message(channel, ts).orElseThrow();
      Set<String> users = posted.reactions.computeIfAbsent(emoji, name -> new LinkedHashSet<>());
      boolean changed = added ? users.add(user) : users.remove(user);
      if (users.isEmpty()) {
        posted.reactions.remove(emoji);
      }
      if (!changed) {
        return;
      }
    }
    JsonObject item = new JsonObject();
    item.addProperty("type", "message");
    item.addProperty("channel", channel);
    item.addProperty("ts", ts);
    JsonObject event = new JsonObject();
    event.addProperty("type", added ? "reaction_added" : "reaction_removed");
    event.addProperty("user", user);
    event.addProperty("reaction", emoji);
    event.addProperty("item_user", FakeSlackState.BOT);
    event.add("item", item);
    event.addProperty("event_ts", state.ts());
    if (has("reactions:read")) {
      event(added ? "reaction_added" : "reaction_removed", event);
    }
  }

  void delete(String channel, String ts) {
    JsonObject event = new JsonObject();
    synchronized (state) {
      Posted posted = state.message(channel, ts).orElseThrow();
      state.messages.remove(ts);
      event.addProperty("type", "message");
      event.addProperty("subtype", "message_deleted");
      event.addProperty("hidden", true);
      event.addProperty("channel", channel);
      event.addProperty("channel_type", "channel");
      event.addProperty("deleted_ts", ts);
      event.addProperty("ts", state.ts());
      event.add("previous_message", message(posted, "message"));
    }
    if (has("channels:history")) {
      event("message.channels", event);
    }
  }

  /** A press of a button, or a choice from a menu, wherever it stands. */
  void press(String user, JsonObject container, JsonObject action) {
    send(Kind.INTERACTION, pressed(FakeSlackState.TEAM, user, container, action));
  }

  JsonObject pressed(String team, String user, JsonObject container, JsonObject action) {
    String channel = BlockRules.text(container, "channel_id");
    JsonObject payload = interaction("block_actions", team, user);
    payload.add("container", container);
    JsonObject where = new JsonObject();
    where.addProperty("id", channel);
    where.addProperty("name", "releases");
    payload.add("channel", where);
    payload.addProperty(
        "response_url", web.address() + "/response/" + state.responses(channel, user));
    JsonArray actions = new JsonArray();
    actions.add(action);
    payload.add("actions", actions);
    return payload;
  }

  void submit(String user, Map<String, String> answers) {
    JsonObject view;
    synchronized (state) {
      view = Optional.ofNullable(state.views.remove(user)).orElseThrow();
    }
    JsonObject values = new JsonObject();
    for (JsonElement block : view.getAsJsonArray("blocks")) {
      if (BlockRules.text(block.getAsJsonObject(), "type").equals("input")) {
        String name = BlockRules.text(block.getAsJsonObject(), "block_id");
        JsonObject input = block.getAsJsonObject().getAsJsonObject("element");
        JsonObject value = new JsonObject();
        value.addProperty("type", "plain_text_input");
        value.addProperty("value", answers.getOrDefault(name, ""));
        JsonObject element = new JsonObject();
        element.add(BlockRules.text(input, "action_id"), value);
        values.add(name, element);
      }
    }
    JsonObject filled = new JsonObject();
    filled.add("values", values);
    view.add("state", filled);
    JsonObject payload = interaction("view_submission", FakeSlackState.TEAM, user);
    payload.add("view", view);
    send(Kind.INTERACTION, payload);
  }

  private JsonObject interaction(String type, String team, String user) {
    JsonObject payload = new JsonObject();
    payload.addProperty("type", type);
    payload.addProperty("token", "verification");
    payload.addProperty("api_app_id", "A0SLIPWAY");
    payload.addProperty("trigger_id", state.trigger(user));
    JsonObject home = new JsonObject();
    home.addProperty("id", team);
    home.addProperty("domain", "slipway");
    payload.add("team", home);
    JsonObject who = new JsonObject();
    who.addProperty("id", user);
    who.addProperty("team_id", team);
    payload.add("user", who);
    return payload;
  }

  // How it reaches the app.

  private boolean has(String scope) {
    synchronized (state) {
      boolean granted = state.scopes.contains(scope);
      if (granted) {
        state.scopesUsed.add(scope);
      }
      return granted;
    }
  }

  private void event(String subscription, JsonObject event) {
    if (events.contains(subscription)) {
      send(Kind.EVENT, callback(FakeSlackState.TEAM, event));
    }
  }

  JsonObject callback(String team, JsonObject event) {
    JsonObject payload = new JsonObject();
    payload.addProperty("token", "verification");
    payload.addProperty("team_id", team);
    payload.addProperty("api_app_id", "A0SLIPWAY");
    payload.addProperty("type", "event_callback");
    payload.addProperty("event_id", state.fresh("Ev"));
    payload.addProperty("event_time", state.clock.instant().getEpochSecond());
    payload.add("event", event);
    JsonObject authorization = new JsonObject();
    authorization.addProperty("team_id", team);
    authorization.addProperty("user_id", FakeSlackState.BOT);
    authorization.addProperty("is_bot", true);
    JsonArray authorizations = new JsonArray();
    authorizations.add(authorization);
    payload.add("authorizations", authorizations);
    return payload;
  }

  void repeatLast() {
    last.ifPresent(sent -> send(sent.kind(), sent.payload()));
  }

  void away(boolean now) {
    away = now;
    web.away(now);
    if (now) {
      socket.cut();
    }
  }

  /** Events are sent again until they are acknowledged; clicks and commands are not. */
  void send(Kind kind, JsonObject payload) {
    last = Optional.of(new Sent(kind, payload));
    if (!away) {
      threads.execute(() -> deliver(kind, payload));
    }
  }

  private void deliver(Kind kind, JsonObject payload) {
    long began = System.nanoTime();
    int most = kind == Kind.EVENT ? 1 + MOST_RETRIES : 1;
    for (int attempt = 1; attempt <= most; attempt++) {
      Optional<Retry> retry =
          attempt == 1 ? Optional.empty() : Optional.of(new Retry(attempt - 1, "timeout"));
      if (delivery.deliver(kind, payload, retry, acknowledgedWithin)) {
        delivered.add(new Delivered(kind, true, attempt, since(began)));
        return;
      }
      try {
        Thread.sleep(100);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
    delivered.add(new Delivered(kind, false, most, since(began)));
  }

  private static Duration since(long began) {
    return Duration.ofNanos(System.nanoTime() - began);
  }

  @Override
  public void close() {
    threads.shutdownNow();
    socket.close();
    delivery.close();
    web.close();
  }
}
