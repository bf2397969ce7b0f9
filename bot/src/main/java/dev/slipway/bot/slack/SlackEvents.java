package dev.slipway.bot.slack;

import com.slack.api.app_backend.events.payload.EventsApiPayload;
import com.slack.api.app_backend.interactive_components.payload.BlockActionPayload;
import com.slack.api.app_backend.slash_commands.payload.SlashCommandPayload;
import com.slack.api.app_backend.views.payload.ViewSubmissionPayload;
import com.slack.api.bolt.App;
import com.slack.api.bolt.AppConfig;
import com.slack.api.bolt.middleware.Middleware;
import com.slack.api.bolt.response.Response;
import com.slack.api.model.event.AppMentionEvent;
import com.slack.api.model.event.MessageDeletedEvent;
import com.slack.api.model.event.MessageEvent;
import com.slack.api.model.event.ReactionAddedEvent;
import com.slack.api.model.event.ReactionRemovedEvent;
import dev.slipway.bot.conversation.Account;
import dev.slipway.bot.conversation.Incoming;
import dev.slipway.bot.conversation.MessageId;
import dev.slipway.bot.conversation.Place;
import dev.slipway.bot.conversation.Press;
import dev.slipway.bot.slack.SlackAnswering.Asked;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Everything Slack sends, whichever way it came, as what the conversation hears. Each is
 * acknowledged at once; what follows from it happens afterwards on a thread of its own.
 */
final class SlackEvents {
  private static final String MESSAGE = "message";
  private static final Pattern ANY = Pattern.compile(".*", Pattern.DOTALL);
  private static final Response BUSY = Response.json(503, "{\"error\":\"busy\"}");

  /** Hears, and says whether there was room for it. */
  interface Ear {
    boolean hear(Incoming incoming, Asked asked);
  }

  private final OurWorkspace ours;
  private final Ear ear;

  private SlackEvents(OurWorkspace ours, Ear ear) {
    this.ours = ours;
    this.ear = ear;
  }

  static App app(SlackWeb web, OurWorkspace ours, Ear ear) {
    SlackEvents events = new SlackEvents(ours, ear);
    AppConfig config =
        AppConfig.builder()
            .slack(web.slack())
            .singleTeamBotToken(null)
            .signingSecret("checked before Bolt sees a call")
            .allEventsApiAutoAckEnabled(true)
            .appInitializersEnabled(false)
            .build();
    List<Middleware> middleware = new ArrayList<>();
    middleware.add((request, response, chain) -> {
      Optional<Response> refused = ours.refuses(request);
      return refused.isPresent() ? refused.get() : chain.next(request);
    });
    App app = new App(config, middleware);
    app.command(ANY, (request, context) -> events.typed(request.getPayload()));
    app.blockAction(ANY, (request, context) -> events.pressed(request.getPayload()));
    app.viewSubmission(
        SlackForms.CALLBACK, (request, context) -> events.submitted(request.getPayload()));
    app.event(AppMentionEvent.class, (event, context) -> events.mentioned(event));
    app.event(MessageEvent.class, (event, context) -> events.wrote(event));
    app.event(MessageDeletedEvent.class, (event, context) -> events.deleted(event));
    app.event(ReactionAddedEvent.class, (event, context) -> events.reacted(event));
    app.event(ReactionRemovedEvent.class, (event, context) -> events.unreacted(event));
    return app;
  }

  private Response typed(SlashCommandPayload command) {
    Place place = Place.channel(SlackPlatform.NAME, command.getChannelId());
    return heard(
        new Incoming.Typed(
            "command-" + command.getTriggerId(),
            account(command.getUserId()),
            place,
            Optional.ofNullable(command.getText()).orElse("")),
        new Asked(
            place,
            command.getUserId(),
            Optional.ofNullable(command.getResponseUrl()),
            Optional.ofNullable(command.getTriggerId())));
  }

  private Response pressed(BlockActionPayload payload) {
    if (ours.isStranger(payload.getUser().getTeamId())) {
      return OurWorkspace.FOREIGN;
    }
    BlockActionPayload.Container container = payload.getContainer();
    Optional<Press> press =
        payload.getActions().stream()
            .findFirst()
            .map(action ->
                action.getSelectedOption() == null
                    ? action.getValue()
                    : action.getSelectedOption().getValue())
            .flatMap(Press::of);
    if (press.isEmpty() || container == null || container.getMessageTs() == null) {
      return Response.ok();
    }
    String channel = container.getChannelId();
    Place place = place(channel, Optional.ofNullable(container.getThreadTs()));
    return heard(
        new Incoming.Pressed(
            "press-" + payload.getTriggerId(),
            account(payload.getUser().getId()),
            place,
            new MessageId(SlackPlatform.NAME, channel, container.getMessageTs()),
            press.get()),
        new Asked(
            place,
            payload.getUser().getId(),
            Optional.ofNullable(payload.getResponseUrl()),
            Optional.ofNullable(payload.getTriggerId())));
  }

