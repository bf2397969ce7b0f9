package dev.slipway.bot.discord;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import net.dv8tion.jda.api.utils.data.DataArray;
import net.dv8tion.jda.api.utils.data.DataObject;

/** What people do in Discord's client, which lets them do no more than it offers. */
final class FakePeople {
  private final FakeDiscord discord;
  private final World world;

  FakePeople(FakeDiscord discord) {
    this.discord = discord;
    this.world = discord.world;
  }

  World.Person person(String name) {
    synchronized (discord) {
      return world.person(name, false);
    }
  }

  World.Person bot(String name) {
    synchronized (discord) {
      return world.person(name, true);
    }
  }

  /** "/slipway word option:value". */
  Interactions.One types(
      World.Person who, String channel, String word, Map<String, String> values) {
    synchronized (discord) {
      return typed(Interactions.COMMAND, who, channel, word, values, "");
    }
  }

  /** The same while it is being typed. */
  Interactions.One isTyping(
      World.Person who, String channel, String word, Map<String, String> values, String in) {
    synchronized (discord) {
      return typed(Interactions.AUTOCOMPLETE, who, channel, word, values, in);
    }
  }

  private Interactions.One typed(
      int type,
      World.Person who,
      String channel,
      String word,
      Map<String, String> values,
      String focused) {
    DataObject declared = named(named(discord.commands(), "slipway"), word);
    DataArray options = DataArray.empty();
    values.forEach((name, value) -> {
      DataObject option = named(declared, name);
      if (value.length() > option.getInt("max_length", 6000)) {
        throw new AssertionError("Discord's client lets nobody type that much: " + name);
      }
      boolean flag = option.getInt("type") == 5;
      DataObject given =
          DataObject.empty()
              .put("name", name)
              .put("type", option.getInt("type"))
              .put("value", flag ? (Object) Boolean.valueOf(value) : value);
      options.add(name.equals(focused) ? given.put("focused", true) : given);
    });
    Interactions.One one = discord.interactions.open(type, who, channel, "");
    DataObject data =
        DataObject.empty()
            .put("id", world.snowflake())
            .put("name", "slipway")
            .put("type", 1)
            .put(
                "options",
                DataArray.empty()
                    .add(
                        DataObject.empty()
                            .put("name", word)
                            .put("type", 1)
                            .put("options", options)));
    tell(one, data, Optional.empty());
    return one;
  }

  private static DataObject named(DataObject parent, String name) {
    return named(MessageRules.list(parent, "options"), name);
  }

  private static DataObject named(DataArray of, String name) {
    return of.stream(DataArray::getObject)
        .filter(one -> one.getString("name").equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("Discord's menu has no " + name));
  }

  /** Presses the button that shows this. */
  Interactions.One presses(World.Person who, World.Message on, String label) {
    synchronized (discord) {
      return pressesId(who, on, component(on, 2, "label", label).getString("custom_id"));
    }
  }

  /** Presses a button by its id, which another program could make up. */
  Interactions.One pressesId(World.Person who, World.Message on, String id) {
    return component(
        who, on, DataObject.empty().put("id", 2).put("component_type", 2).put("custom_id", id));
  }

  Interactions.One chooses(World.Person who, World.Message on, String label) {
    synchronized (discord) {
      for (DataObject row : on.components.stream(DataArray::getObject).toList()) {
        for (DataObject menu : row.getArray("components").stream(DataArray::getObject).toList()) {
          for (DataObject option :
              MessageRules.list(menu, "options").stream(DataArray::getObject).toList()) {
            if (option.getString("label").equals(label)) {
              return component(
                  who,
                  on,
                  DataObject.empty()
                      .put("id", 2)
                      .put("component_type", 3)
                      .put("custom_id", menu.getString("custom_id"))
                      .put("values", DataArray.empty().add(option.getString("value"))));
            }
          }
        }
      }
    }
    throw new AssertionError("no choice " + label + " in " + on.components);
  }

  private Interactions.One component(World.Person who, World.Message on, DataObject data) {
    synchronized (discord) {
      Interactions.One one =
          discord.interactions.open(Interactions.COMPONENT, who, on.channel, on.id);
      tell(one, data, Optional.of(on));
      return one;
    }
  }

