package dev.slipway;

import dev.slipway.outside.exec.AService;
import dev.slipway.rig.RealHaProxy;
import java.nio.file.Path;
import java.util.List;

/** A real HAProxy in front of a stranger's own service, in one of the layouts, and its target. */
final class BehindHaproxy implements AutoCloseable {
  private static final String FRONT =
      """
      frontend web
        bind 127.0.0.1:@port@
      """;
  private static final String CHECK = "  default-server check inter 100ms rise 1 fall 1\n";

  final RealHaProxy haproxy;

  /** The target's configuration. */
  final String target;

  private BehindHaproxy(RealHaProxy haproxy, String target, String traffic) {
    this.haproxy = haproxy;
    String port = "haproxy: { admin: [\"" + haproxy.adminSocket() + "\"], " + traffic + " }";
    this.target = target.replaceAll("traffic:.*\n", "") + "traffic: { " + port + " }\n";
  }

  /** Blue and green in one backend, all weight on blue. */
  static BehindHaproxy weights(AService service) {
    String rules =
        FRONT
            + "  default_backend shop\nbackend shop\n"
            + CHECK
            + server(service, "b1", "weight 100")
            + server(service, "g1", "weight 0");
    return new BehindHaproxy(
        new RealHaProxy(folder(service), rules), OwnService.TWO_SIDES, "backend: shop");
  }

  /** The same with a place for a baseline group. */
  static BehindHaproxy compared(AService service) {
    String rules =
        FRONT
            + "  default_backend shop\nbackend shop\n"
            + CHECK
            + server(service, "b1", "weight 100")
            + server(service, "g1", "weight 0")
            + server(service, "x1", "weight 0");
    return new BehindHaproxy(
        new RealHaProxy(folder(service), rules),
        OwnService.TWO_SIDES + "baseline-group: [x1]\n",
        "backend: shop");
  }

  /** A backend for each side, and a map that names the one which serves. */
  static BehindHaproxy switched(AService service) {
    Path map = RealHaProxy.file(folder(service), "live.map", "live shop-blue\n");
    String rules =
        FRONT
            + "  use_backend %[str(live),map(@folder@/live.map,shop-blue)]\n"
            + "backend shop-blue\n"
            + CHECK
            + server(service, "b1", "")
            + "backend shop-green\n"
            + CHECK
            + server(service, "g1", "");
    return new BehindHaproxy(
        new RealHaProxy(folder(service), rules),
        OwnService.TWO_SIDES,
        "backends: { blue: shop-blue, green: shop-green }, switch: { map: \"" + map + "\" }");
  }

  /** One backend whose servers are replaced in place. */
  static BehindHaproxy inPlace(AService service) {
    StringBuilder rules =
        new StringBuilder(FRONT + "  default_backend shop\nbackend shop\n" + CHECK);
    List.of("search-1", "search-2").forEach(name -> rules.append(server(service, name, "")));
    return new BehindHaproxy(
        new RealHaProxy(folder(service), rules.toString()),
        OwnService.IN_PLACE,
        "backend: shop, drain: 10s");
  }

  private static String server(AService service, String name, String more) {
    return "  server " + name + " " + service.address(name) + " " + more + "\n";
  }

  private static Path folder(AService service) {
    return service.folder.resolve("haproxy");
  }

  Users users() {
    return new Users(haproxy.port());
  }

  @Override
  public void close() {
    haproxy.close();
  }
}
