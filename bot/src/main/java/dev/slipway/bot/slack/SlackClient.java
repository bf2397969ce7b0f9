package dev.slipway.bot.slack;

import com.slack.api.methods.request.chat.ChatPostMessageRequest;
import com.slack.api.methods.response.conversations.ConversationsHistoryResponse;
import com.slack.api.methods.response.conversations.ConversationsRepliesResponse;
import com.slack.api.model.Message;
import com.slack.api.model.Reaction;
import com.slack.api.model.User;
import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.view.View;
import dev.slipway.bot.conversation.Account;
import dev.slipway.bot.conversation.ChatTrouble;
import dev.slipway.bot.conversation.MessageId;
import dev.slipway.bot.conversation.Place;
import dev.slipway.bot.conversation.PostId;
import dev.slipway.bot.conversation.Reactions;
import dev.slipway.bot.slack.SlackWeb.Effect;
import dev.slipway.catalog.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The calls the bot makes. The scopes they need are those of {@code config/slack/manifest.yaml}.
 */
final class SlackClient {
  static final String EVENT_TYPE = "slipway_post";
  private static final int LOOKED_AT = 100;
  private static final int MOST_PAGES = 10;
  private static final int MOST_MEMBERS = 10_000;

  private final SlackWeb web;
  private final Secret token;
  private final Map<String, Boolean> bots = new ConcurrentHashMap<>();

  SlackClient(SlackWeb web, Secret token) {
    this.web = web;
    this.token = token;
  }

  Workspace workspace() throws ChatTrouble {
    return Workspace.of(
        web.call(token, "auth.test", Effect.READS, client -> client.authTest(call -> call)));
  }

  /** Blocks with what is said instead of them, and the data that finds them again. */
  record Content(String text, List<LayoutBlock> blocks, Message.Metadata metadata) {}

  MessageId post(Place place, Content content, boolean alsoInChannel) throws ChatTrouble {
    ChatPostMessageRequest.ChatPostMessageRequestBuilder request =
        ChatPostMessageRequest.builder()
            .channel(place.channel())
            .text(content.text())
            .parse("none")
            .linkNames(false)
            .unfurlLinks(false)
            .unfurlMedia(false)
            .blocks(content.blocks())
            .metadata(content.metadata());
    place.thread().ifPresent(root -> request.threadTs(root.id()).replyBroadcast(alsoInChannel));
    String ts =
        web.call(
                token,
                "chat.postMessage",
                Effect.WRITES,
                client -> client.chatPostMessage(request.build()))
            .getTs();
    return new MessageId(SlackPlatform.NAME, place.channel(), ts);
  }

  void update(MessageId posted, Content content) throws ChatTrouble {
    // An edit may be repeated: the same again changes nothing.
    web.call(
        token,
        "chat.update",
        Effect.READS,
        client ->
            client.chatUpdate(call ->
                call.channel(posted.channel())
                    .ts(posted.id())
                    .text(content.text())
                    .parse("none")
                    .linkNames(false)
                    .blocks(content.blocks())
                    .metadata(content.metadata())));
  }

  void delete(MessageId posted) throws ChatTrouble {
    web.call(
        token,
        "chat.delete",
        Effect.READS,
        client -> client.chatDelete(call -> call.channel(posted.channel()).ts(posted.id())));
  }

  void whisper(Place place, String user, Content content) throws ChatTrouble {
    web.call(
        token,
        "chat.postEphemeral",
        Effect.WRITES,
        client ->
            client.chatPostEphemeral(call ->
                call.channel(place.channel())
                    .user(user)
                    .threadTs(place.thread().map(MessageId::id).orElse(null))
                    .text(content.text())
                    .parse("none")
                    .linkNames(false)
                    .blocks(content.blocks())));
  }

  void openView(String trigger, View view) throws ChatTrouble {
    web.call(
        token,
        "views.open",
        Effect.READS,
        client -> client.viewsOpen(call -> call.triggerId(trigger).view(view)));
  }

  /** The channel in which only this person and the bot are. */
  String directChannel(String user) throws ChatTrouble {
    return web.call(
            token,
            "conversations.open",
            Effect.READS,
            client -> client.conversationsOpen(call -> call.users(List.of(user))))
        .getChannel()
        .getId();
  }

