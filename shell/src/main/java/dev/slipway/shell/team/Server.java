package dev.slipway.shell.team;

import dev.slipway.ProgramVersion;
import dev.slipway.command.Candidate;
import dev.slipway.command.ExitCode;
import dev.slipway.command.remote.Candidates;
import dev.slipway.command.remote.CompletionRequest;
import dev.slipway.command.remote.LineAnswer;
import dev.slipway.command.remote.LineRequest;
import dev.slipway.command.remote.RecordJson;
import dev.slipway.command.remote.Standing;
import dev.slipway.shell.Obstacle;
import dev.slipway.shell.Surroundings;
import dev.slipway.view.RefusalView;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.TrustManagerFactory;

/**
 * The server, as its API is. What it cannot do becomes an {@link Obstacle} that says why and what
 * helps; a no that it says itself is an answer like every other.
 */
public final class Server {
  private static final String AWAY = "E-SERVER-01";
  private static final Duration CONNECTING = Duration.ofSeconds(5);

  /** A line may plan a release, which reads a repository. */
  private static final Duration ANSWERING = Duration.ofMinutes(5);

  /** A list of a thousand releases has less. */
  private static final int LONGEST = 16_000_000;

  private static final Duration KEY_PRESS = Duration.ofSeconds(2);
  private final Login login;
  private final String token;
  private final HttpClient client;

  public Server(Login login, Surroundings here) {
    this(login, login.token(here));
  }

  Server(Login login, String token) {
    this.login = login;
    this.token = token;
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .connectTimeout(CONNECTING)
            .followRedirects(HttpClient.Redirect.NEVER);
    login.certificate().ifPresent(file -> builder.sslContext(trusting(file)));
    this.client = builder.build();
  }

  public URI address() {
    return login.server();
  }

