package dev.slipway.bot.slack;

import com.slack.api.bolt.App;
import com.slack.api.bolt.jakarta_servlet.SlackAppServlet;
import dev.slipway.bot.conversation.ChatTrouble;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Takes Slack's calls. Nothing of a call is looked at before it is known to be Slack's: its length
 * first, then its age and signature over the very bytes that came.
 */
final class SlackServlet extends SlackAppServlet {
  private static final long serialVersionUID = 1L;
  private static final int LONGEST = 1_000_000;

  /** Where the secret is; asked for each call, so that a changed one needs no restart. */
  interface SigningSecret {
    String value() throws ChatTrouble;
  }

  private final transient SigningSecret secret;
  private final transient Clock clock;
  private final transient Consumer<Duration> took;

  SlackServlet(App app, SigningSecret secret, Clock clock, Consumer<Duration> took) {
    super(app);
    this.secret = secret;
    this.clock = clock;
    this.took = took;
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    byte[] body = request.getInputStream().readNBytes(LONGEST + 1);
    if (body.length > LONGEST) {
      refuse(response, HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE, "too long");
      return;
    }
    try {
      if (!isSlacks(request, body)) {
        refuse(response, HttpServletResponse.SC_UNAUTHORIZED, "not signed by Slack");
        return;
      }
    } catch (ChatTrouble noSecret) {
      refuse(response, HttpServletResponse.SC_SERVICE_UNAVAILABLE, "not set up");
      return;
    }
    long began = System.nanoTime();
    try {
      super.doPost(new Read(request, body), response);
      took.accept(Duration.ofNanos(System.nanoTime() - began));
    } catch (RuntimeException unreadable) {
      refuse(response, HttpServletResponse.SC_BAD_REQUEST, "not understood");
    }
  }

  private boolean isSlacks(HttpServletRequest request, byte[] body) throws ChatTrouble {
    Optional<String> timestamp =
        Optional.ofNullable(request.getHeader("X-Slack-Request-Timestamp"));
    Optional<String> signature = Optional.ofNullable(request.getHeader("X-Slack-Signature"));
    return timestamp.isPresent()
        && signature.isPresent()
        && SlackSignature.proves(
            secret.value(), timestamp.get(), body, signature.get(), clock.instant());
  }

  private static void refuse(HttpServletResponse response, int status, String why)
      throws IOException {
    response.setStatus(status);
    response.setContentType("application/json");
    response.getWriter().write("{\"error\":\"" + why + "\"}");
  }

  /** A request whose body was read already. */
  private static final class Read extends HttpServletRequestWrapper {
    private final byte[] body;

    Read(HttpServletRequest request, byte[] body) {
      super(request);
      this.body = body;
    }

    @Override
    public BufferedReader getReader() {
      return new BufferedReader(new StringReader(new String(body, StandardCharsets.UTF_8)));
    }
  }
}
