package dev.slipway.bot.api;

import dev.slipway.Slipway;
import dev.slipway.command.ExitCode;
import dev.slipway.command.remote.LineAnswer;
import dev.slipway.command.remote.RecordJson;
import dev.slipway.control.Tokens;
import dev.slipway.journal.Store;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.time.Duration;
import java.util.Optional;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Asks whoever comes to the API or the management endpoints for a token. Open to everybody: whether
 * the server is well, and whatever brings a proof of its own, such as a chat's signed calls.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 100)
class Doorway extends OncePerRequestFilter {
  private static final String SCHEME = "Bearer ";
  private static final int LONGEST = 200;
  private final Slipway slipway;

  /**
   * By where wrong tokens came from. A right one is always let in: a colleague behind the same
   * address must not be locked out.
   */
  private final Tries failed = new Tries(20, Duration.ofMinutes(1));

  private final MeterRegistry figures;

  Doorway(Slipway slipway, MeterRegistry figures) {
    this.slipway = slipway;
    this.figures = figures;
  }

  /** Who came in, as requests carry it from here on. */
  record Visitor(Tokens.Bearer.Known bearer) implements Principal {
    @Override
    public String getName() {
      return bearer.person().id();
    }

    static Visitor of(HttpServletRequest request) {
      if (request.getUserPrincipal() instanceof Visitor visitor) {
        return visitor;
      }
      throw new IllegalStateException("nobody came in");
    }
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    response.setHeader("X-Content-Type-Options", "nosniff");
    Optional<String> presented = presented(request);
    if (presented.isEmpty() && !isGuarded(path(request))) {
      chain.doFilter(request, response);
      return;
    }
    Tokens.Bearer bearer;
    try {
      bearer =
          presented
              .map(text -> slipway.desk().tokens().bearer(text))
              .orElseGet(Tokens.Bearer.Wrong::new);
    } catch (Store.Unavailable away) {
      if (isGuarded(path(request))) {
        write(response, 503, storeAway(away));
      } else {
        chain.doFilter(request, response);
      }
      return;
    }
    if (bearer instanceof Tokens.Bearer.Known known) {
      chain.doFilter(with(request, new Visitor(known)), response);
    } else if (!isGuarded(path(request))) {
      chain.doFilter(request, response);
    } else {
      turnAway(request, response, bearer, presented.isPresent());
    }
  }

  /** As the container matched it: normalized, without parameters. */
  private static String path(HttpServletRequest request) {
    return request.getServletPath() + Optional.ofNullable(request.getPathInfo()).orElse("");
  }

  private static boolean isGuarded(String path) {
    boolean health = path.equals("/actuator/health") || path.startsWith("/actuator/health/");
    return (path.startsWith("/api") || path.startsWith("/actuator")) && !health;
  }

  private static Optional<String> presented(HttpServletRequest request) {
    return Optional.ofNullable(request.getHeader("Authorization"))
        .filter(header -> header.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
        .map(header -> header.substring(SCHEME.length()).strip())
        .filter(text -> text.length() <= LONGEST);
  }

  private static HttpServletRequest with(HttpServletRequest request, Visitor visitor) {
    return new HttpServletRequestWrapper(request) {
      @Override
      public Principal getUserPrincipal() {
        return visitor;
      }

      @Override
      public String getRemoteUser() {
        return visitor.getName();
      }
    };
  }

  private void turnAway(
      HttpServletRequest request,
      HttpServletResponse response,
      Tokens.Bearer bearer,
      boolean presented)
      throws IOException {
    figures.counter("slipway.api.turned.away").increment();
    if (presented && failed.tooMany(request.getRemoteAddr(), slipway.desk().now())) {
      response.setHeader("Retry-After", Long.toString(failed.retryAfter()));
      write(
          response,
          429,
          Replies.no(
              "E-SIGN-06",
              ExitCode.NOT_ALLOWED,
              "Too many wrong tokens came from your address.",
              "The right one is let in at any time.",
              "slipway login <address>"));
      return;
    }
    response.setHeader("WWW-Authenticate", "Bearer realm=\"slipway\"");
    write(response, 401, presented ? said(bearer) : missing());
  }

  private static LineAnswer missing() {
    return Replies.no(
        "E-SIGN-01",
        ExitCode.NOT_ALLOWED,
        "You are not signed in.",
        "The server lets nobody in without a token.",
        "slipway login <address>");
  }

  private static LineAnswer said(Tokens.Bearer bearer) {
    String renew = "slipway token create        (at the server), then slipway login <address>";
    return switch (bearer) {
      case Tokens.Bearer.Expired expired ->
          Replies.no(
              "E-SIGN-03",
              ExitCode.NOT_ALLOWED,
              "Your token has expired.",
              "It ended at " + expired.at() + ".",
              renew);
      case Tokens.Bearer.Revoked revoked ->
          Replies.no(
              "E-SIGN-04",
              ExitCode.NOT_ALLOWED,
              "Your token was revoked.",
              "Somebody ended it at " + revoked.at() + ".",
              renew);
      case Tokens.Bearer.HolderGone gone ->
          Replies.no(
              "E-SIGN-05",
              ExitCode.NOT_ALLOWED,
              "The catalogue no longer knows whose token this is.",
              "It was made for " + gone.holder() + ".",
              "add " + gone.holder() + " under people: and apply that, or take another token");
      case Tokens.Bearer.Wrong wrong -> wrong();
      case Tokens.Bearer.Known known -> wrong();
    };
  }

  private static LineAnswer wrong() {
    return Replies.no(
        "E-SIGN-02",
        ExitCode.NOT_ALLOWED,
        "This token lets nobody in.",
        "It is no token of this server, or a letter of it is missing.",
        "slipway login <address>");
  }

  private static LineAnswer storeAway(Store.Unavailable away) {
    return Replies.no(
        "E-STORE-01",
        ExitCode.FAILED,
        "The server cannot use its store.",
        String.valueOf(away.getMessage()),
        away.fix());
  }

  private static void write(HttpServletResponse response, int status, LineAnswer body)
      throws IOException {
    response.setStatus(status);
    response.setContentType("application/json");
    response.setHeader("Cache-Control", "no-store");
    response.getOutputStream().write(RecordJson.write(body).getBytes(StandardCharsets.UTF_8));
  }
}
