package dev.slipway.bot.slack;

import com.slack.api.Slack;
import com.slack.api.SlackConfig;
import com.slack.api.methods.MethodsClient;
import com.slack.api.methods.SlackApiException;
import com.slack.api.methods.SlackApiTextResponse;
import com.slack.api.util.http.SlackHttpClient;
import dev.slipway.bot.conversation.ChatTrouble;
import dev.slipway.catalog.Secret;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Calls of Slack's Web API. The token is read anew for each, so that a changed one needs no
 * restart, and what a call came to is told without it.
 */
final class SlackWeb implements AutoCloseable {
  /** Longer than Slack ever takes for a message. */
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(10);

  /** What it means when nobody knows whether a call arrived. */
  enum Effect {
    READS,
    WRITES
  }

  /** One method of the Web API. */
  interface Method<T extends SlackApiTextResponse> {
    T call(MethodsClient client) throws IOException, SlackApiException;
  }

  private final Slack slack;
  private final Map<String, String> environment;

  SlackWeb(String api, Map<String, String> environment) {
    this(api, environment, ANSWER_WITHIN);
  }

  SlackWeb(String api, Map<String, String> environment, Duration answerWithin) {
    this.environment = Map.copyOf(environment);
    SlackConfig config = new SlackConfig();
    config.setMethodsEndpointUrlPrefix(api);
    // Its statistics would call auth.test beside every call of ours.
    config.setStatsEnabled(false);
    // Its listeners log whole requests and answers.
    config.getHttpClientResponseHandlers().clear();
    config.setHttpClientReadTimeoutMillis(Math.toIntExact(answerWithin.toMillis()));
    config.setHttpClientWriteTimeoutMillis(Math.toIntExact(answerWithin.toMillis()));
    SlackHttpClient http =
        new SlackHttpClient(
            SlackHttpClient.buildOkHttpClient(config)
                .newBuilder()
                .connectTimeout(answerWithin)
                // A post that was cut off may have been made: only who looks first may repeat it.
                .retryOnConnectionFailure(false)
                .build());
    http.setConfig(config);
    this.slack = Slack.getInstance(config, http);
  }

  Slack slack() {
    return slack;
  }

  /**
   * @param method its name as Slack writes it, for people
   * @throws ChatTrouble for every answer that is not {@code ok}
   */
  <T extends SlackApiTextResponse> T call(
      Secret token, String method, Effect effect, Method<T> call) throws ChatTrouble {
    String value = value(token);
    T answer;
    try {
      answer = call.call(slack.methods(value));
    } catch (SlackApiException refused) {
      throw SlackTrouble.of(
          method,
          effect,
          refused.getResponse().code(),
          Optional.ofNullable(refused.getResponse().header("Retry-After")),
          Optional.ofNullable(refused.getError()).map(error -> error.getError()));
    } catch (IOException lost) {
      throw SlackTrouble.of(method, effect, lost);
    } catch (RuntimeException broken) {
      throw broken;
    } catch (Exception interrupted) {
      throw SlackTrouble.interrupted(method, effect);
    }
    if (!answer.isOk()) {
      throw SlackTrouble.of(
          method,
          effect,
          String.valueOf(answer.getError()),
          Optional.ofNullable(answer.getNeeded()));
    }
    return answer;
  }

  String value(Secret secret) throws ChatTrouble {
    try {
      String value = secret.value(environment);
      if (!value.matches("[!-~]+")) {
        throw new ChatTrouble(
            ChatTrouble.Kind.AWAY, "a Slack token is one word; what is kept for it is not");
      }
      return value;
    } catch (Secret.Missing missing) {
      throw new ChatTrouble(ChatTrouble.Kind.AWAY, missing.getMessage() + "; " + missing.fix());
    }
  }

  @Override
  public void close() {
    try {
      slack.close();
    } catch (Exception e) {
      // Nothing is left to be done with connections that do not close.
    }
  }
}