  /** What people call a channel, without the "#". */
  String channelName(String channel) throws ChatTrouble {
    return Optional.ofNullable(
            web.call(
                    token,
                    "conversations.info",
                    Effect.READS,
                    client -> client.conversationsInfo(call -> call.channel(channel)))
                .getChannel()
                .getName())
        .orElse("");
  }

  Reactions reactions(MessageId posted, Workspace workspace) throws ChatTrouble {
    List<Reaction> found =
        Optional.ofNullable(
                web.call(
                        token,
                        "reactions.get",
                        Effect.READS,
                        client ->
                            client.reactionsGet(call ->
                                call.channel(posted.channel()).timestamp(posted.id()).full(true)))
                    .getMessage()
                    .getReactions())
            .orElse(List.of());
    List<Reactions.Reaction> all = new ArrayList<>();
    boolean complete = true;
    for (Reaction reaction : found) {
      List<String> users = Optional.ofNullable(reaction.getUsers()).orElse(List.of());
      complete &= Optional.ofNullable(reaction.getCount()).orElse(0) <= users.size();
      for (String user : users) {
        if (!isBot(user, workspace)) {
          all.add(
              new Reactions.Reaction(
                  new Account(SlackPlatform.NAME, user), emoji(reaction.getName())));
        }
      }
    }
    return new Reactions(all, complete);
  }

  /** Whether an account is a program; asked once of each, for it never changes. */
  boolean isBot(String user, Workspace workspace) throws ChatTrouble {
    if (user.equals(workspace.bot()) || user.equals("USLACKBOT")) {
      return true;
    }
    Boolean known = bots.get(user);
    if (known != null) {
      return known;
    }
    User member =
        web.call(
                token,
                "users.info",
                Effect.READS,
                client -> client.usersInfo(call -> call.user(user)))
            .getUser();
    boolean bot = member.isBot() || member.isWorkflowBot();
    if (bots.size() < MOST_MEMBERS) {
      bots.put(user, bot);
    }
    return bot;
  }

  /** Without skin tone: "+1::skin-tone-3" is "+1". */
  static String emoji(String name) {
    int tone = name.indexOf("::");
    return tone < 0 ? name : name.substring(0, tone);
  }

  /** Our own messages of this name, the oldest first. */
  List<MessageId> find(Place place, PostId id, Workspace workspace) throws ChatTrouble {
    Optional<MessageId> thread = place.thread();
    List<Message> newest = thread.isPresent() ? replies(thread.get()) : history(place.channel());
    return newest.stream()
        .filter(message -> workspace.bot().equals(message.getUser()))
        .filter(message -> isNamed(message, id))
        .map(Message::getTs)
        .sorted()
        .map(ts -> new MessageId(SlackPlatform.NAME, place.channel(), ts))
        .toList();
  }

  private static boolean isNamed(Message message, PostId id) {
    Message.Metadata metadata = message.getMetadata();
    return metadata != null
        && EVENT_TYPE.equals(metadata.getEventType())
        && metadata.getEventPayload() != null
        && id.value().equals(metadata.getEventPayload().get("id"));
  }

  private List<Message> history(String channel) throws ChatTrouble {
    ConversationsHistoryResponse answer =
        web.call(
            token,
            "conversations.history",
            Effect.READS,
            client ->
                client.conversationsHistory(
                    call -> call.channel(channel).limit(LOOKED_AT).includeAllMetadata(true)));
    return Optional.ofNullable(answer.getMessages()).orElse(List.of());
  }

  /** Slack gives a thread from its beginning, so the newest are on the last page. */
  private List<Message> replies(MessageId root) throws ChatTrouble {
    List<Message> all = new ArrayList<>();
    String cursor = "";
    for (int page = 0; page < MOST_PAGES; page++) {
      String from = cursor;
      ConversationsRepliesResponse answer =
          web.call(
              token,
              "conversations.replies",
              Effect.READS,
              client ->
                  client.conversationsReplies(call ->
                      call.channel(root.channel())
                          .ts(root.id())
                          .limit(2 * LOOKED_AT)
                          .cursor(from.isEmpty() ? null : from)
                          .includeAllMetadata(true)));
      all.addAll(Optional.ofNullable(answer.getMessages()).orElse(List.of()));
      cursor =
          Optional.ofNullable(answer.getResponseMetadata())
              .map(metadata -> metadata.getNextCursor())
              .orElse("");
      if (cursor.isEmpty()) {
        break;
      }
    }
    return all;
  }
}
