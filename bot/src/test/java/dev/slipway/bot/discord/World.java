package dev.slipway.bot.discord;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import net.dv8tion.jda.api.utils.data.DataArray;
import net.dv8tion.jda.api.utils.data.DataObject;

/** What there is in the fake: servers, channels, threads, people, messages and reactions. */
final class World {
  static final String SERVER = "803511102246789120";
  static final String OTHER_SERVER = "803511102246789121";
  static final String BOT = "803511102246780000";
  static final String CHANNEL = "803511102246785000";
  static final String SECOND_CHANNEL = "803511102246785001";
  static final String OTHER_CHANNEL = "803511102246786000";
  private static final long EPOCH = 1420070400000L;

  final Map<String, Channel> channels = new LinkedHashMap<>();
  final Map<String, Message> messages = new LinkedHashMap<>();
  final Map<String, Person> people = new HashMap<>();

  /** What the bot may do in its servers. */
  long permissions;

  private long serial;

  /** A channel, a thread, or what is between two people. */
  static final class Channel {
    final String id;

    /** 0 a text channel, 1 a direct message, 11 a public thread. */
    final int type;

    final String server;
    final String parent;
    final String name;
    final String partner;
    boolean archived;
    boolean locked;
    String owner = BOT;

    Channel(String id, int type, String server, String parent, String name, String partner) {
      this.id = id;
      this.type = type;
      this.server = server;
      this.parent = parent;
      this.name = name;
      this.partner = partner;
    }

    boolean isDirect() {
      return type == 1;
    }

    boolean isThread() {
      return type == 11;
    }
  }

  record Person(String id, String name, boolean bot) {}

  static final class Message {
    final String id;
    final String channel;
    final Person author;
    final Instant at = Instant.now();
    String content = "";
    DataArray embeds = DataArray.empty();
    DataArray components = DataArray.empty();
    List<Multipart.File> files = new ArrayList<>();
    Map<String, String> descriptions = new HashMap<>();
    String nonce = "";
    int flags;
    boolean edited;
    String replyTo = "";

    /** Who alone sees it; empty for everyone in the channel. */
    String onlyFor = "";

    /** Still "thinking", without content. */
    boolean placeholder;

    /** Accounts that were told of it. */
    final Set<String> told = new LinkedHashSet<>();

    boolean toldEveryone;
    final Map<String, Set<String>> reactions = new LinkedHashMap<>();
    final Map<String, Set<String>> superReactions = new LinkedHashMap<>();

    Message(String id, String channel, Person author) {
      this.id = id;
      this.channel = channel;
      this.author = author;
    }

    boolean isPrivate() {
      return !onlyFor.isEmpty();
    }
  }

  World() {
    people.put(BOT, new Person(BOT, "slipway", true));
    channels.put(CHANNEL, new Channel(CHANNEL, 0, SERVER, "", "shop-deploys", ""));
    channels.put(SECOND_CHANNEL, new Channel(SECOND_CHANNEL, 0, SERVER, "", "pay-deploys", ""));
    channels.put(OTHER_CHANNEL, new Channel(OTHER_CHANNEL, 0, OTHER_SERVER, "", "general", ""));
  }

  String snowflake() {
    return Long.toString(((System.currentTimeMillis() - EPOCH) << 22) | (++serial & 0x3fffff));
  }

  Person person(String name, boolean bot) {
    return people.values().stream()
        .filter(person -> person.name().equals(name))
        .findFirst()
        .orElseGet(() -> {
          Person person = new Person(snowflake(), name, bot);
          people.put(person.id(), person);
          return person;
        });
  }

  Person person(String id) {
    return Optional.ofNullable(people.get(id))
        .orElseThrow(() -> Refusal.of(404, 10013, "Unknown User"));
  }

  Channel channel(String id) {
    Channel channel = channels.get(id);
    if (channel == null) {
      throw Refusal.unknownChannel();
    }
    return channel;
  }

  Message message(String channel, String id) {
    Message message = messages.get(id);
    if (message == null || !message.channel.equals(channel) || message.isPrivate()) {
      throw Refusal.unknownMessage();
    }
    return message;
  }

  Channel direct(String with) {
    return channels.values().stream()
        .filter(channel -> channel.isDirect() && channel.partner.equals(with))
        .findFirst()
        .orElseGet(() -> {
          Channel channel = new Channel(snowflake(), 1, "", "", "", person(with).id());
          channels.put(channel.id, channel);
          return channel;
        });
  }

  List<Message> in(String channel) {
    return messages.values().stream().filter(m -> m.channel.equals(channel)).toList();
  }

  DataObject json(Person person) {
    return DataObject.empty()
        .put("id", person.id())
        .put("username", person.name())
        .put("global_name", null)
        .put("discriminator", "0")
        .put("avatar", null)
        .put("bot", person.bot());
  }

  DataObject member(Person person) {
    return DataObject.empty()
        .put("user", json(person))
        .put("nick", null)
        .put("roles", DataArray.empty())
        .put("joined_at", "2024-01-01T00:00:00+00:00")
        .put("deaf", false)
        .put("mute", false)
        .put("flags", 0)
        .put("permissions", "0");
  }

