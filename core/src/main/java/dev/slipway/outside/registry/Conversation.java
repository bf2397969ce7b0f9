package dev.slipway.outside.registry;

import dev.slipway.control.port.OutsideFailure;
import dev.slipway.plan.ImageSource;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One question to a registry, with as many requests as it takes. Who we are is said only when the
 * registry asks for it, only to it and its token server, and forgotten with the question.
 */
final class Conversation {
  static final int LARGEST = 4 * 1024 * 1024;
  private static final int LARGEST_TOKEN = 64 * 1024;
  private static final int MOST_REDIRECTS = 4;
  private static final String HUB = "docker.io";
  private static final JsonMapper JSON = new JsonMapper();

  private final ImageSource image;
  private final DockerCredentials credentials;
  private final Patience patience;
  private final Wire wire;
  private final long begun = System.nanoTime();
  private Optional<String> authorization = Optional.empty();

  /** Looked up when it is needed; empty before. */
  private Optional<Optional<Credential>> kept = Optional.empty();

  Conversation(
      ImageSource image, DockerCredentials credentials, Patience patience, String operation) {
    this.image = image;
    this.credentials = credentials;
    this.patience = patience;
    this.wire = new Wire("registry " + image.registry(), operation, image.insecure());
  }

  /**
   * @param path below the image's repository
   * @return with 200, or 404 for what is not there
   */
  Reply get(String path, String accept) {
    Reply reply = answer(path, accept);
    if (reply.status() != 200 && reply.isFound()) {
      throw unexpected(reply);
    }
    return reply;
  }

  /**
   * The same for a part of the API that not every registry has: those that do not say so with 404,
   * as they should, refuse the question as none of theirs.
   *
   * @return empty where there is no such part
   */
  Optional<Reply> getWhereKnown(String path, String accept) {
    Reply reply = answer(path, accept);
    return switch (reply.status()) {
      case 200 -> Optional.of(reply);
      case 400, 404, 405, 406, 501 -> Optional.empty();
      default -> throw unexpected(reply);
    };
  }

  private Reply answer(String path, String accept) {
    URI address = address(path);
    Reply reply = followed(address, accept);
    // Only the registry itself may ask who we are: what its answers lead to is not known to
    // anybody.
    if (reply.status() == 401 && isSameHost(reply.from(), address)) {
      authorization = Optional.of(answered(reply));
      reply = followed(address, accept);
    }
    return reply;
  }

  private OutsideFailure unexpected(Reply reply) {
    return switch (reply.status()) {
      case 401, 403 -> failure(refused(reply.status()));
      case 429 -> failure("was asked too often and wants to be left alone for a while (429)");
      default -> failure("answers " + reply.status() + ", expected 200");
    };
  }

  /** For the next answer: as long as an answer may take, and no longer than what is left. */
  private Duration limit() {
    Duration left = patience.question().minusNanos(System.nanoTime() - begun);
    if (left.toMillis() < 1) {
      throw failure("does not end within " + patience.question().toSeconds() + " s");
    }
    return left.compareTo(patience.answer()) < 0 ? left : patience.answer();
  }

  OutsideFailure failure(String why) {
    return wire.failure(why);
  }

  private URI address(String path) {
    String host = image.registry().equals(HUB) ? "registry-1.docker.io" : image.registry();
    String scheme = image.insecure() ? "http://" : "https://";
    try {
      return URI.create(scheme + host + "/v2/" + image.repository() + "/" + path);
    } catch (IllegalArgumentException nonsense) {
      throw failure("has an address that cannot be asked");
    }
  }

  private Reply followed(URI address, String accept) {
    URI at = address;
    for (int hop = 0; hop <= MOST_REDIRECTS; hop++) {
      HttpRequest.Builder request = request(at).header("Accept", accept);
      if (isSameHost(at, address)) {
        authorization.ifPresent(value -> {
          var unused = request.header("Authorization", value);
        });
      }
      Reply reply = wire.send(request.GET().build(), LARGEST, limit());
      Optional<URI> onward = wire.onward(reply);
      if (onward.isEmpty()) {
        return reply;
      }
      at = onward.get();
    }
    throw failure("sends us from one address to the next");
  }

  private static boolean isSameHost(URI one, URI other) {
    return Objects.equals(one.getScheme(), other.getScheme())
        && Objects.equals(one.getAuthority(), other.getAuthority());
  }