  private SSLContext trusting(Path file) {
    try (InputStream text = Files.newInputStream(file)) {
      KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
      trusted.load(null, null);
      int number = 0;
      for (Certificate one : CertificateFactory.getInstance("X.509").generateCertificates(text)) {
        trusted.setCertificateEntry("trusted-" + number++, one);
      }
      TrustManagerFactory managers =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      managers.init(trusted);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, managers.getTrustManagers(), null);
      return context;
    } catch (IOException | GeneralSecurityException broken) {
      throw stranger(file + " is no certificate: " + broken.getMessage());
    }
  }

  /** Who one is there. */
  public Standing standing() {
    return meet().standing();
  }

  /**
   * What a first meeting tells of the way between.
   *
   * @param took there and back
   * @param heard by this computer's clock
   * @param certificateEnds when the server's certificate does; empty without one
   */
  record Meeting(
      Standing standing, Duration took, Instant heard, Optional<Instant> certificateEnds) {}

  Meeting meet() {
    long asked = System.nanoTime();
    Answer answer = send(request("/api/v1/standing", CONNECTING).build());
    Duration took = Duration.ofNanos(System.nanoTime() - asked);
    Standing standing = read(answer, Standing.class);
    if (standing.protocol() != Standing.PROTOCOL) {
      throw another(
          "it is Slipway "
              + standing.server()
              + " and speaks protocol "
              + standing.protocol()
              + ", this one "
              + Standing.PROTOCOL);
    }
    return new Meeting(standing, took, Instant.now(), answer.certificateEnds());
  }

  private static Optional<Instant> certificateEnds(SSLSession session) {
    try {
      return session.getPeerCertificates()[0] instanceof X509Certificate own
          ? Optional.of(own.getNotAfter().toInstant())
          : Optional.empty();
    } catch (SSLPeerUnverifiedException none) {
      return Optional.empty();
    }
  }

  LineAnswer line(LineRequest line) {
    return read(send(posted("/api/v1/lines", ANSWERING, line)), LineAnswer.class);
  }

  /** Never longer than a key press may take. */
  public List<Candidate> completions(CompletionRequest asked) {
    return read(send(posted("/api/v1/completions", KEY_PRESS, asked)), Candidates.class)
        .candidates();
  }

  private HttpRequest posted(String path, Duration patience, Record body) {
    return request(path, patience)
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(RecordJson.write(body)))
        .build();
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /** Server-sent events, to be read until they end. */
  InputStream events(String path) {
    HttpRequest request = request(path, ANSWERING).header("Accept", "text/event-stream").build();
    try {
      HttpResponse<InputStream> answer = client.send(request, BodyHandlers.ofInputStream());
      if (answer.statusCode() == 200) {
        return answer.body();
      }
      try (InputStream body = answer.body()) {
        throw refused(answer.statusCode(), text(body));
      }
    } catch (IOException broken) {
      throw away(broken);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw leftWaiting();
    }
  }

  private HttpRequest.Builder request(String path, Duration patience) {
    return HttpRequest.newBuilder(URI.create(login.server() + path))
        .timeout(patience)
        .header("Authorization", "Bearer " + token)
        .header("User-Agent", "slipway/" + ProgramVersion.text());
  }

  private Answer send(HttpRequest request) {
    try {
      HttpResponse<InputStream> answer = client.send(request, BodyHandlers.ofInputStream());
      try (InputStream body = answer.body()) {
        return new Answer(
            answer.statusCode(), text(body), answer.sslSession().flatMap(Server::certificateEnds));
      }
    } catch (IOException broken) {
      throw away(broken);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw leftWaiting();
    }
  }

  /**
   * @param certificateEnds when the server's certificate does; empty without one
   */
  private record Answer(int status, String body, Optional<Instant> certificateEnds) {}

  /** Whoever answers, it is kept in memory: no more than any answer is long. */
  private String text(InputStream body) throws IOException {
    byte[] bytes = body.readNBytes(LONGEST + 1);
    if (bytes.length > LONGEST) {
      throw another("it answers with more than " + LONGEST + " bytes");
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private <T extends Record> T read(Answer answer, Class<T> type) {
    if (answer.status() != 200) {
      throw refused(answer.status(), answer.body());
    }
    try {
      return RecordJson.readPlain(answer.body(), type);
    } catch (RecordJson.Unreadable unreadable) {
      throw another(String.valueOf(unreadable.getMessage()));
    }
  }

  /** A no in the server's own words, as far as it has any. */
  private Obstacle refused(int status, String body) {
    try {
      LineAnswer no = RecordJson.readPlain(body, LineAnswer.class);
      if (no.view().isPresent() && no.view().get() instanceof RefusalView refusal) {
        return new Obstacle(addressed(refusal), ExitCode.of(no.exit()).orElse(ExitCode.FAILED));
      }
    } catch (RecordJson.Unreadable unreadable) {
      // Something between here and the server answered in its place.
    }
    return another("it answers with HTTP status " + status);
  }

  /** The server does not know by which address it was reached. */
  private RefusalView addressed(RefusalView no) {
    return new RefusalView(
        no.code(),
        no.kind(),
        no.what(),
        no.why(),
        no.fix().stream()
            .map(line -> line.replace("<address>", login.server().toString()))
            .toList());
  }

  /** It cannot be reached at this moment, or not from here. */
  Obstacle away(IOException broken) {
    for (Throwable cause = broken; cause != null; cause = cause.getCause()) {
      if (cause instanceof SSLException) {
        return stranger(String.valueOf(cause.getMessage()));
      }
    }
    String why =
        broken instanceof HttpTimeoutException
            ? "it did not answer in time"
            : broken instanceof ConnectException
                ? "nothing listens there, or nothing lets one through"
                : String.valueOf(broken.getMessage());
    return Obstacle.of(
        AWAY,
        ExitCode.FAILED,
        "The server " + login.server() + " does not answer.",
        List.of(why + ". Releases that move go on without you."),
        List.of(
            "curl " + login.server() + "/actuator/health",
            "sh docs/releases/…-rollback.sh        (the way back without it)"));
  }

  /** It said itself that it goes away. */
  Obstacle ending() {
    return Obstacle.of(
        AWAY,
        ExitCode.FAILED,
        "The server " + login.server() + " ends.",
        List.of("Releases that move go to another server, or wait for one."),
        List.of("curl " + login.server() + "/actuator/health"));
  }

  /** Whether it may answer again, with nothing done here. */
  static boolean isAway(Obstacle why) {
    return why.refusal().code().equals(AWAY) || why.refusal().code().equals("E-STORE-01");
  }

  private static Obstacle leftWaiting() {
    return Obstacle.of(
        "E-SERVER-04",
        ExitCode.INTERRUPTED,
        "You no longer wait for the server's answer.",
        List.of("What the line began there goes on."),
        List.of("slipway list"));
  }

  private Obstacle stranger(String why) {
    return Obstacle.of(
        "E-SERVER-02",
        ExitCode.FAILED,
        "The server " + login.server() + " does not show that it is the one.",
        List.of(why, "Your token was not sent."),
        List.of(
            "slipway login " + login.server() + " --certificate <file of its authority>",
            "or ask who runs the server for a certificate of this name"));
  }

  private Obstacle another(String why) {
    return Obstacle.of(
        "E-SERVER-03",
        ExitCode.FAILED,
        "What answers at " + login.server() + " is not understood here.",
        List.of(why + "; this is Slipway " + ProgramVersion.text() + "."),
        List.of("use the Slipway of the server's version, or look at the address"));
  }
}