  private static DataObject component(World.Message on, int type, String key, String value) {
    return on.components.stream(DataArray::getObject)
        .flatMap(row -> row.getArray("components").stream(DataArray::getObject))
        .filter(one -> one.getInt("type") == type && one.getString(key, "").equals(value))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + value + " in " + on.components));
  }

  /** Fills in the form that is open, and sends it. */
  Interactions.One submits(World.Person who, Map<String, String> answers) {
    synchronized (discord) {
      DataObject form = discord.interactions.form(who).orElseThrow();
      discord.interactions.closeForm(who);
      DataArray parts = DataArray.empty();
      for (DataObject part : form.getArray("components").stream(DataArray::getObject).toList()) {
        part.optObject("component").ifPresent(input -> parts.add(filled(input, answers)));
      }
      Interactions.One one =
          discord.interactions.open(
              Interactions.MODAL, who, form.getString("channel"), form.getString("on"));
      tell(
          one,
          DataObject.empty().put("custom_id", form.getString("custom_id")).put("components", parts),
          Optional.ofNullable(world.messages.get(form.getString("on"))));
      return one;
    }
  }

  private static DataObject filled(DataObject input, Map<String, String> answers) {
    String id = input.getString("custom_id");
    String value = answers.getOrDefault(id, "");
    if (value.length() < input.getInt("min_length", 0)
        || value.length() > input.getInt("max_length", 4000)) {
      throw new AssertionError("Discord's client does not send this form: " + id);
    }
    return DataObject.empty()
        .put("type", 18)
        .put("id", 3)
        .put(
            "component",
            DataObject.empty()
                .put("type", 4)
                .put("id", 4)
                .put("custom_id", id)
                .put("value", value));
  }

  private void tell(Interactions.One one, DataObject data, Optional<World.Message> on) {
    World.Channel channel = world.channel(one.channel);
    DataObject event =
        DataObject.empty()
            .put("id", one.id)
            .put("application_id", World.BOT)
            .put("type", one.type)
            .put("token", one.token)
            .put("version", 1)
            .put("data", data)
            .put("channel", world.json(channel))
            .put("channel_id", channel.id)
            .put("locale", "en-US")
            .put("entitlements", DataArray.empty())
            .put("app_permissions", Long.toString(world.permissions))
            .put("context", channel.isDirect() ? 1 : 0);
    if (channel.isDirect()) {
      event
          .put("user", world.json(one.by))
          .put("authorizing_integration_owners", DataObject.empty());
    } else {
      event
          .put("guild_id", channel.server)
          .put("guild_locale", "en-US")
          .put("guild", DataObject.empty().put("id", channel.server).put("locale", "en-US"))
          .put("member", world.member(one.by))
          .put("authorizing_integration_owners", DataObject.empty().put("0", channel.server));
    }
    on.ifPresent(message -> event.put("message", world.json(message)));
    discord.gateway.tell(0, "INTERACTION_CREATE", event);
  }

  World.Message writes(World.Person who, String channel, String content) {
    synchronized (discord) {
      return discord.posts.write(who, channel, content);
    }
  }

  String direct(World.Person who) {
    synchronized (discord) {
      return world.direct(who.id()).id;
    }
  }

  void reacts(World.Person who, World.Message on, String emoji) {
    synchronized (discord) {
      on.reactions.computeIfAbsent(emoji, e -> new LinkedHashSet<>()).add(who.id());
      DataObject event = reaction(who, on, emoji).put("member", world.member(who));
      discord.gateway.tell(FakeGateway.GUILD_REACTIONS, "MESSAGE_REACTION_ADD", event);
    }
  }

  void takesBack(World.Person who, World.Message on, String emoji) {
    synchronized (discord) {
      on.reactions.getOrDefault(emoji, new LinkedHashSet<>()).remove(who.id());
      discord.gateway.tell(
          FakeGateway.GUILD_REACTIONS, "MESSAGE_REACTION_REMOVE", reaction(who, on, emoji));
    }
  }

  private DataObject reaction(World.Person who, World.Message on, String emoji) {
    return DataObject.empty()
        .put("user_id", who.id())
        .put("channel_id", on.channel)
        .put("message_id", on.id)
        .put("message_author_id", on.author.id())
        .put("guild_id", world.channel(on.channel).server)
        .put("burst", false)
        .put("type", 0)
        .put("emoji", DataObject.empty().put("id", null).put("name", emoji));
  }

  void deletes(World.Message message) {
    synchronized (discord) {
      discord.posts.delete(message);
    }
  }
}
