package dev.slipway;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.slipway.rig.Ports;
import dev.slipway.rig.RealHaProxy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;

/**
 * Many instances of a service on two sides behind a real HAProxy: each is an HTTP server of this
 * very process on a port of its own, so that forty of them cost no more than their requests.
 * Commands reach it over HTTP with curl.
 */
final class ManyInstances implements AutoCloseable {
  private static final String TARGET =
      """
      kind: exec
      sides: { blue: [BLUE], green: [GREEN] }
      deploy: { run: [curl, -sSf, "http://CONTROL/deploy/{instance}/{version}"], time-limit: 20s, healthy-within: 20s }
      running: { run: [curl, -sSf, "http://CONTROL/running/{instance}"] }
      stop: { run: [curl, -sSf, "http://CONTROL/stop/{instance}"] }
      probe: { http: "http://{address}/health", every: 500ms, at-most: 10s }
      traffic: { haproxy: { admin: ["ADMIN"], backend: shop } }
      """;

  final RealHaProxy haproxy;
  private final Map<String, Integer> ports = new TreeMap<>();
  private final Map<String, String> versions = new ConcurrentHashMap<>();
  private final Map<String, HttpServer> servers = new ConcurrentHashMap<>();
  private final HttpServer control;
  private volatile String failing = "";

  ManyInstances(Path folder, int eachSide) {
    StringBuilder rules =
        new StringBuilder(
            """
            frontend web
              bind 127.0.0.1:@port@
              default_backend shop
            backend shop
              default-server check inter 500ms rise 1 fall 2
            """);
    for (String side : List.of("blue", "green")) {
      for (int number = 1; number <= eachSide; number++) {
        String name = side + "-" + number;
        ports.put(name, Ports.free());
        rules.append(
            "  server %s %s weight %s\n"
                .formatted(name, address(name), side.equals("blue") ? "100" : "0"));
      }
    }
    control = server(0);
    control.createContext("/", this::command);
    control.start();
    side("blue").forEach(name -> starts(name, "v1"));
    haproxy = new RealHaProxy(folder, rules.toString());
  }

  private static HttpServer server(int port) {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 50);
      server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
      return server;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private List<String> side(String name) {
    return ports.keySet().stream().filter(one -> one.startsWith(name)).toList();
  }

  private String address(String instance) {
    return "127.0.0.1:" + Objects.requireNonNull(ports.get(instance), instance);
  }

  /** The target's configuration, without its addresses. */
  String target() {
    return TARGET
        .replace("BLUE", String.join(", ", side("blue")))
        .replace("GREEN", String.join(", ", side("green")))
        .replace("CONTROL", "127.0.0.1:" + control.getAddress().getPort())
        .replace("ADMIN", haproxy.adminSocket().toString());
  }

  List<String> addresses() {
    List<String> lines = new ArrayList<>();
    ports.keySet().forEach(name -> lines.add(name + ": " + address(name)));
    return lines;
  }

  /** From now on whoever meets a version meets a failure; "" for none. */
  void fails(String version) {
    failing = version;
  }

  private void command(HttpExchange exchange) throws IOException {
    String[] words = exchange.getRequestURI().getPath().split("/", -1);
    switch (words[1]) {
      case "deploy" -> {
        stops(words[2]);
        starts(words[2], words[3]);
      }
      case "stop" -> stops(words[2]);
      default -> {}
    }
    answer(exchange, 200, versions.getOrDefault(words[2], ""));
  }

  private void starts(String instance, String version) {
    HttpServer server = server(Objects.requireNonNull(ports.get(instance), instance));
    server.createContext(
        "/", exchange -> answer(exchange, version.equals(failing) ? 500 : 200, version));
    server.start();
    servers.put(instance, server);
    versions.put(instance, version);
  }

  private void stops(String instance) {
    HttpServer server = servers.remove(instance);
    if (server != null) {
      versions.remove(instance);
      server.stop(0);
    }
  }

  private static void answer(HttpExchange exchange, int status, String text) throws IOException {
    byte[] body = text.getBytes(UTF_8);
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Override
  public void close() {
    haproxy.close();
    control.stop(0);
    servers.values().forEach(server -> server.stop(0));
  }
}
