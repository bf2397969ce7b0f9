package dev.slipway.setup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.control.Books;
import dev.slipway.journal.Fact;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.journal.Store;
import dev.slipway.outside.store.SqliteStore;
import dev.slipway.release.Actor;
import dev.slipway.release.ArtifactDigest;
import dev.slipway.release.ChangeRecord;
import dev.slipway.release.CommitId;
import dev.slipway.release.EnvironmentName;
import dev.slipway.release.ReleaseId;
import dev.slipway.release.ServiceName;
import dev.slipway.release.Version;
import dev.slipway.rig.RealRegistry;
import dev.slipway.view.DoctorView.Check;
import dev.slipway.view.DoctorView.State;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A service released by commands of its own; real files, real git, real processes. */
@Tag("T1")
class DoctorOfCommandsTest {
  private static final String PRACTICE = "target: { kind: practice, fleet: fleet.json }";
  private static final String COMMANDS =
      """
      target:
                kind: exec
                instances: [web-1, web-2]
                directory: shop
                deploy: { run: ["./deploy.sh", "{instance}", "{version}"] }
                running: { run: ["./running.sh", "{instance}"], time-limit: 5s }
                stop: { run: ["./stop.sh", "{instance}"] }
                probe: { run: ["./well.sh", "{instance}"], at-most: 5s }
      """
          .strip();

  @TempDir Path folder;
  private AWorkplace place;

  @BeforeEach
  void aService() {
    place = new AWorkplace(folder).repository("shop", "v1.0.0");
    configured(COMMANDS);
    for (String name : List.of("deploy", "running", "stop", "well")) {
      script(name, "echo \"$0 $*\" >> asked; cat \"" + name + "-$1\" 2> /dev/null || :");
    }
  }

  private void configured(String target) {
    place.write(
        "slipway.yaml",
        AWorkplace.RIGHT.replace(
            "prod: { policy: alone, " + PRACTICE + " }",
            "prod:\n        policy: alone\n        " + target));
  }

  private void script(String name, String body) {
    place.write("shop/" + name + ".sh", "#!/bin/sh\n" + body + "\n");
    assertTrue(folder.resolve("shop/" + name + ".sh").toFile().setExecutable(true));
  }

  private Check running() {
    return place.examined("target").getLast();
  }

  @Test
  void tellsWhatEachInstanceRunsAndChangesNothing() {
    place.write("shop/running-web-1", "v1.0.0\n").write("shop/running-web-2", "v1.0.0\n");
    assertEquals(
        "web-1 runs v1.0.0 and is well, web-2 runs v1.0.0 and is well", running().result());
    assertEquals(State.WELL, running().state());
    String asked = read("shop/asked");
    assertTrue(asked.contains("running.sh web-1"), asked);
    assertTrue(asked.contains("well.sh web-2"), asked);
    assertTrue(!asked.contains("deploy.sh") && !asked.contains("stop.sh"), asked);
  }

  @Test
  @Tag("R3")
  void tellsWhichInstanceRunsSomethingElseThanWasReleased() {
    configured(COMMANDS + "\n          artifact: { run: [\"./digest.sh\", \"{version}\"] }");
    script("digest", "echo sha256:" + "a".repeat(64));
    place.write("shop/running-web-1", "v1.0.0 sha256:" + "a".repeat(64) + "\n");
    place.write("shop/running-web-2", "v1.0.0 sha256:" + "b".repeat(64) + "\n");
    assertEquals(
        "nothing was released yet that could be compared", place.theOnly("released").result());
    wasReleased("v1.0.0", new ArtifactDigest("sha256:" + "a".repeat(64)));

    Check drifted = place.theOnly("released");

    assertEquals(State.MEND, drifted.state());
    assertEquals(
        "web-2 runs v1.0.0 (sha256:bbbbbb…bb); the others run v1.0.0 (sha256:aaaaaa…aa), which"
            + " shop/1 released",
        drifted.result());
    assertEquals("cd shop && ./deploy.sh web-2 v1.0.0", drifted.fix().orElseThrow());
    place.write("shop/running-web-2", "v1.0.0 sha256:" + "a".repeat(64) + "\n");
    assertEquals(State.WELL, place.theOnly("released").state());
  }

