package dev.slipway.bot.slack;

import com.slack.api.bolt.request.Request;
import com.slack.api.bolt.request.RequestType;
import com.slack.api.bolt.response.Response;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps other workspaces out. Whoever installs the app elsewhere, or shares a channel with us,
 * signs with the same secret. Events of theirs are acknowledged and dropped, or Slack would switch
 * off ours as well; a click or a command is refused, so that its sender sees it.
 */
final class OurWorkspace {
  static final Response FOREIGN = Response.json(403, "{\"error\":\"another workspace\"}");
  private static final Response NOT_YET = Response.json(503, "{\"error\":\"not connected yet\"}");

  private final Supplier<Optional<Workspace>> told;

  /**
   * @param told the workspace, once Slack has told which it is
   */
  OurWorkspace(Supplier<Optional<Workspace>> told) {
    this.told = told;
  }

  /** The member that the bot is. */
  Optional<String> bot() {
    return told.get().map(Workspace::bot);
  }

  /** Whether somebody is of another team; what does not say so is not. */
  boolean isStranger(@Nullable String team) {
    return team != null && told.get().filter(ours -> ours.team().equals(team)).isEmpty();
  }

  /** The answer to what is not ours; empty for what is. */
  Optional<Response> refuses(Request<?> request) {
    RequestType type = request.getRequestType();
    if (type == RequestType.UrlVerification || type == RequestType.SSLCheck) {
      return Optional.empty();
    }
    Optional<Workspace> ours = told.get();
    if (ours.isEmpty()) {
      return Optional.of(NOT_YET);
    }
    if (ours.get().team().equals(request.getContext().getTeamId())) {
      return Optional.empty();
    }
    return Optional.of(type == RequestType.Event ? Response.ok() : FOREIGN);
  }
}