  DataObject json(Channel channel) {
    DataObject json =
        DataObject.empty()
            .put("id", channel.id)
            .put("type", channel.type)
            .put("flags", 0)
            .put("last_message_id", null);
    if (channel.isDirect()) {
      return json.put("recipients", DataArray.empty().add(json(person(channel.partner))));
    }
    json.put("name", channel.name)
        .put("guild_id", channel.server)
        .put("rate_limit_per_user", 0)
        .put("permissions", Long.toString(permissions));
    if (!channel.isThread()) {
      return json.put("position", 0)
          .put("permission_overwrites", DataArray.empty())
          .put("nsfw", false)
          .put("topic", null)
          .put("parent_id", null);
    }
    return json.put("parent_id", channel.parent)
        .put("owner_id", channel.owner)
        .put("message_count", 1)
        .put("total_message_sent", 1)
        .put("member_count", 1)
        .put(
            "thread_metadata",
            DataObject.empty()
                .put("archived", channel.archived)
                .put("locked", channel.locked)
                .put("auto_archive_duration", 10080)
                .put("create_timestamp", "2026-01-01T00:00:00+00:00")
                .put("archive_timestamp", "2026-01-01T00:00:00+00:00"));
  }

  DataObject json(Message message) {
    DataArray mentions = DataArray.empty();
    message.told.forEach(id -> mentions.add(json(person(id))));
    DataArray attachments = DataArray.empty();
    for (Multipart.File file : message.files) {
      attachments.add(
          DataObject.empty()
              .put("id", snowflake())
              .put("filename", file.name())
              .put("description", message.descriptions.get(file.name()))
              .put("size", file.size())
              .put("url", "https://cdn.invalid/" + file.name())
              .put("proxy_url", "https://cdn.invalid/" + file.name()));
    }
    DataObject json =
        DataObject.empty()
            .put("id", message.id)
            .put("channel_id", message.channel)
            .put("type", message.replyTo.isEmpty() ? 0 : 19)
            .put("author", json(message.author))
            .put("content", message.content)
            .put("timestamp", time(message.at))
            .put("edited_timestamp", message.edited ? time(Instant.now()) : null)
            .put("tts", false)
            .put("mention_everyone", message.toldEveryone)
            .put("mentions", mentions)
            .put("mention_roles", DataArray.empty())
            .put("attachments", attachments)
            .put("embeds", message.embeds)
            .put("components", message.components)
            .put("pinned", false)
            .put("flags", message.flags)
            .put("reactions", reactions(message));
    Channel thread = channels.get(message.id);
    return thread == null ? json : json.put("thread", json(thread));
  }

  private static DataArray reactions(Message message) {
    DataArray all = DataArray.empty();
    Set<String> emoji = new LinkedHashSet<>(message.reactions.keySet());
    emoji.addAll(message.superReactions.keySet());
    for (String one : emoji) {
      int normal = message.reactions.getOrDefault(one, Set.of()).size();
      int burst = message.superReactions.getOrDefault(one, Set.of()).size();
      if (normal + burst > 0) {
        all.add(
            DataObject.empty()
                .put("count", normal + burst)
                .put("count_details", DataObject.empty().put("normal", normal).put("burst", burst))
                .put("me", false)
                .put("me_burst", false)
                .put("burst_colors", DataArray.empty())
                .put("emoji", DataObject.empty().put("id", null).put("name", one)));
      }
    }
    return all;
  }

  /** Sorted by id, as Discord lists them. */
  static List<String> sorted(Set<String> ids) {
    return List.copyOf(new TreeSet<>(ids));
  }

  private static String time(Instant at) {
    return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(at.atOffset(ZoneOffset.UTC));
  }

  /** A server as the gateway describes it. */
  DataObject server(String id) {
    DataArray own = DataArray.empty();
    DataArray threads = DataArray.empty();
    for (Channel channel : channels.values()) {
      if (channel.server.equals(id) && !channel.isThread()) {
        own.add(json(channel));
      } else if (channel.server.equals(id) && !channel.archived) {
        threads.add(json(channel));
      }
    }
    return DataObject.empty()
        .put("id", id)
        .put("name", "server " + id)
        .put("owner_id", "803511102246789999")
        .put("member_count", 3)
        .put("afk_timeout", 300)
        .put(
            "roles",
            DataArray.empty()
                .add(
                    DataObject.empty()
                        .put("id", id)
                        .put("name", "@everyone")
                        .put("color", 0)
                        .put("colors", DataObject.empty().put("primary_color", 0))
                        .put("hoist", false)
                        .put("position", 0)
                        .put("permissions", Long.toString(permissions))
                        .put("managed", false)
                        .put("mentionable", false)
                        .put("flags", 0)))
        .put("channels", own)
        .put("threads", threads)
        .put("members", DataArray.empty().add(member(person(BOT))))
        .put("guild_scheduled_events", DataArray.empty())
        .put("emojis", DataArray.empty())
        .put("stickers", DataArray.empty())
        .put("soundboard_sounds", DataArray.empty())
        .put("voice_states", DataArray.empty())
        .put("presences", DataArray.empty())
        .put("stage_instances", DataArray.empty())
        .put("features", DataArray.empty())
        .put("premium_progress_bar_enabled", false)
        .put("unavailable", false);
  }
}
