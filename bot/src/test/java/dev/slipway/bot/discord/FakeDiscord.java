package dev.slipway.bot.discord;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.dv8tion.jda.api.Permission;
import net.dv8tion.jda.api.utils.data.DataArray;
import net.dv8tion.jda.api.utils.data.DataObject;

/**
 * Discord for tests, over real sockets: as strict as its documentation says it is. Two servers, in
 * both of which the bot is; people are made when they are first named.
 */
final class FakeDiscord implements AutoCloseable {
  static final String TOKEN = "MTk4NjIyNDgzNDcxOTI1MjQ4.Cl2FMQ.ZnCjm1XVW7vRze4b7Cq4se7kKWs";

  final World world = new World();
  final Posts posts;
  final Interactions interactions;
  final FakeGateway gateway;
  final FakeRest rest;
  private DataArray commands = DataArray.empty();
  private boolean reactionsInPart;
  private final Set<String> closedToMessages = new LinkedHashSet<>();
  private final Set<String> strangers = new LinkedHashSet<>();

  FakeDiscord() throws Exception {
    this(20_000);
  }

  /**
   * @param heartbeat milliseconds
   */
  FakeDiscord(int heartbeat) throws Exception {
    world.permissions = Permission.getRaw(Rights.PERMISSIONS.keySet());
    gateway =
        new FakeGateway(
            TOKEN,
            heartbeat,
            () ->
                DataObject.empty()
                    .put("user", world.json(world.person(World.BOT)))
                    .put("private_channels", DataArray.empty())
                    .put(
                        "guilds",
                        FakeGateway.unavailable(List.of(World.SERVER, World.OTHER_SERVER)))
                    .put("application", DataObject.empty().put("id", World.BOT).put("flags", 0)),
            () -> List.of(world.server(World.SERVER), world.server(World.OTHER_SERVER)));
    gateway.begin();
    posts = new Posts(world, gateway);
    interactions = new Interactions(world, posts);
    try {
      rest = new FakeRest(TOKEN, this::call, this);
    } catch (IOException e) {
      gateway.end();
      throw e;
    }
  }

  private byte[] call(String method, List<String> path, Map<String, String> query, Multipart body) {
    return switch (path.getFirst()) {
      case "users" -> users(path, body);
      case "applications" -> applications(method, path, body);
      case "guilds" -> member(path);
      case "channels" -> channels(method, path, query, body);
      case "interactions" -> interactions.callback(path.get(1), path.get(2), body).toJson();
      case "webhooks" -> webhooks(method, path, body);
      default -> throw Refusal.of(404, 0, "404: Not Found");
    };
  }

  private byte[] users(List<String> path, Multipart body) {
    if (path.size() == 2) {
      return world.json(world.person(World.BOT)).toJson();
    }
    return world.json(world.direct(body.json().getString("recipient_id"))).toJson();
  }

  private byte[] member(List<String> path) {
    World.Person person = world.person(path.get(3));
    if (!path.get(1).equals(World.SERVER) || strangers.contains(person.id())) {
      throw Refusal.of(404, 10007, "Unknown Member");
    }
    return world.member(person).toJson();
  }

  private byte[] applications(String method, List<String> path, Multipart body) {
    if (!method.equals("PUT") || !path.getLast().equals("commands")) {
      throw Refusal.of(405, 0, "405: Method Not Allowed");
    }
    DataArray wished = body.json().getArray("all");
    FormRules.commands(wished);
    commands = wished;
    for (int i = 0; i < wished.length(); i++) {
      wished
          .getObject(i)
          .put("id", world.snowflake())
          .put("application_id", World.BOT)
          .put("guild_id", path.get(3))
          .put("version", world.snowflake());
    }
    return wished.toJson();
  }

  private byte[] channels(
      String method, List<String> path, Map<String, String> query, Multipart body) {
    World.Channel channel = world.channel(path.get(1));
    if (!channel.isDirect() && (world.permissions & Permission.VIEW_CHANNEL.getRawValue()) == 0) {
      throw Refusal.of(403, 50001, "Missing Access");
    }
    if (path.size() == 2) {
      return changed(channel, method, body.json());
    }
    if (path.size() == 3) {
      if (method.equals("POST") && closedToMessages.contains(channel.partner)) {
        throw Refusal.of(403, 50007, "Cannot send messages to this user");
      }
      return method.equals("POST") ? sent(posts.post(channel.id, body)) : history(channel, query);
    }
    if (path.size() == 4) {
      return switch (method) {
        case "GET" -> {
          readHistory(channel);
          yield world.json(world.message(channel.id, path.get(3))).toJson();
        }
        case "PATCH" -> world.json(posts.edit(channel.id, path.get(3), body)).toJson();
        case "DELETE" -> {
          World.Message message = world.message(channel.id, path.get(3));
          if (!message.author.id().equals(World.BOT)) {
            posts.require(Permission.MESSAGE_MANAGE);
          }
          posts.delete(message);
          yield new byte[0];
        }
        default -> throw Refusal.of(405, 0, "405: Method Not Allowed");
      };
    }
    return path.get(4).equals("threads")
        ? opened(channel, path.get(3), body.json())
        : reacted(channel, path, query);
  }

