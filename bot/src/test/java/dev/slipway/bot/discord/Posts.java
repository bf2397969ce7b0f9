package dev.slipway.bot.discord;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.dv8tion.jda.api.Permission;
import net.dv8tion.jda.api.utils.data.DataArray;
import net.dv8tion.jda.api.utils.data.DataObject;

/** Messages being made, changed and taken away, by the bot and by people. */
final class Posts {
  private static final Pattern USER = Pattern.compile("(?<!\\\\)<@!?([0-9]+)>");
  private static final Pattern EVERYONE = Pattern.compile("@(everyone|here)\\b");
  private static final long NONCES_KEPT = 5 * 60_000;

  private final World world;
  private final FakeGateway gateway;

  Posts(World world, FakeGateway gateway) {
    this.world = world;
    this.gateway = gateway;
  }

  void require(Permission... permissions) {
    long needed = Permission.getRaw(permissions);
    if ((world.permissions & needed) != needed) {
      throw Refusal.missingPermissions();
    }
  }

  World.Message post(String channelId, Multipart body) {
    World.Channel channel = world.channel(channelId);
    DataObject json = body.json();
    if (!channel.isDirect()) {
      require(channel.isThread() ? Permission.MESSAGE_SEND_IN_THREADS : Permission.MESSAGE_SEND);
      if (!body.files().isEmpty()) {
        require(Permission.MESSAGE_ATTACH_FILES);
      }
    }
    MessageRules.check(json, body.files().size(), false);
    if (channel.locked) {
      throw Refusal.of(403, 160005, "Thread is locked");
    }
    if (channel.archived) {
      channel.archived = false;
      gateway.tell(FakeGateway.GUILDS, "THREAD_UPDATE", world.json(channel));
    }
    String nonce = json.getString("nonce", "");
    if (json.getBoolean("enforce_nonce", false) && !nonce.isEmpty()) {
      Optional<World.Message> same =
          world.in(channelId).stream()
              .filter(message -> message.author.id().equals(World.BOT))
              .filter(message -> message.nonce.equals(nonce))
              .filter(m -> System.currentTimeMillis() - m.at.toEpochMilli() < NONCES_KEPT)
              .findFirst();
      if (same.isPresent()) {
        return same.get();
      }
    }
    World.Message message =
        new World.Message(world.snowflake(), channelId, world.person(World.BOT));
    message.nonce = nonce;
    json.optObject("message_reference")
        .ifPresent(reference -> message.replyTo = reference.getString("message_id"));
    fill(message, body);
    world.messages.put(message.id, message);
    told(message, json);
    announce(message, "MESSAGE_CREATE");
    return message;
  }

  /** The answer to an interaction, or what follows it. */
  World.Message answer(Interactions.One to, Multipart body, boolean placeholder) {
    World.Message message =
        new World.Message(world.snowflake(), to.channel, world.person(World.BOT));
    boolean ephemeral = (body.json().getInt("flags", 0) & MessageRules.EPHEMERAL) != 0;
    message.onlyFor = ephemeral ? to.by.id() : "";
    message.placeholder = placeholder;
    fill(message, body);
    world.messages.put(message.id, message);
    if (!ephemeral && !placeholder) {
      told(message, body.json());
      announce(message, "MESSAGE_CREATE");
    }
    return message;
  }

  World.Message replace(World.Message message, Multipart body) {
    message.placeholder = false;
    fill(message, body);
    return message;
  }

  World.Message edit(String channelId, String id, Multipart body) {
    World.Channel channel = world.channel(channelId);
    World.Message message = world.message(channelId, id);
    if (!message.author.id().equals(World.BOT)) {
      throw Refusal.of(403, 50005, "Cannot edit a message authored by another user");
    }
    if (channel.archived) {
      throw Refusal.of(400, 50083, "Thread is archived");
    }
    MessageRules.checkEdit(body.json());
    message.edited = true;
    fill(message, body);
    announce(message, "MESSAGE_UPDATE");
    return message;
  }

