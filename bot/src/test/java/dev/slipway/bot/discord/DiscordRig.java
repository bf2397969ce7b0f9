package dev.slipway.bot.discord;

import dev.slipway.bot.conversation.Account;
import dev.slipway.bot.conversation.ChatPlatform;
import dev.slipway.bot.conversation.ChatRig;
import dev.slipway.bot.conversation.Eventually;
import dev.slipway.bot.conversation.MessageId;
import dev.slipway.bot.conversation.Place;
import dev.slipway.bot.conversation.PostId;
import dev.slipway.control.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import net.dv8tion.jda.api.utils.data.DataArray;
import net.dv8tion.jda.api.utils.data.DataObject;

/** The people of the story, in Discord. */
final class DiscordRig implements ChatRig {
  private static final String NAME = "discord";

  final FakeDiscord discord;
  private final FakePeople people;
  private final Clock clock;
  private String lastEvent = "";

  DiscordRig(Clock clock) {
    try {
      discord = new FakeDiscord();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
    this.people = new FakePeople(discord);
    this.clock = clock;
  }

  @Override
  public ChatPlatform platform() {
    return ADiscord.platform(discord, clock);
  }

  @Override
  public ChatPlatform anotherPlatform() {
    return ADiscord.platform(discord, clock);
  }

  @Override
  public Account member(String name) {
    return new Account(NAME, people.person(name).id());
  }

  @Override
  public Account bot(String name) {
    return new Account(NAME, people.bot(name).id());
  }

  @Override
  public String channel() {
    return World.CHANNEL;
  }

  private World.Person person(Account account) {
    return discord.world.person(account.id());
  }

  private World.Message message(MessageId id) {
    synchronized (discord) {
      return Optional.ofNullable(discord.world.messages.get(id.id())).orElseThrow();
    }
  }

  @Override
  public void types(Account who, Place at, String line) {
    if (at.thread().isPresent()) {
      lastEvent = "MESSAGE_CREATE";
      String thread = openThread(at.thread().get());
      World.Message unused = people.writes(person(who), thread, "<@" + World.BOT + "> " + line);
    } else {
      lastEvent = "INTERACTION_CREATE";
      Eventually.so("the command is declared", () -> !discord.commands().isEmpty());
      Interactions.One unused =
          people.types(person(who), at.channel(), "run", Map.of("line", line));
    }
  }

  /** People may open a thread on a message as well. */
  private String openThread(MessageId root) {
    synchronized (discord) {
      if (!discord.world.channels.containsKey(root.id())) {
        World.Channel thread =
            new World.Channel(root.id(), 11, World.SERVER, root.channel(), "thread", "");
        discord.world.channels.put(root.id(), thread);
        discord.gateway.tell(FakeGateway.GUILDS, "THREAD_CREATE", discord.world.json(thread));
      }
      return root.id();
    }
  }

  @Override
  public void presses(Account who, MessageId on, String label) {
    lastEvent = "INTERACTION_CREATE";
    Interactions.One unused = people.presses(person(who), message(on), label);
  }

  @Override
  public void pressesPrivately(Account who, String label) {
    lastEvent = "INTERACTION_CREATE";
    World.Message newest = discord.privately(person(who)).getLast();
    Interactions.One unused = people.presses(person(who), newest, label);
  }

  @Override
  public void chooses(Account who, MessageId on, String label) {
    lastEvent = "INTERACTION_CREATE";
    Interactions.One unused = people.chooses(person(who), message(on), label);
  }

  @Override
  public void submits(Account who, Map<String, String> answers) {
    lastEvent = "INTERACTION_CREATE";
    Interactions.One unused = people.submits(person(who), answers);
  }

  @Override
  public void reacts(Account who, MessageId on, String emoji) {
    lastEvent = "MESSAGE_REACTION_ADD";
    people.reacts(person(who), message(on), emoji);
  }

  @Override
  public void takesReactionBack(Account who, MessageId on, String emoji) {
    lastEvent = "MESSAGE_REACTION_REMOVE";
    people.takesBack(person(who), message(on), emoji);
  }

  @Override
  public void deletes(MessageId message) {
    lastEvent = "MESSAGE_DELETE";
    people.deletes(message(message));
  }

  @Override
  public void repeatsLastEvent() {
    discord.gateway.repeatLast(lastEvent);
  }

  /** What stands in the channel for everyone is seen in the thread whose line points at it. */
  @Override
  public List<Seen> messages(Place at) {
    synchronized (discord) {
      Map<String, World.Message> forEveryone = new LinkedHashMap<>();
      for (World.Message message : discord.messages(at.channel())) {
        written(message)
            .ifPresent(id -> forEveryone.put(Mark.inThread(new PostId(id)).value(), message));
      }
      List<Seen> seen = new ArrayList<>();
      if (at.thread().isPresent()) {
        for (World.Message line : ours(at.thread().get().id())) {
          World.Message shown =
              written(line).map(id -> forEveryone.getOrDefault(id, line)).orElse(line);
          seen.add(seen(shown, !shown.equals(line)));
        }
        return seen;
      }
      forEveryone.keySet().retainAll(pointers(at.channel()));
      for (World.Message message : ours(at.channel())) {
        if (!forEveryone.containsValue(message)) {
          seen.add(seen(message, false));
        }
      }
      return seen;
    }
  }

  private Set<String> pointers(String channel) {
    Set<String> all = new LinkedHashSet<>();
    for (World.Channel thread : discord.world.channels.values()) {
      if (thread.parent.equals(channel)) {
        discord.messages(thread.id).forEach(line -> written(line).ifPresent(all::add));
      }
    }
    return all;
  }

  private List<World.Message> ours(String channel) {
    return discord.messages(channel).stream()
        .filter(message -> message.author.id().equals(World.BOT) && !message.placeholder)
        .toList();
  }

  private static Seen seen(World.Message message, boolean alsoInChannel) {
    return new Seen(
        new MessageId(NAME, message.channel, message.id),
        text(message),
        labels(message, 2),
        labels(message, 3),
        message.told.stream().map(id -> new Account(NAME, id)).toList(),
        alsoInChannel);
  }

  private static Optional<String> written(World.Message message) {
    String last =
        message.embeds.isEmpty()
            ? message.content.substring(message.content.lastIndexOf('\n') + 1)
            : message
                .embeds
                .getObject(0)
                .optObject("footer")
                .map(f -> f.getString("text"))
                .orElse("");
    String word = last.substring(last.lastIndexOf(' ') + 1);
    return word.matches("[a-z0-9-]{1,25}") ? Optional.of(word) : Optional.empty();
  }

  static String text(World.Message message) {
    List<String> lines = new ArrayList<>();
    lines.add(message.content);
    for (DataObject embed : message.embeds.stream(DataArray::getObject).toList()) {
      lines.add(embed.getString("title", ""));
      lines.add(embed.getString("description", ""));
      MessageRules.list(embed, "fields").stream(DataArray::getObject)
          .forEach(field -> lines.add(field.getString("name") + ": " + field.getString("value")));
      embed.optObject("footer").ifPresent(footer -> lines.add(footer.getString("text")));
    }
    lines.add(labels(message, 2).stream().map(l -> "[" + l + "]").collect(Collectors.joining(" ")));
    message.files.forEach(file -> lines.add("(file " + file.name() + ")\n" + file.text()));
    return shown(String.join("\n", lines));
  }

  /** As Discord's client shows it. */
  private static String shown(String markdown) {
    return markdown
        .replaceAll("(?<!\\\\)<@!?([0-9]+)>", "@$1")
        .replaceAll("(?<!\\\\)\\[((?:[^\\]\\\\]|\\\\.)*)\\]\\(<[^>]*>\\)", "$1")
        .replaceAll("(?<!\\\\)\\*\\*", "")
        .replaceAll("(?m)^-# ", "")
        .replaceAll("(?<!\\\\)`+\\n?", "")
        .replaceAll("\\\\([^A-Za-z0-9\\s])", "$1")
        .replace("\u200B", "");
  }

  /**
   * @param type 2 for buttons, 3 for what menus offer
   */
  private static List<String> labels(World.Message message, int type) {
    return message.components.stream(DataArray::getObject)
        .flatMap(row -> row.getArray("components").stream(DataArray::getObject))
        .filter(one -> one.getInt("type") == type)
        .flatMap(one ->
            type == 2
                ? java.util.stream.Stream.of(one.getString("label"))
                : one.getArray("options").stream(DataArray::getObject)
                    .map(o -> o.getString("label")))
        .toList();
  }

  @Override
  public List<String> privately(Account who) {
    synchronized (discord) {
      return discord.privately(person(who)).stream().map(DiscordRig::text).toList();
    }
  }

  @Override
  public void takesNoMessages(Account who) {
    discord.closeMessagesOf(person(who));
  }

  @Override
  public String anotherChannel() {
    return World.SECOND_CHANNEL;
  }

  @Override
  public int formsOpened(Account who) {
    synchronized (discord.world) {
      return discord.interactions.opened(person(who));
    }
  }

  @Override
  public Optional<OpenForm> form(Account who) {
    synchronized (discord) {
      return discord
          .interactions
          .form(person(who))
          .map(form ->
              new OpenForm(
                  form.getString("title"),
                  form.getArray("components").stream(DataArray::getObject)
                      .flatMap(part -> part.optObject("component").stream())
                      .map(input -> input.getString("custom_id"))
                      .toList()));
    }
  }

  @Override
  public void away(boolean away) {
    discord.rest.away(away);
    discord.gateway.hold(away);
  }

  @Override
  public void losesNextAnswer() {
    discord.rest.losesNextAnswer();
  }

  @Override
  public void throttles(int times, Duration after) {
    discord.rest.buckets().throttle(times, after.toMillis() / 1000.0, false);
  }

  @Override
  public void listsReactionsInPart(boolean part) {
    discord.listReactionsInPart(part);
  }

  @Override
  public void close() {
    discord.close();
  }
}
