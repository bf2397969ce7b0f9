package dev.slipway.bot.slack;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What the pretended workspace holds. Every use of it is under its own lock. */
final class FakeSlackState {
  static final String TEAM = "T0SLIPWAY";
  static final String BOT = "U0SLIPWAY";
  static final String BOT_TOKEN = "xoxb-fake-1";
  static final String APP_TOKEN = "xapp-fake-1";
  static final Duration RESPONSES_LIVE = Duration.ofMinutes(30);
  static final int MOST_RESPONSES = 5;

  /** A message that stands in a channel. */
  static final class Posted {
    final String channel;
    final String ts;
    final String user;
    String thread = "";
    boolean broadcast;
    String text = "";
    JsonArray blocks = new JsonArray();
    JsonObject metadata = new JsonObject();
    final Map<String, Set<String>> reactions = new LinkedHashMap<>();
    String file = "";
    int edits;

    Posted(String channel, String ts, String user) {
      this.channel = channel;
      this.ts = ts;
      this.user = user;
    }
  }

  /** Seen by one person only. */
  record Whispered(
      String channel, String thread, String user, String ts, String text, JsonArray blocks) {}

  record Member(String id, String name, boolean bot, String team) {}

  static final class Channel {
    final Set<String> members = new LinkedHashSet<>();
    final boolean direct;
    final boolean secret;
    boolean archived;
    String name = "";

    Channel(boolean direct, boolean secret) {
      this.direct = direct;
      this.secret = secret;
    }
  }

  static final class File {
    final String name;
    final int length;
    byte[] bytes = new byte[0];
    boolean complete;
    int notYet;

    File(String name, int length) {
      this.name = name;
      this.length = length;
    }
  }

  static final class Trigger {
    final String user;
    final Instant made;
    boolean used;

    Trigger(String user, Instant made) {
      this.user = user;
      this.made = made;
    }
  }

  static final class Responses {
    final String channel;
    final String user;
    final Instant made;
    int uses;

    Responses(String channel, String user, Instant made) {
      this.channel = channel;
      this.user = user;
      this.made = made;
    }
  }

  /** Slack's live for three seconds, in which a machine may stand still. */
  volatile Duration triggersLive = Duration.ofSeconds(60);

  final InstantSource clock;
  final Map<String, Member> members = new LinkedHashMap<>();
  final Map<String, Channel> channels = new LinkedHashMap<>();
  final TreeMap<String, Posted> messages = new TreeMap<>();
  final List<Whispered> whispers = new ArrayList<>();
  final Map<String, File> files = new LinkedHashMap<>();
  final Map<String, Trigger> triggers = new HashMap<>();
  final Map<String, Responses> responses = new HashMap<>();
  final Map<String, JsonObject> views = new LinkedHashMap<>();
  final Set<String> disabled = new TreeSet<>();
  final Set<String> scopes = new TreeSet<>();
  final Set<String> scopesUsed = new TreeSet<>();
  final List<String> calls = new ArrayList<>();
  final List<String> refusals = new ArrayList<>();
  String botToken = BOT_TOKEN;
  boolean partialReactions;
  int filesNotYet;
  private long counter;

  FakeSlackState(InstantSource clock) {
    this.clock = clock;
    members.put(BOT, new Member(BOT, "slipway", true, TEAM));
  }

  synchronized String fresh(String prefix) {
    return prefix + String.format("%08d", ++counter);
  }

  /** Rises with every call, as Slack's do. */
  synchronized String ts() {
    return clock.instant().getEpochSecond() + "." + String.format("%06d", ++counter);
  }

  synchronized Optional<Posted> message(String channel, String ts) {
    return Optional.ofNullable(messages.get(ts)).filter(found -> found.channel.equals(channel));
  }

  /** Oldest first. */
  synchronized List<Posted> in(String channel, Optional<String> thread) {
    return messages.values().stream()
        .filter(posted -> posted.channel.equals(channel))
        .filter(posted ->
            thread
                .map(root -> posted.thread.equals(root) || posted.ts.equals(root))
                .orElseGet(() -> posted.thread.isEmpty() || posted.broadcast))
        .toList();
  }

  synchronized String trigger(String user) {
    String id = fresh("13345.");
    triggers.put(id, new Trigger(user, clock.instant()));
    return id;
  }

  synchronized String responses(String channel, String user) {
    String id = fresh("R");
    responses.put(id, new Responses(channel, user, clock.instant()));
    return id;
  }
}
