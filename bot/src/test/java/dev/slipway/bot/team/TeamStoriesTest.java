package dev.slipway.bot.team;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.bot.GivenServer;
import dev.slipway.outside.exec.AService;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same lines typed twice: in a shell with a store of its own, and in one that knows nothing but
 * a server. Both say the same, to the letter, but for the time of day.
 */
@Tag("T1")
class TeamStoriesTest {
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
          low: { strategy: rolling, bake: 1s, observe: 1s, approvals: [] }
          medium: { strategy: rolling, bake: 1s, observe: 1s, approvals: [] }
          high: { strategy: rolling, bake: 1s, observe: 1s, approvals: [] }
      services:
        search:
          repository: { path: . }
          environments:
            prod:
              items: [artifact-known, tests-green]
              verify-rollback: 1s
              limits: { interval: 300ms, window: 3s, minimum-requests: 8, minimum-failures: 3, error-rate: { at-most: 10% } }
              target:
                kind: exec
                instances: [search-1]
                deploy: { run: ["./deploy.sh", "{instance}", "{version}", "{digest}"], time-limit: 90s, healthy-within: 90s, usually: 2s }
                running: { run: ["./running.sh", "{instance}"] }
                stop: { run: ["./stop.sh", "{instance}"] }
                probe: { http: "http://{address}/health", every: 100ms, at-most: 2s }
                addresses: { search-1: ADDRESS }
      """;

  @TempDir private Path folder;
  private AService service;
  private GivenServer server;
  private AShell alone;
  private AShell team;

  @BeforeEach
  void open() throws Exception {
    service =
        new AService(Files.createDirectories(folder.resolve("search")), "search-1")
            .runs("v1", "search-1");
    Path configuration = service.folder.resolve("slipway.yaml");
    Files.writeString(configuration, configured("local"), StandardCharsets.UTF_8);
    alone = new AShell(service.folder, folder.resolve("home"));
    server = GivenServer.of(service.folder.resolve("server.yaml"), configured("server"));
    Path laptop = Files.createDirectories(folder.resolve("laptop"));
    team = new AShell(laptop, folder.resolve("home-of-ada"));
  }

  private String configured(String store) {
    return CONFIGURATION
        .replace("STORE", store)
        .replace("ADDRESS", service.address("search-1"))
        .replace("USER", ProcessHandle.current().info().user().orElse("nobody"));
  }

  @AfterEach
  void close() {
    server.close();
    service.close();
  }

  private void logIn() {
    AShell.Said said = team.piping(server.token("ada") + "\n").runs("login", server.address());
    assertEquals(0, said.exit(), said.all());
    assertTrue(said.out().contains("You are Ada Okafor at " + server.address()), said.out());
  }

  /** What does not depend on when it was said. */
  private static String timeless(String text) {
    return text.replaceAll(
            "\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d(:\\d\\d(\\.\\d+)?)?Z?", "<moment>")
        .replaceAll("\\d\\d:\\d\\d:\\d\\dZ?", "<time>")
        .replaceAll("\\b\\d\\d:\\d\\d\\b", "<time>")
        .replaceAll("\\b\\d+ (s|ms|min|h)\\b( ago)?", "<while>")
        .replaceAll("PT[0-9.]+S", "<while>")
        .replaceAll("[0-9a-f]{64}", "<hash>")
        .replaceAll("just now", "<while>");
  }

  private void bothSay(String... words) {
    AShell.Said here = alone.piping("").runs(words);
    AShell.Said there = team.piping("").runs(words);
    String line = String.join(" ", words);
    assertEquals(timeless(here.out()), timeless(there.out()), line);
    assertEquals(timeless(here.err()), timeless(there.err()), line);
    assertEquals(here.exit(), there.exit(), line);
  }

  @Test
  void bothSayTheSame() throws Exception {
    logIn();
    for (String line :
        List.of(
            "list",
            "lst",
            "show search/9",
            "new search v2 --title Faster",
            "new search v2",
            "list --json",
            "plan search/2",
            "plan search/2 --json --fields strategy,risk",
            "show search",
            "diff search/2",
            "check list search/2",
            "approve search/2",
            "check confirm search/2 tests-green",
            "check confirm search/2 tests-green --evidence https://ci.example.org/1",
            "check run search/2",
            "start search/2",
            "rollout pause search/2",
            "rollout watch search/2 --once",
            "history search --env prod",
            "audit list search/2",
            "token create --for nobody",
            "cancel search/2",
            "help start",
            "rollout")) {
      bothSay(line.split(" "));
    }
  }

  @Test
  void aQuestionIsAskedHereAndTheAnswerCountsThere() {
    logIn();
    ready();

    AShell.Said no = team.typing("n\n").runs("start", "search/2");
    assertEquals(130, no.exit(), no.all());
    assertTrue(no.err().contains("This starts search/2 in prod"), no.err());
    assertTrue(no.err().contains("Nothing was changed."), no.err());

    AShell.Said yes = team.typing("y\n").runs("start", "search/2");
    assertEquals(0, yes.exit(), yes.all());
    assertTrue(yes.out().contains("search/2"), yes.out());
  }

  private void ready() {
    assertEquals(0, team.piping("").runs("new", "search", "v2").exit());
    assertEquals(
        0, team.runs("check", "confirm", "search/2", "tests-green", "--evidence", "run 7").exit());
  }

  @Test
  void aReleaseIsWatchedOverTheNetworkToItsEnd() {
    logIn();
    ready();

    AShell.Said said =
        team.piping("").runs("start", "search/2", "--yes", "--watch", "--timeout", "2m");

    assertEquals(0, said.exit(), said.all());
    assertTrue(said.out().contains("search/2 "), said.all());
    assertTrue(said.err().contains("search/2 finished. Users: 100 % on v2"), said.all());
    assertEquals("v2", service.running("search-1"));
  }

  @Test
  void evidenceCountsForTheChangeItWasFoundOnAndNoOther() throws Exception {
    logIn();
    assertEquals(0, team.piping("").runs("new", "search", "v2").exit());
    String ci = server.token("ci");
    String evidence =
        "{\"service\":\"search\",\"commit\":\"%s\",\"item\":\"tests-green\",\"evidence\":\"run 7\"}";

    assertEquals(
        404, server.post("/api/v1/evidence", ci, evidence.formatted("1".repeat(40))).statusCode());
    HttpResponse<String> counted =
        server.post("/api/v1/evidence", ci, evidence.formatted(commit("v2")));

    assertEquals(200, counted.statusCode(), counted.body());
    String items = team.runs("check", "list", "search/2", "--json").out();
    assertTrue(items.contains("run 7"), items);
  }

  private String commit(String tag) throws Exception {
    Process git =
        new ProcessBuilder("git", "rev-parse", tag + "^{commit}")
            .directory(service.folder.toFile())
            .start();
    return new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
  }

  @Test
  void tabOffersWhatTheServerKnows() {
    logIn();
    ready();

    assertTrue(
        team.runs("__complete", "--", "show", "se").out().startsWith("search/2\t"),
        team.runs("__complete", "--", "show", "se").all());
    assertEquals(
        alone.runs("__complete", "--", "rollout", "").out(),
        team.runs("__complete", "--", "rollout", "").out());
  }

  @Test
  void whoTypedIsWhatTheTokenSaysAndWhereIsSaidToo() {
    logIn();
    ready();

    String journal = team.runs("audit", "list", "search/2", "--json").out();

    assertTrue(journal.contains("Ada Okafor"), journal);
  }

  @Test
  void theTokenIsForItsOwnersEyesAndRefusedWhenItIsNot() throws Exception {
    logIn();
    Path token = folder.resolve("home-of-ada/.config/slipway/token");
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(token)));

    Files.setPosixFilePermissions(token, PosixFilePermissions.fromString("rw-r--r--"));
    AShell.Said said = team.runs("list");

    assertEquals(4, said.exit(), said.all());
    assertTrue(said.err().contains("E-LOGIN-03"), said.err());
    assertTrue(said.err().contains("chmod 600"), said.err());
  }

  @Test
  void loggingOutForgetsBoth() {
    logIn();

    assertEquals(0, team.runs("logout").exit());

    assertFalse(Files.exists(folder.resolve("home-of-ada/.config/slipway/token")));
    assertTrue(team.runs("list").err().contains("There is no slipway.yaml"));
  }

  @Test
  void aMachineShowsItsTokenInAVariable() {
    AShell ci =
        new AShell(folder.resolve("laptop"), folder.resolve("home-of-ci"))
            .variable("SLIPWAY_SERVER", server.address())
            .variable("SLIPWAY_TOKEN", server.token("ci"));

    logIn();
    ready();

    assertEquals(0, ci.runs("list").exit());
    AShell.Said said = ci.runs("approve", "search/2");
    assertEquals(4, said.exit(), said.all());
    assertTrue(said.err().contains("E-WHO-02"), said.err());
  }

  @Test
  void aWrongTokenKeepsNothing() {
    AShell.Said said = team.piping("slipway_no\n").runs("login", server.address());

    assertEquals(4, said.exit(), said.all());
    assertTrue(said.err().contains("E-SIGN-02"), said.err());
    assertTrue(said.err().contains("slipway login " + server.address()), said.err());
    assertFalse(Files.exists(folder.resolve("home-of-ada/.config/slipway")));
  }

  @Test
  void aServerThatIsAwaySaysSoAndWhatHelps() {
    logIn();
    String address = server.address();
    server.close();

    AShell.Said said = team.runs("list");

    assertEquals(1, said.exit(), said.all());
    assertTrue(said.err().contains("The server " + address + " does not answer."), said.err());
    assertTrue(said.err().contains("E-SERVER-01"), said.err());
  }

  @Test
  void aTokenIsSentUnencryptedToThisComputerAlone() {
    AShell.Said said = team.piping("x\n").runs("login", "http://slipway.example.org");

    assertEquals(2, said.exit(), said.all());
    assertTrue(said.err().contains("E-LOGIN-01"), said.err());
  }
}