  private Response submitted(ViewSubmissionPayload payload) {
    if (ours.isStranger(payload.getUser().getTeamId())) {
      return OurWorkspace.FOREIGN;
    }
    Optional<SlackForms.Origin> origin =
        Optional.ofNullable(payload.getView().getPrivateMetadata()).flatMap(SlackForms.Origin::of);
    if (origin.isEmpty()) {
      return Response.ok();
    }
    String user = payload.getUser().getId();
    return heard(
        new Incoming.Submitted(
            "form-" + payload.getView().getId(),
            account(user),
            origin.get().place(),
            origin.get().press(),
            SlackForms.answers(Optional.ofNullable(payload.getView().getState()))),
        new Asked(
            origin.get().place(),
            user,
            Optional.empty(),
            Optional.ofNullable(payload.getTriggerId())));
  }

  private Response mentioned(EventsApiPayload<AppMentionEvent> payload) {
    AppMentionEvent event = payload.getEvent();
    boolean taken =
        event.getBotId() == null
            && event.getEdited() == null
            && !ours.isStranger(event.getUserTeam())
            && !ours.isStranger(event.getSourceTeam());
    return taken
        ? said(
            payload.getEventId(),
            event.getUser(),
            place(event.getChannel(), Optional.ofNullable(event.getThreadTs())),
            event.getTs(),
            event.getText())
        : Response.ok();
  }

  private Response wrote(EventsApiPayload<MessageEvent> payload) {
    MessageEvent event = payload.getEvent();
    boolean taken =
        event.getBotId() == null && event.getEdited() == null && !ours.isStranger(event.getTeam());
    return taken
        ? said(
            payload.getEventId(),
            event.getUser(),
            place(event.getChannel(), Optional.ofNullable(event.getThreadTs())),
            event.getTs(),
            event.getText())
        : Response.ok();
  }

  /**
   * In a direct conversation every line is meant for the bot; elsewhere what follows its name, and
   * what stands before that is meant for people. A mention arrives as such and as a message, which
   * is one event, and again when it is mended in an edit, which is none.
   */
  private Response said(
      String event, @Nullable String user, Place place, String ts, @Nullable String text) {
    Optional<String> bot = ours.bot();
    if (user == null || text == null || bot.isEmpty() || bot.get().equals(user)) {
      return Response.ok();
    }
    Asked asked = new Asked(place, user, Optional.empty(), Optional.empty());
    int mention = text.indexOf("<@" + bot.get());
    int end = mention < 0 ? -1 : text.indexOf('>', mention);
    if (end >= 0) {
      String one = "mention-" + place.channel() + "-" + ts;
      String line = text.substring(end + 1).strip();
      return heard(new Incoming.Typed(one, account(user), place, line), asked);
    }
    return asked.isDirect()
        ? heard(new Incoming.Typed(event, account(user), place, text), asked)
        : Response.ok();
  }

  private Response deleted(EventsApiPayload<MessageDeletedEvent> payload) {
    MessageDeletedEvent event = payload.getEvent();
    Optional<String> bot = ours.bot();
    if (event.getPreviousMessage() == null
        || bot.isEmpty()
        || !bot.get().equals(event.getPreviousMessage().getUser())) {
      return Response.ok();
    }
    MessageId message = new MessageId(SlackPlatform.NAME, event.getChannel(), event.getDeletedTs());
    return heard(
        new Incoming.Removed(payload.getEventId(), account(bot.get()), message),
        asked(message, bot.get()));
  }

  private Response reacted(EventsApiPayload<ReactionAddedEvent> payload) {
    ReactionAddedEvent event = payload.getEvent();
    ReactionAddedEvent.Item item = event.getItem();
    return item == null || !MESSAGE.equals(item.getType())
        ? Response.ok()
        : reaction(
            payload.getEventId(),
            event.getUser(),
            event.getReaction(),
            new MessageId(SlackPlatform.NAME, item.getChannel(), item.getTs()),
            true);
  }

  private Response unreacted(EventsApiPayload<ReactionRemovedEvent> payload) {
    ReactionRemovedEvent event = payload.getEvent();
    ReactionRemovedEvent.Item item = event.getItem();
    return item == null || !MESSAGE.equals(item.getType())
        ? Response.ok()
        : reaction(
            payload.getEventId(),
            event.getUser(),
            event.getReaction(),
            new MessageId(SlackPlatform.NAME, item.getChannel(), item.getTs()),
            false);
  }

  private Response reaction(
      String event, @Nullable String user, String emoji, MessageId on, boolean added) {
    return user == null
        ? Response.ok()
        : heard(
            new Incoming.Reacted(event, account(user), on, SlackClient.emoji(emoji), added),
            asked(on, user));
  }

  private static Asked asked(MessageId message, String user) {
    return new Asked(
        Place.channel(SlackPlatform.NAME, message.channel()),
        user,
        Optional.empty(),
        Optional.empty());
  }

  /** Slack sends what finds no room here once more. */
  private Response heard(Incoming incoming, Asked asked) {
    return ear.hear(incoming, asked) ? Response.ok() : BUSY;
  }

  private static Account account(String user) {
    return new Account(SlackPlatform.NAME, user);
  }

  private static Place place(String channel, Optional<String> thread) {
    return thread
        .map(ts -> Place.threadOf(new MessageId(SlackPlatform.NAME, channel, ts)))
        .orElseGet(() -> Place.channel(SlackPlatform.NAME, channel));
  }
}
