package dev.slipway.bot.slack;

import dev.slipway.bot.conversation.ChatTrouble;
import dev.slipway.bot.conversation.ChatTrouble.Kind;
import dev.slipway.view.Plain;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLHandshakeException;

/** What Slack's refusals mean for whoever asked, and what to do about them. */
final class SlackTrouble {
  private static final Duration LONGEST_WAIT = Duration.ofHours(1);

  /** Somebody has to mend the set-up; nothing is lost by trying again then. */
  private static final Set<String> TOKEN =
      Set.of(
          "invalid_auth",
          "not_authed",
          "account_inactive",
          "token_revoked",
          "token_expired",
          "not_allowed_token_type",
          "ekm_access_denied",
          "access_denied",
          "no_permission",
          "org_login_required",
          "team_access_not_granted",
          "missing_scope");

  private static final Set<String> GONE =
      Set.of("message_not_found", "thread_not_found", "cant_update_message");

  /** Refused before it was looked at. */
  private static final Set<String> LATER =
      Set.of("service_unavailable", "request_timeout", "team_added_to_org", "accesslimited");

  /** By Slack's own words some of it may have happened. */
  private static final Set<String> DOUBTFUL = Set.of("internal_error", "fatal_error");

  private SlackTrouble() {}

  /** An answer that says why not. */
  static ChatTrouble of(
      String method, SlackWeb.Effect effect, String error, Optional<String> needed) {
    String code = Plain.line(error, 80);
    String said = method + ": " + code;
    if (code.equals("ratelimited") || code.equals("rate_limited")) {
      return new ChatTrouble(Kind.THROTTLED, said, Duration.ofSeconds(1));
    }
    if (GONE.contains(code)) {
      return new ChatTrouble(Kind.GONE, said);
    }
    if (DOUBTFUL.contains(code)) {
      return new ChatTrouble(doubtful(effect), said);
    }
    if (LATER.contains(code)) {
      return new ChatTrouble(Kind.AWAY, said);
    }
    String fix = fix(code, needed);
    return new ChatTrouble(
        TOKEN.contains(code) ? Kind.AWAY : Kind.REFUSED, fix.isEmpty() ? said : said + "; " + fix);
  }

  /** An answer without a word of the Web API, or with one beside a status. */
  static ChatTrouble of(
      String method,
      SlackWeb.Effect effect,
      int status,
      Optional<String> retryAfter,
      Optional<String> error) {
    String said = method + ": status " + status;
    if (status == 429) {
      return new ChatTrouble(
          Kind.THROTTLED, said, retryAfter.map(SlackTrouble::wait).orElse(Duration.ofSeconds(1)));
    }
    if (status >= 500) {
      return new ChatTrouble(doubtful(effect), said);
    }
    return error
        .map(word -> of(method, effect, word, Optional.empty()))
        .orElseGet(() -> new ChatTrouble(Kind.REFUSED, said));
  }

  /** No answer at all. */
  static ChatTrouble of(String method, SlackWeb.Effect effect, IOException lost) {
    String what = lost.getClass().getSimpleName();
    return neverArrived(lost)
        ? new ChatTrouble(Kind.AWAY, method + ": Slack cannot be reached (" + what + ")")
        : new ChatTrouble(doubtful(effect), method + ": no answer (" + what + ")");
  }

  /** The HTTP library lets an InterruptedException out that no signature tells of. */
  static ChatTrouble interrupted(String method, SlackWeb.Effect effect) {
    Thread.currentThread().interrupt();
    return new ChatTrouble(doubtful(effect), method + ": interrupted");
  }

  private static boolean neverArrived(IOException lost) {
    return lost instanceof ConnectException
        || lost instanceof UnknownHostException
        || lost instanceof NoRouteToHostException
        || lost instanceof SSLHandshakeException
        || (lost instanceof SocketTimeoutException
            && String.valueOf(lost.getMessage()).toLowerCase(Locale.ROOT).contains("connect"));
  }

  private static Kind doubtful(SlackWeb.Effect effect) {
    return effect == SlackWeb.Effect.WRITES ? Kind.UNKNOWN : Kind.AWAY;
  }

  private static Duration wait(String seconds) {
    try {
      Duration wait = Duration.ofSeconds(Math.max(1, Long.parseLong(seconds.strip())));
      return wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
    } catch (NumberFormatException e) {
      return Duration.ofSeconds(1);
    }
  }

  /** What a person can do about it; empty where nothing is known. */
  private static String fix(String code, Optional<String> needed) {
    return switch (code) {
      case "invalid_auth", "not_authed", "token_revoked", "token_expired", "account_inactive" ->
          "copy the token anew from the app's page (docs/how-to/slack.md) to where"
              + " chat.slack.token-from or app-token-from points";
      case "not_allowed_token_type" ->
          "token-from takes the token that begins with xoxb-, app-token-from the one with xapp-";
      case "missing_scope" ->
          "add the scope "
              + needed.map(scope -> Plain.line(scope, 80)).orElse("that is missing")
              + " to the app and install it again";
      case "not_in_channel" -> "write /invite @slipway in that channel";
      case "channel_not_found" ->
          "the channel does not exist, or is private: write /invite @slipway in it";
      case "is_archived" -> "unarchive the channel, or name another one";
      default -> "";
    };
  }
}
