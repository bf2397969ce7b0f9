package dev.slipway.bot.slack;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.slipway.bot.conversation.Account;
import dev.slipway.bot.conversation.ChatPlatform;
import dev.slipway.bot.conversation.ChatRig;
import dev.slipway.bot.conversation.MessageId;
import dev.slipway.bot.conversation.Place;
import dev.slipway.bot.slack.FakeSlackState.Posted;
import dev.slipway.catalog.ChatSettings;
import dev.slipway.catalog.Secret;
import dev.slipway.control.Clock;
import jakarta.servlet.http.HttpServlet;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** People in a pretended Slack, in one of its two modes. */
final class SlackRig implements ChatRig {
  enum Mode {
    SOCKET,
    HTTP
  }

  static final Map<String, String> ENVIRONMENT =
      Map.of(
          "BOT", FakeSlackState.BOT_TOKEN,
          "APP", FakeSlackState.APP_TOKEN,
          "SIGN", FakeSlackCalls.SECRET);
  static final String CHANNEL = "C0RELEASES";
  private static final String ANOTHER = "C0ANOTHER";
  private static final Map<String, String> EMOJI =
      Map.of("✅", "white_check_mark", "❌", "x", "👀", "eyes");

  final FakeSlack slack;
  private final Mode mode;
  private final SlackPlatform platform;
  private final Optional<SlackDoor> door;
  private final List<SlackDoor> more = new ArrayList<>();

  SlackRig(Mode mode) {
    this(mode, InstantSource.system(), Optional.empty());
  }

  /** With limits of calls that go by a clock that a test moves. */
  SlackRig(Mode mode, Clock pace) {
    this(mode, pace::now, Optional.empty());
  }

  /** In HTTP mode, with something to compare with at "/bare". */
  SlackRig(Mode mode, HttpServlet bare) {
    this(mode, InstantSource.system(), Optional.of(bare));
  }

