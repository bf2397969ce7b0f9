package dev.slipway.outside.haproxy;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import dev.slipway.plan.ExecSpec;
import dev.slipway.plan.HaproxySpec;
import dev.slipway.plan.HaproxySpec.Address;
import dev.slipway.plan.HaproxySpec.Layout;
import dev.slipway.rig.RealHaProxy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

/**
 * Two sides of two real HTTP servers each behind a real HAProxy, in every layout. A server answers
 * its name; asked for {@code /slow} it waits until it is told to answer.
 */
final class Crowd implements AutoCloseable {
  static final List<ExecSpec.Group> GROUPS =
      List.of(
          new ExecSpec.Group("blue", List.of("b1", "b2")),
          new ExecSpec.Group("green", List.of("g1", "g2")));
  static final ExecSpec.Group BASELINE = new ExecSpec.Group("baseline", List.of("x1", "x2"));
  private static final String FRONT =
      """
      frontend web
        bind 127.0.0.1:@port@
      """;
  private static final String WEIGHTS = FRONT + "  default_backend shop\n" + "backend shop\n";
  private static final String SHARE =
      FRONT
          + """
            http-request set-var(txn.green) str(green),map(@folder@/share.map,0)
            use_backend shop-green if { rand(100),sub(txn.green) lt 0 }
            default_backend shop-blue
          """;
  private static final String SWITCH =
      FRONT + "  use_backend %[str(live),map(@folder@/live.map,shop-blue)]\n";

  final RealHaProxy haproxy;
  final CountDownLatch slow = new CountDownLatch(1);
  final CountDownLatch arrived = new CountDownLatch(1);
  private final Layout layout;
  private Duration patience = Duration.ofSeconds(30);
  private final Map<String, HttpServer> servers = new LinkedHashMap<>();
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private Crowd(Path folder, Layout layout, String front) {
    this.layout = layout;
    for (String name : List.of("b1", "b2", "g1", "g2", "x1", "x2")) {
      servers.put(name, server(name));
    }
    StringBuilder rules = new StringBuilder(front);
    if (!(layout instanceof Layout.OneBackend)) {
      rules.append("backend shop-blue\n").append(line("b1", "")).append(line("b2", ""));
      rules.append("backend shop-green\n").append(line("g1", "")).append(line("g2", ""));
    } else {
      rules.append(line("b1", "weight 100")).append(line("b2", "weight 100"));
      rules.append(line("g1", "weight 0")).append(line("g2", "weight 0"));
      rules.append(line("x1", "weight 0")).append(line("x2", "weight 0"));
    }
    this.haproxy = new RealHaProxy(folder, rules.toString());
  }

  static Crowd weighed(Path folder) {
    return new Crowd(folder, new Layout.OneBackend("shop"), WEIGHTS);
  }

  static Crowd shared(Path folder) {
    Path map = RealHaProxy.file(folder, "share.map", "green 0\n");
    return new Crowd(folder, new Layout.ShareMap(map.toString(), "green", backends()), SHARE);
  }

  static Crowd switched(Path folder) {
    Path map = RealHaProxy.file(folder, "live.map", "live shop-blue\n");
    return new Crowd(folder, new Layout.SwitchMap(map.toString(), "live", backends()), SWITCH);
  }

  private static Map<String, String> backends() {
    return Map.of("blue", "shop-blue", "green", "shop-green");
  }

  private String line(String name, String more) {
    return "  server "
        + name
        + " 127.0.0.1:"
        + process(name).getAddress().getPort()
        + " check inter 100ms rise 1 fall 1 "
        + more
        + "\n";
  }

  private HttpServer process(String name) {
    return Objects.requireNonNull(servers.get(name), name);
  }

  private HttpServer server(String name) {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
      server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
      server.createContext(
          "/",
          exchange -> {
            if (exchange.getRequestURI().getPath().equals("/slow")) {
              arrived.countDown();
              try {
                slow.await();
              } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
              }
            }
            byte[] body = name.getBytes(UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
          });
      server.start();
      return server;
    } catch (IOException failed) {
      throw new java.io.UncheckedIOException(failed);
    }
  }

  /** A server's process ends, and HAProxy finds it down. */
  void ends(String name) {
    process(name).stop(0);
  }

  /** From now on who does not answer within a second is given up. */
  Crowd hasty() {
    patience = Duration.ofSeconds(1);
    return this;
  }

  HaproxyBalancer balancer() {
    return balancer(new Address.Unix(haproxy.adminSocket()));
  }

  HaproxyBalancer balancer(Address... addresses) {
    return new HaproxyBalancer(spec(addresses), GROUPS);
  }

  /** With a third group beside blue and green. */
  HaproxyBalancer compared() {
    return new HaproxyBalancer(spec(tcp()), GROUPS, Optional.of(BASELINE));
  }

  /** Blue alone, whose instances are replaced where they serve. */
  HaproxyBalancer inPlace() {
    return new HaproxyBalancer(spec(tcp()), GROUPS.subList(0, 1));
  }

  private HaproxySpec spec(Address... addresses) {
    return new HaproxySpec(List.of(addresses), patience, Duration.ofSeconds(90), layout, Map.of());
  }

  Address.Tcp tcp() {
    return new Address.Tcp("127.0.0.1", haproxy.adminPort());
  }

  /** Who answered that many users, one name each. */
  List<String> users(int count) throws Exception {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      names.add(ask("/").body());
    }
    return names;
  }

  HttpResponse<String> ask(String path) throws Exception {
    return client.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + haproxy.port() + path)).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  @Override
  public void close() {
    slow.countDown();
    haproxy.close();
    servers.values().forEach(server -> server.stop(0));
    client.close();
  }
}