  /** Fields that are not sent stay as they are. */
  private void fill(World.Message message, Multipart body) {
    DataObject json = body.json();
    if (json.hasKey("content")) {
      message.content = json.getString("content", "");
    }
    if (json.hasKey("embeds")) {
      message.embeds = mayEmbed(message) ? MessageRules.list(json, "embeds") : DataArray.empty();
      message.embeds.stream(DataArray::getObject).forEach(embed -> embed.put("type", "rich"));
    }
    if (json.hasKey("components")) {
      message.components = MessageRules.list(json, "components");
    }
    if (json.hasKey("flags")) {
      message.flags = json.getInt("flags");
    }
    if (json.hasKey("attachments") || !body.files().isEmpty()) {
      DataArray described = MessageRules.list(json, "attachments");
      message.files = List.copyOf(body.files());
      message.descriptions.clear();
      for (int i = 0; i < described.length(); i++) {
        DataObject file = described.getObject(i);
        if (file.getInt("id") >= body.files().size()) {
          throw Refusal.of(400, 50146, "Uploaded file not found");
        }
        message.descriptions.put(
            body.files().get(file.getInt("id")).name(), file.getString("description", ""));
      }
    }
  }

  /** Without the permission, Discord leaves embeds out and says nothing. */
  private boolean mayEmbed(World.Message message) {
    return message.isPrivate()
        || world.channel(message.channel).isDirect()
        || (world.permissions & Permission.MESSAGE_EMBED_LINKS.getRawValue()) != 0;
  }

  /** Who gets a notification: those the text names, as far as allowed_mentions lets them. */
  private void told(World.Message message, DataObject json) {
    Optional<DataObject> allowed = json.optObject("allowed_mentions");
    List<String> parse = texts(allowed, "parse");
    List<String> users = texts(allowed, "users");
    Matcher matcher = USER.matcher(message.content);
    while (matcher.find()) {
      String id = matcher.group(1);
      boolean may = allowed.isEmpty() || parse.contains("users") || users.contains(id);
      if (may && world.people.containsKey(id)) {
        message.told.add(id);
      }
    }
    boolean all = allowed.isEmpty() || parse.contains("everyone");
    boolean may = (world.permissions & Permission.MESSAGE_MENTION_EVERYONE.getRawValue()) != 0;
    message.toldEveryone = all && may && EVERYONE.matcher(message.content).find();
  }

  private static List<String> texts(Optional<DataObject> of, String key) {
    return of.map(object -> MessageRules.list(object, key).stream(DataArray::getString).toList())
        .orElse(List.of());
  }

  /** What somebody writes; the bot may read it when it is named, or written to alone. */
  World.Message write(World.Person by, String channelId, String content) {
    World.Channel channel = world.channel(channelId);
    World.Message message = new World.Message(world.snowflake(), channelId, by);
    message.content = content;
    Matcher matcher = USER.matcher(content);
    while (matcher.find()) {
      if (world.people.containsKey(matcher.group(1))) {
        message.told.add(matcher.group(1));
      }
    }
    world.messages.put(message.id, message);
    DataObject json = world.json(message);
    if (!channel.isDirect()) {
      json.put("guild_id", channel.server).put("member", member(by));
      if (!message.told.contains(World.BOT)) {
        json.put("content", "");
      }
    }
    gateway.tell(intent(channel), "MESSAGE_CREATE", json);
    return message;
  }

  private DataObject member(World.Person person) {
    DataObject member = world.member(person);
    member.remove("user");
    return member;
  }

  void delete(World.Message message) {
    world.messages.remove(message.id);
    World.Channel channel = world.channel(message.channel);
    if (!message.isPrivate()) {
      DataObject gone = DataObject.empty().put("id", message.id).put("channel_id", message.channel);
      if (!channel.isDirect()) {
        gone.put("guild_id", channel.server);
      }
      gateway.tell(intent(channel), "MESSAGE_DELETE", gone);
    }
  }

  private void announce(World.Message message, String type) {
    World.Channel channel = world.channel(message.channel);
    DataObject json = world.json(message).put("nonce", message.nonce);
    if (!channel.isDirect()) {
      json.put("guild_id", channel.server).put("member", member(message.author));
    }
    gateway.tell(intent(channel), type, json);
  }

  private static int intent(World.Channel channel) {
    return channel.isDirect() ? FakeGateway.DIRECT_MESSAGES : FakeGateway.GUILD_MESSAGES;
  }
}