  private byte[] sent(World.Message message) {
    return world.json(message).put("nonce", message.nonce).toJson();
  }

  private void readHistory(World.Channel channel) {
    if (!channel.isDirect()) {
      posts.require(Permission.MESSAGE_HISTORY);
    }
  }

  private byte[] history(World.Channel channel, Map<String, String> query) {
    readHistory(channel);
    int limit = Integer.parseInt(query.getOrDefault("limit", "50"));
    if (limit < 1 || limit > 100) {
      throw Refusal.form("limit", "NUMBER_TYPE_MAX", "Between 1 and 100");
    }
    DataArray newest = DataArray.empty();
    world.in(channel.id).reversed().stream()
        .filter(message -> !message.isPrivate())
        .limit(limit)
        .forEach(message -> newest.add(world.json(message)));
    return newest.toJson();
  }

  private byte[] changed(World.Channel channel, String method, DataObject change) {
    if (method.equals("GET")) {
      return world.json(channel).toJson();
    }
    boolean reopening =
        change.keys().equals(Set.of("archived")) && !change.getBoolean("archived", true);
    if (!method.equals("PATCH") || !channel.isThread() || !reopening || channel.locked) {
      throw Refusal.missingPermissions();
    }
    posts.require(Permission.MESSAGE_SEND_IN_THREADS);
    channel.archived = false;
    gateway.tell(FakeGateway.GUILDS, "THREAD_UPDATE", world.json(channel));
    return world.json(channel).toJson();
  }

  private byte[] opened(World.Channel channel, String on, DataObject wish) {
    posts.require(Permission.CREATE_PUBLIC_THREADS);
    World.Message root = world.message(channel.id, on);
    MessageRules.needed(wish, "name", "name", 100);
    if (!List.of(60, 1440, 4320, 10080).contains(wish.getInt("auto_archive_duration", 1440))) {
      throw Refusal.form("auto_archive_duration", "BASE_TYPE_CHOICES", "Not such a time");
    }
    if (world.channels.containsKey(root.id)) {
      throw Refusal.of(400, 160004, "A thread has already been created for this message");
    }
    World.Channel thread =
        new World.Channel(root.id, 11, channel.server, channel.id, wish.getString("name"), "");
    world.channels.put(thread.id, thread);
    gateway.tell(
        FakeGateway.GUILDS, "THREAD_CREATE", world.json(thread).put("newly_created", true));
    return world.json(thread).toJson();
  }

  private byte[] reacted(World.Channel channel, List<String> path, Map<String, String> query) {
    readHistory(channel);
    if (reactionsInPart) {
      throw Refusal.of(500, 0, "500: Internal Server Error");
    }
    World.Message message = world.message(channel.id, path.get(3));
    Map<String, Set<String>> all =
        query.getOrDefault("type", "0").equals("1") ? message.superReactions : message.reactions;
    int limit = Integer.parseInt(query.getOrDefault("limit", "25"));
    String after = query.getOrDefault("after", "0");
    DataArray page = DataArray.empty();
    World.sorted(all.getOrDefault(path.get(5), Set.of())).stream()
        .filter(id -> id.length() > after.length() || id.compareTo(after) > 0)
        .limit(limit)
        .forEach(id -> page.add(world.json(world.person(id))));
    return page.toJson();
  }

  private byte[] webhooks(String method, List<String> path, Multipart body) {
    String token = path.get(2);
    return switch (method) {
      case "POST" -> interactions.followUp(token, body).toJson();
      case "PATCH" -> interactions.editOriginal(token, body).toJson();
      case "DELETE" -> {
        interactions.deleteOriginal(token);
        yield new byte[0];
      }
      default -> throw Refusal.of(405, 0, "405: Method Not Allowed");
    };
  }

  /** What the menu shows. */
  synchronized DataArray commands() {
    return commands;
  }

  /** Somebody is a member of the other server only. */
  synchronized void leave(World.Person who) {
    strangers.add(who.id());
  }

  /** Somebody takes no direct messages from this server. */
  synchronized void closeMessagesOf(World.Person who) {
    closedToMessages.add(who.id());
  }

  /** Who reacted cannot be listed. */
  synchronized void listReactionsInPart(boolean part) {
    reactionsInPart = part;
  }

  synchronized List<World.Message> messages(String channel) {
    return world.in(channel).stream().filter(message -> !message.isPrivate()).toList();
  }

  /** What only this person sees: private answers and direct messages, oldest first. */
  synchronized List<World.Message> privately(World.Person who) {
    List<World.Message> all = new ArrayList<>();
    for (World.Message message : world.messages.values()) {
      boolean direct = world.channel(message.channel).partner.equals(who.id());
      boolean ours = message.author.id().equals(World.BOT);
      if (ours && !message.placeholder && (direct || message.onlyFor.equals(who.id()))) {
        all.add(message);
      }
    }
    return all;
  }

  @Override
  public void close() {
    rest.end();
    try {
      gateway.end();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
