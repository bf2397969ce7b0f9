package dev.slipway.practice.fleet;

import java.io.IOException;
import java.io.InputStream;
import java.net.BindException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/**
 * The page to look at: one file and one stream of events, on a loopback port of its own. It tells
 * and takes no orders, so it needs no token; a name that merely leads to this machine opens
 * nothing.
 */
final class Page implements AutoCloseable {
  private static final int PORTS_TRIED = 20;

  private final HttpListener listener;
  private final PageFeed feed;

  Page(Fleet fleet, FleetLog log) throws IOException {
    HttpAnswer file = file();
    this.feed = new PageFeed(new PageReport(fleet));
    this.listener = listening(fleet.settings().page(), log, new Door(file, feed));
  }

  String address() {
    return listener.address();
  }

  int port() {
    return listener.port();
  }

  int watching() {
    return feed.watching();
  }

  @Override
  public void close() {
    feed.close();
    listener.close();
  }

  private record Door(HttpAnswer file, PageFeed feed) implements HttpListener.Handler {
    @Override
    public HttpAnswer handle(HttpRequest request) {
      if (!isLocal(request)) {
        return HttpAnswer.text(400, "this page is read at its own address only\n");
      }
      if (!request.method().equals("GET")) {
        return HttpAnswer.text(405, "this page is only read\n");
      }
      return switch (request.path()) {
        case "/" -> file;
        case "/events" ->
            HttpAnswer.text(503, "too many look at this page already; close one of them\n");
        default -> HttpAnswer.text(404, "no such page\n");
      };
    }

    @Override
    public Optional<HttpListener.Stream> stream(HttpRequest request) {
      return isLocal(request) && request.method().equals("GET") && request.path().equals("/events")
          ? feed.join().map(watcher -> watcher::writeTo)
          : Optional.empty();
    }

    /** A stranger's page can make a name of its own lead here; the browser then sends that name. */
    private static boolean isLocal(HttpRequest request) {
      String host = request.headers().getOrDefault("host", "");
      int colon = host.lastIndexOf(':');
      String name = colon < 0 ? host : host.substring(0, colon);
      return name.equals("127.0.0.1") || name.equals("localhost");
    }
  }

  private static HttpListener listening(int wanted, FleetLog log, Door door) throws IOException {
    for (int port = wanted; wanted > 0 && port < wanted + PORTS_TRIED; port++) {
      try {
        return new HttpListener("page", port, log, door);
      } catch (BindException taken) {
        log.say("port " + port + " is taken; the page tries the next one");
      }
    }
    return new HttpListener("page", 0, log, door);
  }

  /** The page as one file, with a policy under which nothing but its own parts runs. */
  private static HttpAnswer file() throws IOException {
    String style = part("page.css");
    String script = part("page-requests.js") + part("page-chart.js") + part("page.js");
    String whole = part("page.html").replace("/*style*/", style).replace("/*script*/", script);
    String policy =
        "default-src 'none'; connect-src 'self'; img-src data:; style-src '"
            + hash(style)
            + "'; script-src '"
            + hash(script)
            + "'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    return new HttpAnswer(
        200,
        Map.of(
            "content-type", "text/html; charset=utf-8",
            "content-security-policy", policy,
            "x-content-type-options", "nosniff",
            "referrer-policy", "no-referrer",
            "cache-control", "no-store"),
        whole);
  }

  private static String part(String name) throws IOException {
    try (InputStream in = Page.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IOException("the program is not whole: " + name + " is missing");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return "sha256-" + Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