  /** As Slipway found it there. */
  private void wasReleased(String label, ArtifactDigest artifact) {
    ServiceName shop = new ServiceName("shop");
    Version version = new Version(label);
    try {
      Files.createDirectories(folder.resolve("state"));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    try (Store store = SqliteStore.open(folder.resolve("state/slipway.db"), "here:1", "0.1.0")) {
      ReleaseRecord unused =
          new Books(store)
              .open(
                  number ->
                      List.of(
                          new Fact.Opened(
                              new ReleaseId(shop, number),
                              new EnvironmentName("prod"),
                              "slipway",
                              "shop " + version,
                              "",
                              Optional.empty(),
                              new ChangeRecord(
                                  Optional.empty(),
                                  version,
                                  Optional.empty(),
                                  new CommitId("1".repeat(40)),
                                  artifact,
                                  List.of(),
                                  List.of(),
                                  List.of())),
                          new Fact.Adopted("it was there")),
                  shop,
                  AWorkplace.NOW,
                  Actor.system("desk"));
    }
  }

  @Test
  void tellsWhichProbeFailsAndWhichInstanceRunsNothing() {
    place.write("shop/running-web-1", "v1.0.0\n");
    script("well", "exit 1");
    assertEquals(State.LOOK, running().state());
    assertEquals("web-1 runs v1.0.0 and its probe fails, web-2 runs nothing", running().result());
  }

  @Test
  void aSideThatServesNobodyMayRunNothing() {
    configured(
        COMMANDS.replace("instances: [web-1, web-2]", "sides: { blue: [web-1], green: [web-2] }")
            + "\n          traffic: { set: [\"./set.sh\", \"{side}\", \"{weight}\"], read: [\"./read.sh\"] }");
    script("set", "exit 1");
    script("read", "echo blue 100");
    place.write("shop/running-web-1", "v1.0.0\n");

    assertEquals(State.WELL, running().state(), running().toString());
    assertEquals("web-1 runs v1.0.0 and is well, web-2 runs nothing", running().result());
  }

  @Test
  void saysOfAHaproxyThatDoesNotAnswerWhereItWasAsked() {
    configured(
        COMMANDS.replace("instances: [web-1, web-2]", "sides: { blue: [web-1], green: [web-2] }")
            + "\n          traffic: { haproxy: { admin: [./gone.sock], backend: shop } }");

    assertEquals(State.MEND, running().state());
    assertTrue(running().result().contains("gone.sock"), running().result());
    assertTrue(running().fix().orElseThrow().startsWith("start HAProxy, or edit slipway.yaml"));
  }

  @Test
  void asksForAStopCommandWhereNothingRunsYet() {
    assertEquals(State.WELL, running().state(), running().toString());
    configured(COMMANDS.replaceFirst("(?m)^ *stop:.*\\R", ""));
    assertEquals(State.MEND, running().state(), running().toString());
    assertTrue(
        running().fix().orElseThrow().startsWith("edit slipway.yaml, target shop prod: stop: "),
        running().toString());
  }

  @Test
  void endsARunningCommandThatDoesNotEnd() {
    configured(COMMANDS.replace("time-limit: 5s", "time-limit: 1s"));
    script("running", "sleep 600");
    assertEquals(State.MEND, running().state());
    assertTrue(running().result().contains("did not end within 1 s"), running().toString());
  }

  @Test
  void tellsWhatTheNewestVersionMeans() {
    Check commit = place.theOnly("artifact");
    assertEquals(State.WELL, commit.state());
    assertTrue(commit.result().startsWith("v1.0.0 is git-commit:"), commit.toString());
    configured(COMMANDS + "\n          artifact: { file: \"build/{version}.jar\" }");
    assertEquals(State.LOOK, place.theOnly("artifact").state());
    place.write("shop/build/v1.0.0.jar", "a build");
    Check built = place.theOnly("artifact");
    assertTrue(built.result().startsWith("v1.0.0 is sha256:"), built.toString());
  }

  @Test
  void tellsHowToAskARegistryOfThisMachineThatSpeaksNoTls() throws IOException {
    try (RealRegistry plain = RealRegistry.open(Files.createDirectory(folder.resolve("images")))) {
      configured(COMMANDS + "\n          artifact: { image: " + plain.host() + "/team/shop }");
      Check artifact = place.theOnly("artifact");
      assertEquals(State.MEND, artifact.state(), artifact.toString());
      assertTrue(artifact.fix().orElseThrow().endsWith(": insecure: yes"), artifact.toString());
    }
  }

  @Test
  void tellsWhatTheScriptOfTheWayBackNeeds() {
    assertEquals(State.UNKNOWN, place.theOnly("break-glass").state());
    place.write("shop/running-web-1", "v1.0.0\n");
    Check there = place.theOnly("break-glass");
    assertEquals(State.WELL, there.state(), there.toString());
    assertTrue(there.result().startsWith("rollback.sh needs"), there.toString());
  }

  /** Typed as it stands, a fix mends: also where the folder has a name that a shell would split. */
  @Test
  void whatMakesACommandExecutableCanBePasted() throws Exception {
    assertTrue(folder.resolve("shop").toFile().renameTo(folder.resolve("my shop").toFile()));
    place.write(
        "slipway.yaml",
        read("slipway.yaml")
            .replace("directory: shop", "directory: my shop")
            .replace("path: shop", "path: my shop"));
    Path script = folder.resolve("my shop/deploy.sh");
    assertTrue(script.toFile().setExecutable(false));
    Check fault = place.theOnly("target");
    assertEquals(State.MEND, fault.state(), fault.toString());

    pasted(fault);

    assertTrue(Files.isExecutable(script));
    assertEquals(State.WELL, place.examined("target").getFirst().state());
  }

  @Test
  void aFileOutsideIsNamedInFullBecauseNoShellOpensAQuotedTilde() throws Exception {
    place.write("home/secrets/token", "x");
    Path token = folder.resolve("home/secrets/token");
    configured(COMMANDS + "\n          environment: { TOKEN: { file: " + token + " } }");
    Files.delete(token);
    Check fault = place.theOnly("target");
    assertEquals(State.MEND, fault.state(), fault.toString());
    assertTrue(fault.fix().orElseThrow().startsWith("edit home/secrets/token: "), fault.toString());
    Ground elsewhere = new AWorkplace(folder.resolve("shop")).ground();
    assertEquals(token.toString(), Pasted.path(elsewhere, token));
  }

  @Test
  void whatCannotBeKnownIsSaidToBeEdited() throws IOException {
    Files.delete(folder.resolve("shop/stop.sh"));
    Check fault = place.theOnly("target");
    assertTrue(
        fault.fix().orElseThrow().startsWith("edit slipway.yaml, target shop prod: "),
        fault.toString());
    configured(COMMANDS.replace("./deploy.sh", "no-such-program"));
    assertTrue(
        place
            .examined("target")
            .getFirst()
            .fix()
            .orElseThrow()
            .startsWith("edit slipway.yaml, target shop prod: "));
  }

  private void pasted(Check check) throws IOException, InterruptedException {
    Process shell =
        new ProcessBuilder("sh", "-c", check.fix().orElseThrow())
            .directory(folder.toFile())
            .inheritIO()
            .start();
    assertEquals(0, shell.waitFor(), check.toString());
  }

  private String read(String path) {
    try {
      return Files.readString(folder.resolve(path));
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
  }
}
