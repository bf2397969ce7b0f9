package dev.slipway.bot.discord;

import dev.slipway.bot.conversation.ChatTrouble;
import dev.slipway.bot.conversation.ChatTrouble.Kind;
import dev.slipway.view.Plain;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import net.dv8tion.jda.api.exceptions.ErrorResponseException;
import net.dv8tion.jda.api.exceptions.InsufficientPermissionException;
import net.dv8tion.jda.api.exceptions.RateLimitedException;
import net.dv8tion.jda.api.requests.ErrorResponse;
import net.dv8tion.jda.api.requests.RestAction;

/**
 * Makes calls to Discord and says how they ended. JDA waits out short limits by itself (it reads
 * the buckets); a call that would have to wait longer is taken back before it was made.
 */
final class Calls {
  /** Discord lets about five messages into a channel in five seconds. */
  private static final Duration PATIENCE = Duration.ofSeconds(6);

  /** JDA asks four times where a server of Discord's fails, and gives each ten seconds. */
  private static final Duration ANSWER = Duration.ofSeconds(40);

  private static final int UNAUTHORIZED = 401;
  private static final int OVERLOADED = 130_000;

  private static final Duration LOOK = Duration.ofMillis(200);

  /** Where a bucket is empty and Discord has not said for how long. */
  private static final Duration A_WHILE = Duration.ofSeconds(2);

  private final Duration patience;

  Calls() {
    this(PATIENCE);
  }

  Calls(Duration patience) {
    this.patience = patience;
  }

  /** A call to make. JDA refuses some before they are made: those too long, those without right. */
  interface Call<T> {
    RestAction<T> action();
  }

  /** Something that does no harm when it is done twice, such as reading or replacing. */
  <T> T again(Call<T> call) throws ChatTrouble {
    return make(call, Kind.AWAY);
  }

  /** Something that must not be done twice. */
  <T> T once(Call<T> call) throws ChatTrouble {
    return make(call, Kind.UNKNOWN);
  }

  private <T> T make(Call<T> call, Kind unclear) throws ChatTrouble {
    Attempt attempt = new Attempt();
    CompletableFuture<T> answer = new CompletableFuture<>();
    try {
      // Not submit(): of an action with a fallback it forgets errors that are none of the
      // fallback's.
      Attempt.Limits.during(
          attempt, () -> call.action().queue(answer::complete, answer::completeExceptionally));
      return await(answer, attempt, unclear);
    } catch (RuntimeException refused) {
      throw trouble(refused, unclear);
    } catch (ExecutionException e) {
      throw trouble(Optional.ofNullable(e.getCause()).orElse(e), unclear);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ChatTrouble(
          attempt.takeBack() ? Kind.AWAY : unclear, "Discord: this server is being stopped");
    }
  }

  private <T> T await(CompletableFuture<T> answer, Attempt attempt, Kind unclear)
      throws InterruptedException, ExecutionException, ChatTrouble {
    long begun = System.nanoTime();
    while (true) {
      try {
        return answer.get(LOOK.toMillis(), TimeUnit.MILLISECONDS);
      } catch (TimeoutException notYet) {
        Duration waited = Duration.ofNanos(System.nanoTime() - begun);
        Duration limited = attempt.limitedFor();
        boolean tooLong = waited.plus(limited).compareTo(patience) > 0;
        if (tooLong && attempt.takeBack()) {
          throw new ChatTrouble(
              Kind.THROTTLED, "Discord's rate limit", limited.isZero() ? A_WHILE : limited);
        }
        if (waited.compareTo(ANSWER) > 0) {
          throw new ChatTrouble(
              unclear, "Discord has not answered for " + waited.toSeconds() + " s");
        }
      }
    }
  }

  /**
   * @param unclear what it is when nobody knows whether it was done
   */
  static ChatTrouble trouble(Throwable thrown, Kind unclear) {
    return switch (thrown) {
      case ErrorResponseException answered -> answered(answered, unclear);
      case RateLimitedException limited ->
          new ChatTrouble(
              Kind.THROTTLED, "Discord's rate limit", Duration.ofMillis(limited.getRetryAfter()));
      case InsufficientPermissionException refused ->
          new ChatTrouble(
              Kind.REFUSED,
              "the bot lacks the permission \""
                  + Rights.name(refused.getPermission())
                  + "\" there");
      case CancellationException taken ->
          new ChatTrouble(Kind.THROTTLED, "Discord's rate limit", A_WHILE);
      case RejectedExecutionException closed ->
          new ChatTrouble(Kind.AWAY, "the connection to Discord is being renewed");
      default -> new ChatTrouble(Kind.REFUSED, "Discord: " + Plain.line(thrown.toString(), 200));
    };
  }

  private static ChatTrouble answered(ErrorResponseException answered, Kind unclear) {
    Throwable cause = answered.getResponse().getException();
    if (cause != null) {
      boolean neverArrived =
          cause instanceof ConnectException
              || cause instanceof UnknownHostException
              || cause instanceof NoRouteToHostException;
      return new ChatTrouble(
          neverArrived ? Kind.AWAY : unclear,
          "Discord cannot be reached: " + cause.getClass().getSimpleName());
    }
    String words = "Discord: " + code(answered) + Plain.line(answered.getMeaning(), 150);
    if (answered.getResponse().code >= 500) {
      return new ChatTrouble(unclear, words);
    }
    if (answered.getResponse().code == UNAUTHORIZED || answered.getErrorCode() == OVERLOADED) {
      return new ChatTrouble(Kind.AWAY, words);
    }
    return switch (answered.getErrorResponse()) {
      case UNKNOWN_MESSAGE -> new ChatTrouble(Kind.GONE, words);
      case SERVICE_RESOURCE_RATE_LIMIT, MESSAGE_SEND_TEMPORARILY_DISABLED, OPEN_DM_TOO_FAST ->
          new ChatTrouble(Kind.THROTTLED, words, A_WHILE);
      default -> new ChatTrouble(Kind.REFUSED, words);
    };
  }

  private static String code(ErrorResponseException answered) {
    return answered.getErrorCode() > 0 ? answered.getErrorCode() + " " : "";
  }

  static boolean is(Throwable thrown, ErrorResponse error) {
    return thrown instanceof ErrorResponseException answered
        && answered.getErrorResponse() == error;
  }
}
