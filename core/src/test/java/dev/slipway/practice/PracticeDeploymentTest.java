package dev.slipway.practice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.control.port.Deployment;
import dev.slipway.control.port.Outcome;
import dev.slipway.control.port.Targets;
import dev.slipway.health.Side;
import dev.slipway.release.Version;
import dev.slipway.release.Weight;
import dev.slipway.rig.SteadyTime;
import dev.slipway.rollout.Happening.Changed;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SteadyTime.class)
class PracticeDeploymentTest {
  @TempDir Path folder;
  private PracticeFleet fleet;
  private Deployment deployment;

  @BeforeEach
  void start() {
    fleet = PracticeFleet.in(folder, 200);
    deployment = fleet.target().deployment();
  }

  @AfterEach
  void stop() {
    fleet.close();
  }

  @Test
  void bringsUpInstancesThatSayForThemselvesWhatTheyRun() {
    done(deployment.deploy(Side.CANARY, 2, "shop/2-deploy-1"));
    Deployment.Running running = deployment.running();
    assertEquals(3, running.ready(PracticeFleet.V1));
    assertEquals(2, running.ready(PracticeFleet.V2));
    assertEquals(200.0, running.perInstance(), 0.0);
    assertEquals(8, running.maximum());
    assertTrue(
        running.instances().stream()
            .filter(instance -> instance.version().equals(PracticeFleet.V2))
            .allMatch(instance -> instance.artifact().equals(Optional.of(PracticeFleet.DIGEST_2))));
    PracticeFleet.until(
        Duration.ofSeconds(60), () -> Math.abs(deployment.running().load() - 200) < 60);
  }

  @Test
  void joinsASecondCallWithTheSameKey() throws Exception {
    Callable<Outcome> call = () -> deployment.deploy(Side.CANARY, 3, "same");
    try (ExecutorService both = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Outcome>> calls = both.invokeAll(List.of(call, call));
      assertEquals(calls.get(0).get(), calls.get(1).get());
    }
    assertEquals(3, deployment.running().ready(PracticeFleet.V2));
  }

  @Test
  void repeatsNothingForAKeyThatIsDone() {
    done(deployment.deploy(Side.CANARY, 2, "first"));
    done(deployment.remove(Side.CANARY, 1, "less"));
    done(deployment.deploy(Side.CANARY, 2, "first"));
    assertEquals(1, deployment.running().ready(PracticeFleet.V2));
  }

  @Test
  void startsNothingWhenEnoughInstancesRun() {
    done(deployment.deploy(Side.CANARY, 2, "a"));
    List<String> before = names();
    done(deployment.deploy(Side.CANARY, 2, "b"));
    assertEquals(before, names());
  }

  @Test
  void refusesWhatItDoesNotKnowAndWhatIsNotTheSameBuild() {
    Outcome unknown =
        PracticeFleet.target(fleet.file, against(new Version("v9")))
            .deployment()
            .deploy(Side.CANARY, 1, "unknown");
    assertEquals(Changed.NO, failed(unknown).changed());
    fleet.demo.registerArtifact(PracticeFleet.V2, PracticeFleet.DIGEST_1);
    Outcome moved = deployment.deploy(Side.CANARY, 1, "moved");
    assertTrue(
        failed(moved).fault().contains(PracticeFleet.DIGEST_2.value()), failed(moved).fault());
    assertEquals(0, deployment.running().ready(PracticeFleet.V2));
  }

  @Test
  void saysWhenThereIsNoRoom() {
    Outcome.Failed full = failed(deployment.deploy(Side.CANARY, 6, "too-many"));
    assertEquals(Changed.YES, full.changed());
    assertTrue(full.fault().contains("room for 8"), full.fault());
  }

  @Test
  void losesNoRequestWhileInstancesAreTakenAway() {
    done(deployment.deploy(Side.CANARY, 3, "up"));
    fleet.target().traffic().write(new Weight(50));
    PracticeFleet.until(
        Duration.ofSeconds(60),
        () -> fleet.demo.state().of(PracticeFleet.V2).orElseThrow().share() == 50);
    done(deployment.remove(Side.CANARY, 1, "down"));
    assertEquals(1, deployment.running().ready(PracticeFleet.V2));
    var seen = fleet.afterRequestsOfTheNewVersion(50);
    assertTrue(
        seen.of(dev.slipway.health.Signal.ERROR_RATE, Side.CANARY).orElseThrow().events() <= 3);
  }

  @Test
  void keepsTheLastInstanceOfAVersionThatUsersAreOn() {
    done(deployment.deploy(Side.CANARY, 1, "up"));
    fleet.target().traffic().write(new Weight(5));
    assertEquals(Changed.NO, failed(deployment.remove(Side.CANARY, 0, "gone")).changed());
    fleet.target().traffic().write(Weight.NONE);
    done(deployment.remove(Side.CANARY, 0, "gone-now"));
    assertEquals(0, deployment.running().ready(PracticeFleet.V2));
  }

  @Test
  void letsARemovalEndADeployThatHangs() throws Exception {
    var unused = fleet.demo.breakVersion(PracticeFleet.V2, List.of(new Fault.Unready()));
    try (ExecutorService other = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Outcome> hanging = other.submit(() -> deployment.deploy(Side.CANARY, 2, "hanging"));
      PracticeFleet.until(Duration.ofSeconds(60), () -> names().size() == 4);
      done(deployment.remove(Side.CANARY, 0, "away"));
      assertTrue(failed(hanging.get()).fault().contains("took over"));
    }
    assertEquals(3, names().size());
  }

  @Test
  void knowsArtifactsAndWhatIsLive() {
    var environment = PracticeFleet.environment(fleet.file);
    var service = PracticeFleet.service(environment);
    PracticeTargets targets = new PracticeTargets();
    assertEquals(
        Optional.of(PracticeFleet.DIGEST_2),
        targets.artifact(service, environment, PracticeFleet.V2));
    assertEquals(Optional.empty(), targets.artifact(service, environment, new Version("v9")));
    assertEquals(Optional.of(PracticeFleet.V1), targets.live(service, environment));
  }

  private List<String> names() {
    return deployment.running().instances().stream().map(Deployment.Instance::name).toList();
  }

  private static Targets.Versions against(Version fresh) {
    return new Targets.Versions(
        Optional.of(PracticeFleet.V1),
        Optional.of(PracticeFleet.DIGEST_1),
        fresh,
        PracticeFleet.DIGEST_2);
  }

  private static void done(Outcome outcome) {
    assertInstanceOf(Outcome.Done.class, outcome);
  }

  private static Outcome.Failed failed(Outcome outcome) {
    return assertInstanceOf(Outcome.Failed.class, outcome);
  }
}