  private SlackRig(Mode mode, InstantSource pace, Optional<HttpServlet> bare) {
    this.mode = mode;
    try {
      slack = new FakeSlack(Manifest.read(), InstantSource.system(), pace);
      slack.channel(CHANNEL, FakeSlackState.BOT);
      platform = another();
      if (mode == Mode.HTTP) {
        door = Optional.of(new SlackDoor());
        bare.ifPresent(beside -> door.orElseThrow().add("/bare", beside));
        slack.callsTo(door.get().open(platform, java.time.Clock.systemUTC()));
      } else {
        door = Optional.empty();
      }
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  URI address(String path) {
    return URI.create("http://127.0.0.1:" + door.orElseThrow().port() + path);
  }

  static ChatSettings.Slack settings(Mode mode, String api) {
    return new ChatSettings.Slack(
        new Secret.InEnvironment("BOT"),
        mode == Mode.SOCKET
            ? new ChatSettings.Delivery.Socket(new Secret.InEnvironment("APP"))
            : new ChatSettings.Delivery.Http(new Secret.InEnvironment("SIGN"), "/slack/events"),
        api);
  }

  private SlackPlatform another() {
    return new SlackPlatform(settings(mode, slack.api()), ENVIRONMENT);
  }

  @Override
  public SlackPlatform platform() {
    return platform;
  }

  @Override
  public ChatPlatform anotherPlatform() {
    SlackPlatform second = another();
    if (mode == Mode.HTTP) {
      try {
        SlackDoor own = new SlackDoor();
        more.add(own);
        URI unused = own.open(second, java.time.Clock.systemUTC());
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
    return second;
  }

  @Override
  public Account member(String name) {
    return account(name, false);
  }

  @Override
  public Account bot(String name) {
    return account(name, true);
  }

  private Account account(String name, boolean bot) {
    String id = "U0" + name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "");
    slack.member(id, name, bot);
    slack.channel(CHANNEL, id);
    slack.channel(ANOTHER, FakeSlackState.BOT, id);
    return new Account(SlackPlatform.NAME, id);
  }

  @Override
  public String channel() {
    return CHANNEL;
  }

  @Override
  public void types(Account who, Place at, String line) {
    if (at.thread().isPresent()) {
      slack.mention(who.id(), at.channel(), at.thread().map(MessageId::id), line);
    } else {
      slack.command(who.id(), at.channel(), line);
    }
  }

  @Override
  public void presses(Account who, MessageId on, String label) {
    Posted posted = posted(on);
    JsonObject container = container(on.channel(), posted.ts, false);
    if (!posted.thread.isEmpty()) {
      container.addProperty("thread_ts", posted.thread);
    }
    slack.press(who.id(), container, action(posted.blocks, label));
  }

  private static JsonObject container(String channel, String ts, boolean ephemeral) {
    JsonObject container = new JsonObject();
    container.addProperty("type", "message");
    container.addProperty("message_ts", ts);
    container.addProperty("channel_id", channel);
    container.addProperty("is_ephemeral", ephemeral);
    return container;
  }

  private static JsonObject action(JsonArray blocks, String label) {
    return SlackText.action(blocks, label)
        .orElseThrow(() -> new AssertionError("no \"" + label + "\" in " + blocks));
  }

  private Posted posted(MessageId on) {
    return slack.state.message(on.channel(), on.id()).orElseThrow();
  }

  @Override
  public void pressesPrivately(Account who, String label) {
    FakeSlackState.Whispered whispered = whispers(who).getLast();
    JsonObject container = container(whispered.channel(), whispered.ts(), true);
    if (!whispered.thread().isEmpty()) {
      container.addProperty("thread_ts", whispered.thread());
    }
    slack.press(who.id(), container, action(whispered.blocks(), label));
  }

  private List<FakeSlackState.Whispered> whispers(Account who) {
    synchronized (slack.state) {
      return slack.state.whispers.stream()
          .filter(whispered -> whispered.user().equals(who.id()))
          .toList();
    }
  }

  @Override
  public void chooses(Account who, MessageId on, String label) {
    presses(who, on, label);
  }

  @Override
  public void submits(Account who, Map<String, String> answers) {
    slack.submit(who.id(), answers);
  }

  @Override
  public void reacts(Account who, MessageId on, String emoji) {
    slack.react(who.id(), on.channel(), on.id(), EMOJI.getOrDefault(emoji, emoji), true);
  }

  @Override
  public void takesReactionBack(Account who, MessageId on, String emoji) {
    slack.react(who.id(), on.channel(), on.id(), EMOJI.getOrDefault(emoji, emoji), false);
  }

  @Override
  public void deletes(MessageId message) {
    slack.delete(message.channel(), message.id());
  }

  @Override
  public void repeatsLastEvent() {
    slack.repeatLast();
  }

  @Override
  public List<Seen> messages(Place at) {
    return slack.state.in(at.channel(), at.thread().map(MessageId::id)).stream()
        .filter(posted -> posted.user.equals(FakeSlackState.BOT))
        .map(posted ->
            new Seen(
                new MessageId(SlackPlatform.NAME, posted.channel, posted.ts),
                text(posted),
                SlackText.buttons(posted.blocks),
                SlackText.options(posted.blocks).stream().map(SlackText::label).toList(),
                SlackText.mentioned(posted.blocks).stream()
                    .map(id -> new Account(SlackPlatform.NAME, id))
                    .toList(),
                posted.broadcast))
        .toList();
  }

  private static String text(Posted posted) {
    return posted.blocks.isEmpty()
        ? SlackText.plain(posted.text) + "\n" + posted.file
        : SlackText.of(posted.blocks);
  }

  @Override
  public List<String> privately(Account who) {
    synchronized (slack.state) {
      List<Map.Entry<String, String>> all = new ArrayList<>();
      whispers(who)
          .forEach(
              whispered -> all.add(Map.entry(whispered.ts(), SlackText.of(whispered.blocks()))));
      slack.state.in("D" + who.id().substring(1), Optional.empty()).stream()
          .filter(posted -> posted.user.equals(FakeSlackState.BOT))
          .forEach(posted -> all.add(Map.entry(posted.ts, text(posted))));
      return all.stream().sorted(Map.Entry.comparingByKey()).map(Map.Entry::getValue).toList();
    }
  }

  @Override
  public void takesNoMessages(Account who) {
    synchronized (slack.state) {
      slack.state.disabled.add(who.id());
    }
  }

  @Override
  public String anotherChannel() {
    return ANOTHER;
  }

  @Override
  public int formsOpened(Account who) {
    synchronized (slack.state) {
      return Math.toIntExact(
          slack.state.triggers.values().stream()
              .filter(trigger -> trigger.used && trigger.user.equals(who.id()))
              .count());
    }
  }

  @Override
  public Optional<OpenForm> form(Account who) {
    synchronized (slack.state) {
      return Optional.ofNullable(slack.state.views.get(who.id()))
          .map(view -> {
            List<String> questions = new ArrayList<>();
            for (JsonElement block : view.getAsJsonArray("blocks")) {
              if (BlockRules.text(block.getAsJsonObject(), "type").equals("input")) {
                questions.add(BlockRules.text(block.getAsJsonObject(), "block_id"));
              }
            }
            return new OpenForm(BlockRules.text(view.getAsJsonObject("title"), "text"), questions);
          });
    }
  }

  @Override
  public void away(boolean away) {
    slack.away(away);
  }

  @Override
  public void losesNextAnswer() {
    slack.web.loseNextAnswer();
  }

  @Override
  public void throttles(int times, Duration after) {
    slack.web.throttle(times, after);
  }

  @Override
  public void listsReactionsInPart(boolean part) {
    synchronized (slack.state) {
      slack.state.partialReactions = part;
    }
  }

  @Override
  public void close() {
    platform.close();
    door.ifPresent(SlackDoor::close);
    more.forEach(SlackDoor::close);
    slack.close();
  }
}
