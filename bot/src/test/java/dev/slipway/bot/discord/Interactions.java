package dev.slipway.bot.discord;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.dv8tion.jda.api.utils.data.DataArray;
import net.dv8tion.jda.api.utils.data.DataObject;

/**
 * Commands, clicks and forms on their way to an answer: three seconds for the first word, fifteen
 * minutes for what follows, once for everything that can be said once.
 */
final class Interactions {
  static final int COMMAND = 2;
  static final int COMPONENT = 3;
  static final int AUTOCOMPLETE = 4;
  static final int MODAL = 5;

  private final World world;
  private final Posts posts;
  private final Map<String, One> byToken = new LinkedHashMap<>();
  private final Map<String, DataObject> forms = new LinkedHashMap<>();
  private final Map<String, Integer> opened = new LinkedHashMap<>();
  private long serial;

  /**
   * Milliseconds until the first word comes too late. Discord's are three thousand; a machine may
   * stand still for as long, which is no matter where time is not what is tested.
   */
  volatile long firstWordWithin = 60_000;

  /** Milliseconds that a token is good for. */
  long tokenLife = 15 * 60_000;

  /** One interaction. */
  static final class One {
    final String id;
    final String token;
    final int type;
    final World.Person by;
    final String channel;

    /** The message whose button was pressed, or whose form it is; empty for a command. */
    final String on;

    final long at = System.currentTimeMillis();
    long answeredAfter = -1;
    int answer;
    Optional<World.Message> original = Optional.empty();
    DataArray choices = DataArray.empty();
    boolean formOpened;

    One(String id, String token, int type, World.Person by, String channel, String on) {
      this.id = id;
      this.token = token;
      this.type = type;
      this.by = by;
      this.channel = channel;
      this.on = on;
    }

    boolean isAnswered() {
      return answeredAfter >= 0;
    }
  }

  Interactions(World world, Posts posts) {
    this.world = world;
    this.posts = posts;
  }

  One open(int type, World.Person by, String channel, String on) {
    One one = new One(world.snowflake(), "interaction-token-" + ++serial, type, by, channel, on);
    byToken.put(one.token, one);
    return one;
  }

  List<One> all() {
    return List.copyOf(byToken.values());
  }

  /** Whose three seconds went by without a word: "The application did not respond". */
  List<One> ignored() {
    long now = System.currentTimeMillis();
    return byToken.values().stream()
        .filter(one -> !one.isAnswered() && now - one.at > firstWordWithin)
        .toList();
  }

  /** The form that stands open before somebody. */
  Optional<DataObject> form(World.Person who) {
    return Optional.ofNullable(forms.get(who.id()));
  }

  /** How many were opened before somebody. */
  int opened(World.Person who) {
    return opened.getOrDefault(who.id(), 0);
  }

  void closeForm(World.Person who) {
    forms.remove(who.id());
  }

  DataObject callback(String id, String token, Multipart body) {
    One one = byToken.get(token);
    if (one == null
        || !one.id.equals(id)
        || System.currentTimeMillis() - one.at > firstWordWithin) {
      throw Refusal.of(404, 10062, "Unknown interaction");
    }
    if (one.isAnswered()) {
      throw Refusal.of(400, 40060, "Interaction has already been acknowledged.");
    }
    int type = body.json().getInt("type");
    DataObject data = body.json().optObject("data").orElseGet(DataObject::empty);
    if (!mayAnswer(one, type)) {
      throw Refusal.form("type", "INTERACTION_CALLBACK_TYPE_INVALID", "Not here: " + type);
    }
    switch (type) {
      case 4 -> {
        MessageRules.check(data, body.files().size(), true);
        one.original = Optional.of(posts.answer(one, new Multipart(data, body.files()), false));
      }
      case 5 -> one.original = Optional.of(posts.answer(one, new Multipart(data, List.of()), true));
      case 8 -> {
        one.choices = MessageRules.list(data, "choices");
        FormRules.choices(one.choices);
      }
      case 9 -> {
        FormRules.modal(data);
        forms.put(one.by.id(), data.put("on", one.on).put("channel", one.channel));
        opened.merge(one.by.id(), 1, Integer::sum);
        one.formOpened = true;
      }
      default -> {}
    }
    one.answer = type;
    one.answeredAfter = System.currentTimeMillis() - one.at;
    DataObject resource = DataObject.empty().put("type", type);
    one.original.ifPresent(message -> resource.put("message", world.json(message)));
    return DataObject.empty()
        .put(
            "interaction",
            DataObject.empty()
                .put("id", id)
                .put("type", one.type)
                .put("activity_instance_id", null))
        .put("resource", resource);
  }

  private static boolean mayAnswer(One one, int type) {
    return switch (type) {
      case 4, 5 -> one.type != AUTOCOMPLETE;
      case 6, 7 -> !one.on.isEmpty() && (one.type == COMPONENT || one.type == MODAL);
      case 8 -> one.type == AUTOCOMPLETE;
      case 9 -> one.type == COMMAND || one.type == COMPONENT;
      default -> false;
    };
  }

  private One follow(String token) {
    One one = byToken.get(token);
    if (one == null || System.currentTimeMillis() - one.at > tokenLife) {
      throw Refusal.of(401, 50027, "Invalid Webhook Token");
    }
    if (!one.isAnswered()) {
      throw Refusal.of(404, 10015, "Unknown Webhook");
    }
    return one;
  }

  DataObject followUp(String token, Multipart body) {
    One one = follow(token);
    Optional<World.Message> thinking = one.original.filter(message -> message.placeholder);
    MessageRules.check(body.json(), body.files().size(), true);
    if (thinking.isPresent()) {
      // The first thing said after "thinking" takes its place, and is seen by as many.
      return world.json(posts.replace(thinking.get(), body));
    }
    return world.json(posts.answer(one, body, false));
  }

  DataObject editOriginal(String token, Multipart body) {
    World.Message original = original(follow(token));
    MessageRules.checkEdit(body.json());
    return world.json(posts.replace(original, body));
  }

  void deleteOriginal(String token) {
    One one = follow(token);
    posts.delete(original(one));
    one.original = Optional.empty();
  }

  private World.Message original(One one) {
    return one.original
        .filter(message -> world.messages.containsKey(message.id))
        .orElseThrow(Refusal::unknownMessage);
  }
}