  private HttpRequest.Builder request(URI at) {
    try {
      return HttpRequest.newBuilder(at).header("User-Agent", "slipway");
    } catch (IllegalArgumentException nonsense) {
      throw failure("has an address that cannot be asked");
    }
  }

  /** The value of Authorization that answers a challenge. */
  private String answered(Reply refusal) {
    Challenge challenge =
        Challenge.of(refusal.headers().allValues("WWW-Authenticate"))
            .orElseThrow(() -> failure("wants to know who asks, in a way that is not known here"));
    Optional<Credential> credential = credential();
    if (credential.isPresent()
        && credential.get() instanceof Credential.RegistryToken(String token)) {
      return "Bearer " + token;
    }
    if (challenge.scheme().equals("bearer")) {
      return "Bearer " + token(challenge, credential);
    }
    if (credential.isPresent() && credential.get() instanceof Credential.Password password) {
      return password.header();
    }
    throw failure(refused(401));
  }

  private Optional<Credential> credential() {
    if (kept.isPresent()) {
      return kept.get();
    }
    try {
      Optional<Credential> found = credentials.of(image.registry());
      kept = Optional.of(found);
      return found;
    } catch (CredentialProgram.Broken broken) {
      throw failure(
          "no credentials: "
              + broken.getMessage()
              + "; log in anew with  docker login "
              + image.registry());
    }
  }

  private String refused(int status) {
    boolean known = credential().isPresent();
    return (known
            ? "refuses the credentials of " + credentials.file()
            : "wants to know who asks, and " + credentials.file() + " has nothing for it")
        + " ("
        + status
        + "); log in with  docker login "
        + image.registry();
  }

  private String token(Challenge challenge, Optional<Credential> credential) {
    String realm =
        challenge
            .parameter("realm")
            .orElseThrow(() -> failure("wants a token and does not say from where"));
    URI server;
    try {
      server = URI.create(realm);
    } catch (IllegalArgumentException nonsense) {
      throw failure("wants a token from what is no address");
    }
    if (!wire.isSafe(server)) {
      throw failure("wants a token from " + Text.line(realm) + ", without TLS");
    }
    TokenServer named = new TokenServer(server);
    if (!named.isOf(image, address(""))) {
      throw failure(
          "names "
              + Text.line(named.host())
              + " to say there who we are, which is not known to be its own; if it is, add"
              + " token-server: "
              + Text.line(named.host())
              + " below artifact in slipway.yaml");
    }
    String question =
        "service="
            + encoded(challenge.parameter("service").orElse(image.registry()))
            + "&scope="
            + encoded("repository:" + image.repository() + ":pull");
    HttpRequest request = asking(server, question, credential);
    Reply reply = wire.send(request, LARGEST_TOKEN, limit());
    if (reply.status() == 401 || reply.status() == 403) {
      throw failure(refused(reply.status()));
    }
    return token(reply)
        .orElseThrow(() ->
            failure(
                "gets no token from " + Text.line(realm) + ", which answers " + reply.status()));
  }

  private HttpRequest asking(URI server, String question, Optional<Credential> credential) {
    if (credential.isPresent()
        && credential.get() instanceof Credential.IdentityToken(String identity)) {
      String form =
          "grant_type=refresh_token&client_id=slipway&"
              + question
              + "&refresh_token="
              + encoded(identity);
      return request(server)
          .header("Content-Type", "application/x-www-form-urlencoded")
          .POST(HttpRequest.BodyPublishers.ofString(form))
          .build();
    }
    HttpRequest.Builder request = request(with(server, question));
    if (credential.isPresent() && credential.get() instanceof Credential.Password password) {
      request.header("Authorization", password.header());
    }
    return request.GET().build();
  }

  private static Optional<String> token(Reply reply) {
    if (reply.status() != 200) {
      return Optional.empty();
    }
    try {
      JsonNode told = JSON.readTree(reply.body());
      String token = told.path("token").asString(told.path("access_token").asString(""));
      return Optional.of(token).filter(value -> value.matches("[\\x21-\\x7E]{1,20000}"));
    } catch (JacksonException nonsense) {
      return Optional.empty();
    }
  }

  private static URI with(URI server, String question) {
    String text = server.toString();
    return URI.create(text + (text.contains("?") ? "&" : "?") + question);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
