package dev.slipway.bot.team;

import dev.slipway.bot.GivenServer;
import dev.slipway.outside.exec.AService;
import dev.slipway.rig.Ports;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A stranger's own service of one instance, a server that releases it, and beside it a store of
 * one's own that knows the same service.
 */
final class ATeam implements AutoCloseable {
  private static final String CONFIGURATION =
      """
      version: 1
      store: { kind: sqlite, path: STORE/slipway.db }
      people:
        ada: { name: Ada Okafor, emails: [ada@example.com], os-users: [USER], roles: [developer, on-call, administrator] }
        ben: { name: Ben Adeyemi, emails: [ben@example.com], roles: [on-call] }
        ci: { machine: yes }
      policies:
        default:
          low: { strategy: rolling, bake: BAKE, observe: BAKE, approvals: [] }
          medium: { strategy: rolling, bake: BAKE, observe: BAKE, approvals: [] }
          high: { strategy: rolling, bake: BAKE, observe: BAKE, approvals: [] }
      services:
        search:
          repository: { path: REPOSITORY }
          environments:
            prod:
              items: [artifact-known]
              verify-rollback: 1s
              limits: { interval: 300ms, window: 3s, minimum-requests: 8, minimum-failures: 3, error-rate: { at-most: 10% } }
              target:
                kind: exec
                directory: REPOSITORY
                instances: [search-1]
                deploy: { run: ["./deploy.sh", "{instance}", "{version}", "{digest}"], time-limit: 90s, healthy-within: 90s, usually: 2s }
                running: { run: ["./running.sh", "{instance}"] }
                stop: { run: ["./stop.sh", "{instance}"] }
                probe: { http: "http://{address}/health", every: 100ms, at-most: 2s }
                addresses: { search-1: ADDRESS }
      """;

  final AService service;
  private final Path folder;
  private final String bake;
  private GivenServer server;

  /**
   * @param bake how long each share is watched
   */
  ATeam(Path folder, String bake) throws IOException {
    this.folder = folder;
    this.bake = bake;
    this.service =
        new AService(Files.createDirectories(folder.resolve("search")), "search-1")
            .runs("v1", "search-1");
    this.server =
        GivenServer.of(
            Files.createDirectories(folder.resolve("server")).resolve("slipway.yaml"),
            configuration("server"),
            "{ port: " + Ports.free() + " }");
  }

  /**
   * @param store folder of its store
   */
  String configuration(String store) {
    return CONFIGURATION
        .replace("STORE", store)
        .replace("BAKE", bake)
        .replace("REPOSITORY", service.folder.toString())
        .replace("ADDRESS", service.address("search-1"))
        .replace("USER", ProcessHandle.current().info().user().orElse("nobody"));
  }

  GivenServer server() {
    return server;
  }

  /** Ends the server as SIGTERM does. */
  int ends() {
    int port = Integer.parseInt(server.address().substring(server.address().lastIndexOf(':') + 1));
    server.close();
    return port;
  }

  /** Another server at the same store, at the place of the one that ended. */
  void startsAgain(int port) throws IOException {
    server =
        GivenServer.of(
            folder.resolve("server/slipway.yaml"),
            configuration("server"),
            "{ port: " + port + " }");
  }

  /** A folder without a configuration, in which somebody has logged in. */
  Path laptop(String person) throws IOException {
    Path home = Files.createDirectories(folder.resolve("laptop-of-" + person));
    AShell.Said said =
        new AShell(home, home).piping(server.token(person) + "\n").runs("login", server.address());
    if (said.exit() != 0) {
      throw new AssertionError(said.all());
    }
    return home;
  }

  /** A folder with a configuration and a store of its own. */
  Path desk() throws IOException {
    Path home = Files.createDirectories(folder.resolve("desk"));
    Files.writeString(home.resolve("slipway.yaml"), configuration("store"), StandardCharsets.UTF_8);
    return home;
  }

  @Override
  public void close() {
    server.close();
    service.close();
  }
}
